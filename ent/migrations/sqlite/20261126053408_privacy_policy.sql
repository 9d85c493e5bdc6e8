-- Create "account_consents" table
CREATE TABLE `account_consents` (`id` text NOT NULL, `client` text NOT NULL DEFAULT (''), `at` integer NOT NULL, `account_id` text NOT NULL, `policy_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_consents_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `account_consents_account_policies_policy` FOREIGN KEY (`policy_id`) REFERENCES `account_policies` (`id`) ON DELETE NO ACTION);
-- Create index "accountconsent_account_id_policy_id_client" to table: "account_consents"
CREATE UNIQUE INDEX `accountconsent_account_id_policy_id_client` ON `account_consents` (`account_id`, `policy_id`, `client`);
-- Create "account_policies" table
CREATE TABLE `account_policies` (`id` text NOT NULL, `version` text NOT NULL, `title` text NOT NULL DEFAULT (''), `body` text NOT NULL DEFAULT (''), `published_at` integer NOT NULL, `created_at` integer NOT NULL, PRIMARY KEY (`id`));
-- Create index "account_policies_version_key" to table: "account_policies"
CREATE UNIQUE INDEX `account_policies_version_key` ON `account_policies` (`version`);
