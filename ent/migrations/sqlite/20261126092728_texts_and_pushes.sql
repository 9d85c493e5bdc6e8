-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_notify_preferences" table
CREATE TABLE `new_notify_preferences` (`id` text NOT NULL, `appointment_mail` bool NOT NULL DEFAULT (true), `advice_mail` bool NOT NULL DEFAULT (true), `appointment_text` bool NOT NULL DEFAULT (true), `advice_text` bool NOT NULL DEFAULT (true), `appointment_push` bool NOT NULL DEFAULT (true), `advice_push` bool NOT NULL DEFAULT (true), `at_once` bool NOT NULL DEFAULT (true), `week_before` bool NOT NULL DEFAULT (true), `two_days_before` bool NOT NULL DEFAULT (true), `two_hours_before` bool NOT NULL DEFAULT (true), `quiet` bool NOT NULL DEFAULT (true), `quiet_from` integer NOT NULL DEFAULT (0), `quiet_until` integer NOT NULL DEFAULT (0), `time_zone` text NOT NULL DEFAULT (''), `saved_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_preferences_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "notify_preferences" to new temporary table "new_notify_preferences"
INSERT INTO `new_notify_preferences` (`id`, `appointment_mail`, `advice_mail`, `at_once`, `week_before`, `two_days_before`, `two_hours_before`, `quiet`, `quiet_from`, `quiet_until`, `time_zone`, `saved_at`, `account_id`) SELECT `id`, `appointment_mail`, `advice_mail`, `at_once`, `week_before`, `two_days_before`, `two_hours_before`, `quiet`, `quiet_from`, `quiet_until`, `time_zone`, `saved_at`, `account_id` FROM `notify_preferences`;
-- Drop "notify_preferences" table after copying rows
DROP TABLE `notify_preferences`;
-- Rename temporary table "new_notify_preferences" to "notify_preferences"
ALTER TABLE `new_notify_preferences` RENAME TO `notify_preferences`;
-- Create index "notifypreference_account_id" to table: "notify_preferences"
CREATE UNIQUE INDEX `notifypreference_account_id` ON `notify_preferences` (`account_id`);
-- Create "contact_phones" table
CREATE TABLE `contact_phones` (`id` text NOT NULL, `number` text NOT NULL DEFAULT (''), `proven_at` integer NOT NULL DEFAULT (0), `asked_number` text NOT NULL DEFAULT (''), `code_mac` text NOT NULL DEFAULT (''), `code_until` integer NOT NULL DEFAULT (0), `tries` integer NOT NULL DEFAULT (0), `texts` integer NOT NULL DEFAULT (0), `texts_since` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `contact_phones_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "contactphone_account_id" to table: "contact_phones"
CREATE UNIQUE INDEX `contactphone_account_id` ON `contact_phones` (`account_id`);
-- Create "contact_push_devices" table
CREATE TABLE `contact_push_devices` (`id` text NOT NULL, `endpoint` text NOT NULL DEFAULT (''), `p256dh` text NOT NULL DEFAULT (''), `auth` text NOT NULL DEFAULT (''), `key_id` text NOT NULL DEFAULT (''), `device` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `contact_push_devices_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "contactpushdevice_endpoint" to table: "contact_push_devices"
CREATE UNIQUE INDEX `contactpushdevice_endpoint` ON `contact_push_devices` (`endpoint`);
-- Create index "contactpushdevice_account_id_id" to table: "contact_push_devices"
CREATE INDEX `contactpushdevice_account_id_id` ON `contact_push_devices` (`account_id`, `id`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
