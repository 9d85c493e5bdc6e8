-- Create "account_ceremonies" table
CREATE TABLE `account_ceremonies` (`id` text NOT NULL, `kind` text NOT NULL DEFAULT (''), `bound_to` text NOT NULL DEFAULT (''), `challenge` text NOT NULL, `expires_at` integer NOT NULL, PRIMARY KEY (`id`));
-- Create index "accountceremony_expires_at" to table: "account_ceremonies"
CREATE INDEX `accountceremony_expires_at` ON `account_ceremonies` (`expires_at`);
-- Create "account_passkeys" table
CREATE TABLE `account_passkeys` (`id` text NOT NULL, `credential_id` text NOT NULL, `public_key` blob NOT NULL, `sign_count` integer NOT NULL, `transports` text NOT NULL DEFAULT (''), `model` text NOT NULL DEFAULT (''), `backup_eligible` bool NOT NULL DEFAULT (false), `backed_up` bool NOT NULL DEFAULT (false), `name` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `last_used_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_passkeys_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "account_passkeys_credential_id_key" to table: "account_passkeys"
CREATE UNIQUE INDEX `account_passkeys_credential_id_key` ON `account_passkeys` (`credential_id`);
-- Create index "accountpasskey_account_id" to table: "account_passkeys"
CREATE INDEX `accountpasskey_account_id` ON `account_passkeys` (`account_id`);
