-- Written by hand: columns are added in place, because a table made anew would
-- lose the triggers that keep the audit trail append-only.
-- Add column "second_factor_at" to table: "accounts"
ALTER TABLE `accounts` ADD COLUMN `second_factor_at` integer NOT NULL DEFAULT 0;
-- Add column "policy_version" to table: "account_sessions"
ALTER TABLE `account_sessions` ADD COLUMN `policy_version` text NOT NULL DEFAULT '';
-- Add column "reason" to table: "audit_events"
ALTER TABLE `audit_events` ADD COLUMN `reason` text NOT NULL DEFAULT '';
