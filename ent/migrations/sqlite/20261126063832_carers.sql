-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_account_grants" table
CREATE TABLE `new_account_grants` (`id` text NOT NULL, `self` bool NOT NULL DEFAULT (false), `relationship` text NOT NULL DEFAULT (''), `scopes` text NOT NULL DEFAULT (''), `given_by` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `expires_at` integer NOT NULL DEFAULT (0), `records_until` integer NOT NULL DEFAULT (0), `revoked_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_grants_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `account_grants_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "account_grants" to new temporary table "new_account_grants"
INSERT INTO `new_account_grants` (`id`, `self`, `relationship`, `scopes`, `created_at`, `expires_at`, `revoked_at`, `account_id`, `patient_id`) SELECT `id`, `self`, `relationship`, `scopes`, `created_at`, `expires_at`, `revoked_at`, `account_id`, `patient_id` FROM `account_grants`;
-- Drop "account_grants" table after copying rows
DROP TABLE `account_grants`;
-- Rename temporary table "new_account_grants" to "account_grants"
ALTER TABLE `new_account_grants` RENAME TO `account_grants`;
-- Create index "accountgrant_account_id_patient_id" to table: "account_grants"
CREATE UNIQUE INDEX `accountgrant_account_id_patient_id` ON `account_grants` (`account_id`, `patient_id`);
-- Create index "accountgrant_patient_id" to table: "account_grants"
CREATE INDEX `accountgrant_patient_id` ON `account_grants` (`patient_id`);
-- Create index "accountgrant_patient_id_self" to table: "account_grants"
CREATE UNIQUE INDEX `accountgrant_patient_id_self` ON `account_grants` (`patient_id`, `self`) WHERE self AND (revoked_at = 0);
-- Create "new_notify_notifications" table
CREATE TABLE `new_notify_notifications` (`id` text NOT NULL, `number` integer NOT NULL, `event_id` text NOT NULL DEFAULT (''), `kind` text NOT NULL DEFAULT (''), `title` text NOT NULL DEFAULT (''), `body` text NOT NULL DEFAULT (''), `link` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `read_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, `patient_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_notifications_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `notify_notifications_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "notify_notifications" to new temporary table "new_notify_notifications"
INSERT INTO `new_notify_notifications` (`id`, `number`, `event_id`, `kind`, `title`, `body`, `link`, `created_at`, `read_at`, `account_id`, `patient_id`) SELECT `id`, `number`, `event_id`, `kind`, `title`, `body`, `link`, `created_at`, `read_at`, `account_id`, `patient_id` FROM `notify_notifications`;
-- Drop "notify_notifications" table after copying rows
DROP TABLE `notify_notifications`;
-- Rename temporary table "new_notify_notifications" to "notify_notifications"
ALTER TABLE `new_notify_notifications` RENAME TO `notify_notifications`;
-- Create index "notifynotification_account_id_number" to table: "notify_notifications"
CREATE UNIQUE INDEX `notifynotification_account_id_number` ON `notify_notifications` (`account_id`, `number`);
-- Create index "notifynotification_account_id_event_id" to table: "notify_notifications"
CREATE UNIQUE INDEX `notifynotification_account_id_event_id` ON `notify_notifications` (`account_id`, `event_id`);
-- Create index "notifynotification_account_id_read_at" to table: "notify_notifications"
CREATE INDEX `notifynotification_account_id_read_at` ON `notify_notifications` (`account_id`, `read_at`);
-- Create "carer_invitations" table
CREATE TABLE `carer_invitations` (`id` text NOT NULL, `address` text NOT NULL DEFAULT (''), `relationship` text NOT NULL DEFAULT (''), `scopes` text NOT NULL DEFAULT (''), `given_by` text NOT NULL DEFAULT (''), `grant_expires_at` integer NOT NULL DEFAULT (0), `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `accepted_at` integer NOT NULL DEFAULT (0), `revoked_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, `invited_by` text NOT NULL, `accepted_by` text NULL, PRIMARY KEY (`id`), CONSTRAINT `carer_invitations_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `carer_invitations_accounts_inviter` FOREIGN KEY (`invited_by`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `carer_invitations_accounts_carer` FOREIGN KEY (`accepted_by`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "carerinvitation_patient_id_created_at" to table: "carer_invitations"
CREATE INDEX `carerinvitation_patient_id_created_at` ON `carer_invitations` (`patient_id`, `created_at`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
