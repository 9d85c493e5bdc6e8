-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_notify_deliveries" table
CREATE TABLE `new_notify_deliveries` (`id` text NOT NULL, `account_id` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `subject_version` integer NOT NULL DEFAULT (0), `kind` text NOT NULL DEFAULT (''), `lead_minutes` integer NOT NULL DEFAULT (0), `channel` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `due_at` integer NOT NULL, `state` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `attempts` integer NOT NULL DEFAULT (0), `busy_until` integer NOT NULL DEFAULT (0), `message_id` text NOT NULL DEFAULT (''), `payload` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `sent_at` integer NOT NULL DEFAULT (0), `patient_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_deliveries_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "notify_deliveries" to new temporary table "new_notify_deliveries"
INSERT INTO `new_notify_deliveries` (`id`, `account_id`, `subject_id`, `subject_version`, `kind`, `lead_minutes`, `channel`, `address`, `due_at`, `state`, `reason`, `attempts`, `busy_until`, `message_id`, `payload`, `created_at`, `sent_at`, `patient_id`) SELECT `id`, `account_id`, `subject_id`, `subject_version`, `kind`, `lead_minutes`, `channel`, `address`, `due_at`, `state`, `reason`, `attempts`, `busy_until`, `message_id`, `payload`, `created_at`, `sent_at`, `patient_id` FROM `notify_deliveries`;
-- Drop "notify_deliveries" table after copying rows
DROP TABLE `notify_deliveries`;
-- Rename temporary table "new_notify_deliveries" to "notify_deliveries"
ALTER TABLE `new_notify_deliveries` RENAME TO `notify_deliveries`;
-- Create index "notifydelivery_subject_id_subje_fc8806bdf5d00ece57eeb9a6ab0837b1" to table: "notify_deliveries"
CREATE UNIQUE INDEX `notifydelivery_subject_id_subje_fc8806bdf5d00ece57eeb9a6ab0837b1` ON `notify_deliveries` (`subject_id`, `subject_version`, `kind`, `lead_minutes`, `channel`, `account_id`);
-- Create index "notifydelivery_patient_id_due_at_id" to table: "notify_deliveries"
CREATE INDEX `notifydelivery_patient_id_due_at_id` ON `notify_deliveries` (`patient_id`, `due_at`, `id`);
-- Create index "notifydelivery_state_due_at" to table: "notify_deliveries"
CREATE INDEX `notifydelivery_state_due_at` ON `notify_deliveries` (`state`, `due_at`);
-- Create "new_outbox_events" table
CREATE TABLE `new_outbox_events` (`id` text NOT NULL, `stream` text NOT NULL DEFAULT (''), `number` integer NOT NULL, `kind` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `subject_version` integer NOT NULL DEFAULT (0), `lead_minutes` integer NOT NULL DEFAULT (0), `at` integer NOT NULL, `payload` text NOT NULL DEFAULT (''), `told_at` integer NOT NULL DEFAULT (0), `patient_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `outbox_events_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "outbox_events" to new temporary table "new_outbox_events"
INSERT INTO `new_outbox_events` (`id`, `stream`, `number`, `kind`, `subject_id`, `subject_version`, `lead_minutes`, `at`, `payload`, `told_at`, `patient_id`) SELECT `id`, `stream`, `number`, `kind`, `subject_id`, `subject_version`, `lead_minutes`, `at`, `payload`, `told_at`, `patient_id` FROM `outbox_events`;
-- Drop "outbox_events" table after copying rows
DROP TABLE `outbox_events`;
-- Rename temporary table "new_outbox_events" to "outbox_events"
ALTER TABLE `new_outbox_events` RENAME TO `outbox_events`;
-- Create index "outboxevent_stream_number" to table: "outbox_events"
CREATE UNIQUE INDEX `outboxevent_stream_number` ON `outbox_events` (`stream`, `number`);
-- Create index "outboxevent_subject_id_subject_version_kind_lead_minutes" to table: "outbox_events"
CREATE UNIQUE INDEX `outboxevent_subject_id_subject_version_kind_lead_minutes` ON `outbox_events` (`subject_id`, `subject_version`, `kind`, `lead_minutes`);
-- Create index "outboxevent_told_at" to table: "outbox_events"
CREATE INDEX `outboxevent_told_at` ON `outbox_events` (`told_at`);
-- Create "account_links" table
CREATE TABLE `account_links` (`id` text NOT NULL, `kind` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `key_id` text NOT NULL DEFAULT (''), `token_hash` text NOT NULL, `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `used_at` integer NOT NULL DEFAULT (0), `account_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `account_links_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "account_links_token_hash_key" to table: "account_links"
CREATE UNIQUE INDEX `account_links_token_hash_key` ON `account_links` (`token_hash`);
-- Create index "accountlink_subject_id_kind_created_at" to table: "account_links"
CREATE INDEX `accountlink_subject_id_kind_created_at` ON `account_links` (`subject_id`, `kind`, `created_at`);
-- Create index "accountlink_expires_at" to table: "account_links"
CREATE INDEX `accountlink_expires_at` ON `account_links` (`expires_at`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
