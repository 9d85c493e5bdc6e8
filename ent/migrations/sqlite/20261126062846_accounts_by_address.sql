-- Drop index "account_email" from table: "accounts"
DROP INDEX `account_email`;
-- Add column "email_folded" to table: "accounts"
ALTER TABLE `accounts` ADD COLUMN `email_folded` text NOT NULL DEFAULT '';
-- Fold the addresses that are there
UPDATE `accounts` SET `email_folded` = lower(`email`);
-- Create index "account_email_folded" to table: "accounts"
CREATE INDEX `account_email_folded` ON `accounts` (`email_folded`);
