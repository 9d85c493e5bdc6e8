-- Create index "booking_slots_held" to table: "booking_slots"
CREATE INDEX `booking_slots_held` ON `booking_slots` (`held_until`) WHERE status = 'HELD';
-- Create "booking_invitations" table
CREATE TABLE `booking_invitations` (`id` text NOT NULL, `window_from` text NOT NULL DEFAULT (''), `window_to` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `invited_role` text NOT NULL DEFAULT (''), `state` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `ended_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, `service_id` text NOT NULL, `location_id` text NULL, `practitioner_id` text NULL, `invited_by` text NOT NULL, `appointment_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_invitations_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_invitations_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_invitations_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_invitations_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_invitations_accounts_inviter` FOREIGN KEY (`invited_by`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_invitations_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE SET NULL);
-- Create index "bookinginvitation_patient_id_created_at" to table: "booking_invitations"
CREATE INDEX `bookinginvitation_patient_id_created_at` ON `booking_invitations` (`patient_id`, `created_at`);
-- Create "waitlist_entries" table
CREATE TABLE `waitlist_entries` (`id` text NOT NULL, `windows` text NOT NULL DEFAULT (''), `earliest` text NOT NULL DEFAULT (''), `minimum_notice_hours` integer NOT NULL DEFAULT (0), `any_practitioner` bool NOT NULL DEFAULT (false), `state` text NOT NULL DEFAULT (''), `joined_at` integer NOT NULL, `ended_at` integer NOT NULL DEFAULT (0), `appointment_id` text NOT NULL, `patient_id` text NOT NULL, `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `waitlist_entries_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE NO ACTION, CONSTRAINT `waitlist_entries_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `waitlist_entries_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "waitlist_entries_waiting" to table: "waitlist_entries"
CREATE UNIQUE INDEX `waitlist_entries_waiting` ON `waitlist_entries` (`appointment_id`) WHERE state = 'WAITING';
-- Create "waitlist_offers" table
CREATE TABLE `waitlist_offers` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `ended_at` integer NOT NULL DEFAULT (0), `entry_id` text NOT NULL, `appointment_id` text NOT NULL, `patient_id` text NOT NULL, `slot_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `waitlist_offers_waitlist_entries_entry` FOREIGN KEY (`entry_id`) REFERENCES `waitlist_entries` (`id`) ON DELETE NO ACTION, CONSTRAINT `waitlist_offers_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE NO ACTION, CONSTRAINT `waitlist_offers_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `waitlist_offers_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION);
-- Create index "waitlistoffer_entry_id_slot_id" to table: "waitlist_offers"
CREATE UNIQUE INDEX `waitlistoffer_entry_id_slot_id` ON `waitlist_offers` (`entry_id`, `slot_id`);
-- Create index "waitlist_offers_open_slot" to table: "waitlist_offers"
CREATE UNIQUE INDEX `waitlist_offers_open_slot` ON `waitlist_offers` (`slot_id`) WHERE state = 'OPEN';
-- Create index "waitlist_offers_open_entry" to table: "waitlist_offers"
CREATE UNIQUE INDEX `waitlist_offers_open_entry` ON `waitlist_offers` (`entry_id`) WHERE state = 'OPEN';
-- Create index "waitlist_offers_open" to table: "waitlist_offers"
CREATE INDEX `waitlist_offers_open` ON `waitlist_offers` (`expires_at`) WHERE state = 'OPEN';
-- Create index "waitlistoffer_patient_id_created_at" to table: "waitlist_offers"
CREATE INDEX `waitlistoffer_patient_id_created_at` ON `waitlist_offers` (`patient_id`, `created_at`);
-- Create "waitlist_openings" table
CREATE TABLE `waitlist_openings` (`id` text NOT NULL, `freed_at` integer NOT NULL, `slot_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `waitlist_openings_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION);
-- Create index "waitlistopening_slot_id" to table: "waitlist_openings"
CREATE UNIQUE INDEX `waitlistopening_slot_id` ON `waitlist_openings` (`slot_id`);
