-- Add columns by hand: making these tables anew would copy every slot.
ALTER TABLE `booking_schedules` ADD COLUMN `service_id` text NOT NULL DEFAULT ('');
ALTER TABLE `booking_schedule_exceptions` ADD COLUMN `until_date` text NOT NULL DEFAULT ('');
ALTER TABLE `booking_slots` ADD COLUMN `service_id` text NOT NULL DEFAULT ('');
ALTER TABLE `clinic_services` ADD COLUMN `buffer_before_minutes` integer NOT NULL DEFAULT (0);
ALTER TABLE `clinic_services` ADD COLUMN `buffer_after_minutes` integer NOT NULL DEFAULT (0);
ALTER TABLE `clinic_services` ADD COLUMN `most_a_day` integer NOT NULL DEFAULT (0);
ALTER TABLE `clinic_services` ADD COLUMN `needs_referral` bool NOT NULL DEFAULT (false);
-- Create index "booking_slots_free_department_location" anew, with the service
DROP INDEX `booking_slots_free_department_location`;
CREATE INDEX `booking_slots_free_department_location` ON `booking_slots` (`department_id`, `location_id`, `start_at`, `id`, `held_until`, `status`, `end_at`, `practitioner_id`, `service_id`) WHERE status = 'FREE' OR status = 'HELD';
-- Create index "booking_slots_hold" to table: "booking_slots"
CREATE INDEX `booking_slots_hold` ON `booking_slots` (`hold_id`) WHERE hold_id <> '';
-- Create "booking_plans" table
CREATE TABLE `booking_plans` (`id` text NOT NULL, `version` integer NOT NULL DEFAULT (0), `updated_at` integer NOT NULL, `practitioner_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_plans_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE NO ACTION);
-- Create index "bookingplan_practitioner_id" to table: "booking_plans"
CREATE UNIQUE INDEX `bookingplan_practitioner_id` ON `booking_plans` (`practitioner_id`);
-- Create "booking_proposals" table
CREATE TABLE `booking_proposals` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `expires_at` integer NOT NULL, `created_at` integer NOT NULL, `patient_id` text NOT NULL, `slot_id` text NOT NULL, `service_id` text NOT NULL, `request_id` text NULL, `appointment_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_proposals_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_proposals_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_proposals_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_proposals_booking_requests_request` FOREIGN KEY (`request_id`) REFERENCES `booking_requests` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_proposals_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE SET NULL);
-- Create index "bookingproposal_patient_id_state" to table: "booking_proposals"
CREATE INDEX `bookingproposal_patient_id_state` ON `booking_proposals` (`patient_id`, `state`);
-- Create index "bookingproposal_request_id" to table: "booking_proposals"
CREATE INDEX `bookingproposal_request_id` ON `booking_proposals` (`request_id`);
-- Create index "bookingproposal_appointment_id" to table: "booking_proposals"
CREATE INDEX `bookingproposal_appointment_id` ON `booking_proposals` (`appointment_id`);
-- Create "booking_referrals" table
CREATE TABLE `booking_referrals` (`id` text NOT NULL, `note` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `withdrawn_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, `service_id` text NOT NULL, `given_by` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_referrals_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_referrals_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_referrals_accounts_giver` FOREIGN KEY (`given_by`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "bookingreferral_patient_id_service_id" to table: "booking_referrals"
CREATE INDEX `bookingreferral_patient_id_service_id` ON `booking_referrals` (`patient_id`, `service_id`);
-- Create "booking_requests" table
CREATE TABLE `booking_requests` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `wishes` text NOT NULL DEFAULT (''), `contact_email` text NOT NULL DEFAULT (''), `contact_phone` text NOT NULL DEFAULT (''), `answer` text NOT NULL DEFAULT (''), `idempotency_key` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `answered_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, `account_id` text NOT NULL, `service_id` text NOT NULL, `location_id` text NULL, `practitioner_id` text NULL, `appointment_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_requests_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_requests_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_requests_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_requests_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_requests_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_requests_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE SET NULL);
-- Create index "bookingrequest_patient_id_created_at_id" to table: "booking_requests"
CREATE INDEX `bookingrequest_patient_id_created_at_id` ON `booking_requests` (`patient_id`, `created_at`, `id`);
-- Create index "bookingrequest_state_created_at_id" to table: "booking_requests"
CREATE INDEX `bookingrequest_state_created_at_id` ON `booking_requests` (`state`, `created_at`, `id`);
-- Create index "bookingrequest_account_id_idempotency_key" to table: "booking_requests"
CREATE UNIQUE INDEX `bookingrequest_account_id_idempotency_key` ON `booking_requests` (`account_id`, `idempotency_key`) WHERE idempotency_key <> '';
