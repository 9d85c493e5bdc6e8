-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_booking_drafts" table
CREATE TABLE `new_booking_drafts` (`id` text NOT NULL, `flow_id` text NOT NULL DEFAULT (''), `answers` text NOT NULL, `saved_at` integer NOT NULL, `expires_at` integer NOT NULL, `account_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_drafts_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_drafts_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "booking_drafts" to new temporary table "new_booking_drafts"
INSERT INTO `new_booking_drafts` (`id`, `answers`, `saved_at`, `expires_at`, `account_id`, `patient_id`) SELECT `id`, `answers`, `saved_at`, `expires_at`, `account_id`, `patient_id` FROM `booking_drafts`;
-- Drop "booking_drafts" table after copying rows
DROP TABLE `booking_drafts`;
-- Rename temporary table "new_booking_drafts" to "booking_drafts"
ALTER TABLE `new_booking_drafts` RENAME TO `booking_drafts`;
-- Create index "bookingdraft_account_id_patient_id" to table: "booking_drafts"
CREATE UNIQUE INDEX `bookingdraft_account_id_patient_id` ON `booking_drafts` (`account_id`, `patient_id`);
-- Create index "bookingdraft_expires_at" to table: "booking_drafts"
CREATE INDEX `bookingdraft_expires_at` ON `booking_drafts` (`expires_at`);
-- Create "booking_ended_drafts" table
CREATE TABLE `booking_ended_drafts` (`id` text NOT NULL, `flow_id` text NOT NULL DEFAULT (''), `ended_at` integer NOT NULL, `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_ended_drafts_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "bookingendeddraft_account_id_flow_id" to table: "booking_ended_drafts"
CREATE UNIQUE INDEX `bookingendeddraft_account_id_flow_id` ON `booking_ended_drafts` (`account_id`, `flow_id`);
-- Create index "bookingendeddraft_ended_at" to table: "booking_ended_drafts"
CREATE INDEX `bookingendeddraft_ended_at` ON `booking_ended_drafts` (`ended_at`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
