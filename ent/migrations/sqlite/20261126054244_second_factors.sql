-- Create "account_challenges" table
CREATE TABLE `account_challenges` (`id` text NOT NULL, `client` text NOT NULL DEFAULT (''), `device_name` text NOT NULL DEFAULT (''), `failures` integer NOT NULL DEFAULT (0), `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `ended_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_challenges_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "accountchallenge_account_id_ended_at" to table: "account_challenges"
CREATE INDEX `accountchallenge_account_id_ended_at` ON `account_challenges` (`account_id`, `ended_at`);
-- Create index "accountchallenge_expires_at" to table: "account_challenges"
CREATE INDEX `accountchallenge_expires_at` ON `account_challenges` (`expires_at`);
-- Create "account_recovery_codes" table
CREATE TABLE `account_recovery_codes` (`id` text NOT NULL, `key_id` text NOT NULL DEFAULT (''), `code_hash` text NOT NULL, `created_at` integer NOT NULL, `used_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_recovery_codes_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "accountrecoverycode_account_id_code_hash" to table: "account_recovery_codes"
CREATE UNIQUE INDEX `accountrecoverycode_account_id_code_hash` ON `account_recovery_codes` (`account_id`, `code_hash`);
-- Create "account_remembered_devices" table
CREATE TABLE `account_remembered_devices` (`id` text NOT NULL, `token_hash` text NOT NULL, `device_name` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `last_used_at` integer NOT NULL, `expires_at` integer NOT NULL, `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_remembered_devices_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "account_remembered_devices_token_hash_key" to table: "account_remembered_devices"
CREATE UNIQUE INDEX `account_remembered_devices_token_hash_key` ON `account_remembered_devices` (`token_hash`);
-- Create index "accountremembereddevice_account_id" to table: "account_remembered_devices"
CREATE INDEX `accountremembereddevice_account_id` ON `account_remembered_devices` (`account_id`);
-- Create index "accountremembereddevice_expires_at" to table: "account_remembered_devices"
CREATE INDEX `accountremembereddevice_expires_at` ON `account_remembered_devices` (`expires_at`);
-- Create "account_totps" table
CREATE TABLE `account_totps` (`id` text NOT NULL, `secret` text NOT NULL, `last_step` integer NOT NULL DEFAULT (0), `created_at` integer NOT NULL, `confirmed_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_totps_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "accounttotp_account_id_confirmed_at" to table: "account_totps"
CREATE INDEX `accounttotp_account_id_confirmed_at` ON `account_totps` (`account_id`, `confirmed_at`);
