-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_account_links" table
CREATE TABLE `new_account_links` (`id` text NOT NULL, `kind` text NOT NULL DEFAULT (''), `account_id` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `key_id` text NOT NULL DEFAULT (''), `token_hash` text NOT NULL, `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `used_at` integer NOT NULL DEFAULT (0), PRIMARY KEY (`id`));
-- Copy rows from old table "account_links" to new temporary table "new_account_links"
INSERT INTO `new_account_links` (`id`, `kind`, `account_id`, `subject_id`, `address`, `key_id`, `token_hash`, `created_at`, `expires_at`, `used_at`) SELECT `id`, `kind`, IFNULL(`account_id`, ('')) AS `account_id`, `subject_id`, `address`, `key_id`, `token_hash`, `created_at`, `expires_at`, `used_at` FROM `account_links`;
-- Drop "account_links" table after copying rows
DROP TABLE `account_links`;
-- Rename temporary table "new_account_links" to "account_links"
ALTER TABLE `new_account_links` RENAME TO `account_links`;
-- Create index "account_links_token_hash_key" to table: "account_links"
CREATE UNIQUE INDEX `account_links_token_hash_key` ON `account_links` (`token_hash`);
-- Create index "accountlink_subject_id_kind_created_at" to table: "account_links"
CREATE INDEX `accountlink_subject_id_kind_created_at` ON `account_links` (`subject_id`, `kind`, `created_at`);
-- Create index "accountlink_expires_at" to table: "account_links"
CREATE INDEX `accountlink_expires_at` ON `account_links` (`expires_at`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
