-- Add column "any_location" to table: "waitlist_entries"
ALTER TABLE `waitlist_entries` ADD COLUMN `any_location` bool NOT NULL DEFAULT (false);
