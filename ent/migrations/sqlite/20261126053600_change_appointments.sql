-- Disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- Create "new_booking_history" table
CREATE TABLE `new_booking_history` (`id` text NOT NULL, `at` integer NOT NULL, `what` text NOT NULL DEFAULT (''), `by_account` text NOT NULL DEFAULT (''), `by_role` text NOT NULL DEFAULT (''), `reason_code` text NOT NULL DEFAULT (''), `note` text NOT NULL DEFAULT (''), `override_reason` text NOT NULL DEFAULT (''), `from_at` integer NOT NULL DEFAULT (0), `appointment_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_history_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_history_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "booking_history" to new temporary table "new_booking_history"
INSERT INTO `new_booking_history` (`id`, `at`, `what`, `by_account`, `by_role`, `appointment_id`, `patient_id`) SELECT `id`, `at`, `what`, `by_account`, `by_role`, `appointment_id`, `patient_id` FROM `booking_history`;
-- Drop "booking_history" table after copying rows
DROP TABLE `booking_history`;
-- Rename temporary table "new_booking_history" to "booking_history"
ALTER TABLE `new_booking_history` RENAME TO `booking_history`;
-- Create index "bookinghistory_appointment_id_at" to table: "booking_history"
CREATE INDEX `bookinghistory_appointment_id_at` ON `booking_history` (`appointment_id`, `at`);
-- Create "new_booking_holds" table
CREATE TABLE `new_booking_holds` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `expires_at` integer NOT NULL, `extensions_left` integer NOT NULL DEFAULT (10), `created_at` integer NOT NULL, `slot_id` text NOT NULL, `patient_id` text NOT NULL, `account_id` text NOT NULL, `service_id` text NOT NULL, `appointment_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_holds_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE SET NULL);
-- Copy rows from old table "booking_holds" to new temporary table "new_booking_holds"
INSERT INTO `new_booking_holds` (`id`, `state`, `expires_at`, `extensions_left`, `created_at`, `slot_id`, `patient_id`, `account_id`, `service_id`) SELECT `id`, `state`, `expires_at`, `extensions_left`, `created_at`, `slot_id`, `patient_id`, `account_id`, `service_id` FROM `booking_holds`;
-- Drop "booking_holds" table after copying rows
DROP TABLE `booking_holds`;
-- Rename temporary table "new_booking_holds" to "booking_holds"
ALTER TABLE `new_booking_holds` RENAME TO `booking_holds`;
-- Create index "bookinghold_slot_id_state" to table: "booking_holds"
CREATE INDEX `bookinghold_slot_id_state` ON `booking_holds` (`slot_id`, `state`);
-- Create index "bookinghold_account_id_state" to table: "booking_holds"
CREATE INDEX `bookinghold_account_id_state` ON `booking_holds` (`account_id`, `state`);
-- Create "new_clinic_services" table
CREATE TABLE `new_clinic_services` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `duration_minutes` integer NOT NULL DEFAULT (30), `instructions` text NOT NULL DEFAULT (''), `self_booking` text NOT NULL DEFAULT (''), `minimum_notice_minutes` integer NOT NULL DEFAULT (60), `reschedule_notice_minutes` integer NOT NULL DEFAULT (1440), `cancel_notice_minutes` integer NOT NULL DEFAULT (1440), `position` integer NOT NULL DEFAULT (0), `active` bool NOT NULL DEFAULT (true), `department_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `clinic_services_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION);
-- Copy rows from old table "clinic_services" to new temporary table "new_clinic_services"
INSERT INTO `new_clinic_services` (`id`, `name`, `duration_minutes`, `instructions`, `self_booking`, `minimum_notice_minutes`, `position`, `active`, `department_id`) SELECT `id`, `name`, `duration_minutes`, `instructions`, `self_booking`, `minimum_notice_minutes`, `position`, `active`, `department_id` FROM `clinic_services`;
-- Drop "clinic_services" table after copying rows
DROP TABLE `clinic_services`;
-- Rename temporary table "new_clinic_services" to "clinic_services"
ALTER TABLE `new_clinic_services` RENAME TO `clinic_services`;
-- Create index "clinicservice_department_id" to table: "clinic_services"
CREATE INDEX `clinicservice_department_id` ON `clinic_services` (`department_id`);
-- Enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
