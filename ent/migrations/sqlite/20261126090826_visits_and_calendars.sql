-- Create index "bookingappointment_location_id_start_at" to table: "booking_appointments"
CREATE INDEX `bookingappointment_location_id_start_at` ON `booking_appointments` (`location_id`, `start_at`);
-- Create "calendar_feeds" table
CREATE TABLE `calendar_feeds` (`id` text NOT NULL, `token_hash` text NOT NULL, `detailed_titles` bool NOT NULL DEFAULT (false), `created_at` integer NOT NULL, `changed_at` integer NOT NULL, `last_read_at` integer NOT NULL DEFAULT (0), `revoked_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `calendar_feeds_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `calendar_feeds_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "calendar_feeds_token_hash_key" to table: "calendar_feeds"
CREATE UNIQUE INDEX `calendar_feeds_token_hash_key` ON `calendar_feeds` (`token_hash`);
-- Create index "calendar_feeds_one_open" to table: "calendar_feeds"
CREATE UNIQUE INDEX `calendar_feeds_one_open` ON `calendar_feeds` (`account_id`, `patient_id`) WHERE revoked_at = 0;
-- Create "visit_check_ins" table
CREATE TABLE `visit_check_ins` (`id` text NOT NULL, `sequence` integer NOT NULL DEFAULT (0), `checked_in_at` integer NOT NULL, `by_account` text NOT NULL DEFAULT (''), `by_staff` bool NOT NULL DEFAULT (false), `answers` text NOT NULL DEFAULT (''), `arrived_at` integer NOT NULL DEFAULT (0), `appointment_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `visit_check_ins_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE NO ACTION, CONSTRAINT `visit_check_ins_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "visitcheckin_appointment_id_sequence" to table: "visit_check_ins"
CREATE UNIQUE INDEX `visitcheckin_appointment_id_sequence` ON `visit_check_ins` (`appointment_id`, `sequence`);
-- Create "visit_kinds" table
CREATE TABLE `visit_kinds` (`id` text NOT NULL, `video` bool NOT NULL DEFAULT (false), `questions` text NOT NULL DEFAULT (''), `updated_at` integer NOT NULL, `service_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `visit_kinds_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION);
-- Create index "visitkind_service_id" to table: "visit_kinds"
CREATE UNIQUE INDEX `visitkind_service_id` ON `visit_kinds` (`service_id`);
