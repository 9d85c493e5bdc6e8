-- Modify "clinic_services" table
ALTER TABLE `clinic_services` ADD COLUMN `version` integer NOT NULL DEFAULT (0);
