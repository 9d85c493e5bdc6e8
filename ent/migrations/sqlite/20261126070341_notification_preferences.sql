-- Create index "notifydelivery_account_id_kind_state" to table: "notify_deliveries"
CREATE INDEX `notifydelivery_account_id_kind_state` ON `notify_deliveries` (`account_id`, `kind`, `state`);
-- Create "notify_preferences" table
CREATE TABLE `notify_preferences` (`id` text NOT NULL, `appointment_mail` bool NOT NULL DEFAULT (true), `advice_mail` bool NOT NULL DEFAULT (true), `at_once` bool NOT NULL DEFAULT (true), `week_before` bool NOT NULL DEFAULT (true), `two_days_before` bool NOT NULL DEFAULT (true), `two_hours_before` bool NOT NULL DEFAULT (true), `quiet` bool NOT NULL DEFAULT (true), `quiet_from` integer NOT NULL DEFAULT (0), `quiet_until` integer NOT NULL DEFAULT (0), `time_zone` text NOT NULL DEFAULT (''), `saved_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_preferences_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "notifypreference_account_id" to table: "notify_preferences"
CREATE UNIQUE INDEX `notifypreference_account_id` ON `notify_preferences` (`account_id`);
