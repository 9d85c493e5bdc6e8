-- Create "accounts" table
CREATE TABLE `accounts` (`id` text NOT NULL, `username` text NOT NULL DEFAULT (''), `username_folded` text NOT NULL, `password_hash` text NOT NULL, `display_name` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `email_verified_at` integer NOT NULL DEFAULT (0), `role` text NOT NULL DEFAULT (''), `must_change_password` bool NOT NULL DEFAULT (false), `demo` bool NOT NULL DEFAULT (false), `disabled_at` integer NOT NULL DEFAULT (0), `created_at` integer NOT NULL, `updated_at` integer NOT NULL, `practitioner_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `accounts_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE SET NULL);
-- Create index "accounts_username_folded_key" to table: "accounts"
CREATE UNIQUE INDEX `accounts_username_folded_key` ON `accounts` (`username_folded`);
-- Create index "account_email" to table: "accounts"
CREATE INDEX `account_email` ON `accounts` (`email`);
-- Create "account_attempts" table
CREATE TABLE `account_attempts` (`id` text NOT NULL, `failures` integer NOT NULL DEFAULT (0), `window_started_at` integer NOT NULL, `blocked_until` integer NOT NULL DEFAULT (0), `updated_at` integer NOT NULL, PRIMARY KEY (`id`));
-- Create "account_grants" table
CREATE TABLE `account_grants` (`id` text NOT NULL, `self` bool NOT NULL DEFAULT (false), `relationship` text NOT NULL DEFAULT (''), `scopes` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `expires_at` integer NOT NULL DEFAULT (0), `revoked_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_grants_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `account_grants_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "accountgrant_account_id_patient_id" to table: "account_grants"
CREATE UNIQUE INDEX `accountgrant_account_id_patient_id` ON `account_grants` (`account_id`, `patient_id`);
-- Create index "accountgrant_patient_id" to table: "account_grants"
CREATE INDEX `accountgrant_patient_id` ON `account_grants` (`patient_id`);
-- Create index "accountgrant_patient_id_self" to table: "account_grants"
CREATE UNIQUE INDEX `accountgrant_patient_id_self` ON `account_grants` (`patient_id`, `self`) WHERE self AND (revoked_at = 0);
-- Create "account_refresh_tokens" table
CREATE TABLE `account_refresh_tokens` (`id` text NOT NULL, `token_hash` text NOT NULL, `created_at` integer NOT NULL, `expires_at` integer NOT NULL, `used_at` integer NOT NULL DEFAULT (0), `session_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_refresh_tokens_account_sessions_session` FOREIGN KEY (`session_id`) REFERENCES `account_sessions` (`id`) ON DELETE NO ACTION);
-- Create index "account_refresh_tokens_token_hash_key" to table: "account_refresh_tokens"
CREATE UNIQUE INDEX `account_refresh_tokens_token_hash_key` ON `account_refresh_tokens` (`token_hash`);
-- Create index "accountrefreshtoken_session_id" to table: "account_refresh_tokens"
CREATE INDEX `accountrefreshtoken_session_id` ON `account_refresh_tokens` (`session_id`);
-- Create "account_sessions" table
CREATE TABLE `account_sessions` (`id` text NOT NULL, `token_hash` text NOT NULL, `client` text NOT NULL DEFAULT (''), `device_name` text NOT NULL DEFAULT (''), `user_agent` text NOT NULL DEFAULT (''), `ip_address` text NOT NULL DEFAULT (''), `network` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `last_seen_at` integer NOT NULL, `token_expires_at` integer NOT NULL, `expires_at` integer NOT NULL, `stepped_up_at` integer NOT NULL DEFAULT (0), `ended_at` integer NOT NULL DEFAULT (0), `ended_reason` text NOT NULL DEFAULT (''), `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_sessions_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "account_sessions_token_hash_key" to table: "account_sessions"
CREATE UNIQUE INDEX `account_sessions_token_hash_key` ON `account_sessions` (`token_hash`);
-- Create index "accountsession_account_id_ended_at" to table: "account_sessions"
CREATE INDEX `accountsession_account_id_ended_at` ON `account_sessions` (`account_id`, `ended_at`);
-- Create index "accountsession_account_id_network" to table: "account_sessions"
CREATE INDEX `accountsession_account_id_network` ON `account_sessions` (`account_id`, `network`);
-- Create "advice" table
CREATE TABLE `advice` (`id` text NOT NULL, `author` text NOT NULL DEFAULT (''), `subject` text NOT NULL DEFAULT (''), `body` text NOT NULL DEFAULT (''), `published_at` integer NOT NULL, `read_at` integer NOT NULL DEFAULT (0), `about_kind` text NOT NULL DEFAULT (''), `about_id` text NOT NULL DEFAULT (''), `about_name` text NOT NULL DEFAULT (''), `expected_reply` text NOT NULL DEFAULT (''), `patient_id` text NOT NULL, `practitioner_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `advice_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `advice_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE SET NULL);
-- Create index "advice_patient_id_published_at_id" to table: "advice"
CREATE INDEX `advice_patient_id_published_at_id` ON `advice` (`patient_id`, `published_at`, `id`);
-- Create "advice_instructions" table
CREATE TABLE `advice_instructions` (`id` text NOT NULL, `position` integer NOT NULL DEFAULT (0), `text` text NOT NULL DEFAULT (''), `why` text NOT NULL DEFAULT (''), `from_date` text NOT NULL DEFAULT (''), `until_date` text NOT NULL DEFAULT (''), `done_at` integer NOT NULL DEFAULT (0), `advice_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `advice_instructions_advice_advice` FOREIGN KEY (`advice_id`) REFERENCES `advice` (`id`) ON DELETE NO ACTION, CONSTRAINT `advice_instructions_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "adviceinstruction_advice_id_position" to table: "advice_instructions"
CREATE INDEX `adviceinstruction_advice_id_position` ON `advice_instructions` (`advice_id`, `position`);
-- Create "audit_events" table
CREATE TABLE `audit_events` (`id` text NOT NULL, `at` integer NOT NULL, `account_id` text NOT NULL DEFAULT (''), `role` text NOT NULL DEFAULT (''), `system_name` text NOT NULL DEFAULT (''), `session_id` text NOT NULL DEFAULT (''), `action` text NOT NULL DEFAULT (''), `subject_type` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `patient_id` text NOT NULL DEFAULT (''), `fields` text NOT NULL DEFAULT (''), `outcome` text NOT NULL DEFAULT (''), `request_id` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- Create index "auditevent_patient_id_at" to table: "audit_events"
CREATE INDEX `auditevent_patient_id_at` ON `audit_events` (`patient_id`, `at`);
-- Create index "auditevent_account_id_at" to table: "audit_events"
CREATE INDEX `auditevent_account_id_at` ON `audit_events` (`account_id`, `at`);
-- Create index "auditevent_at" to table: "audit_events"
CREATE INDEX `auditevent_at` ON `audit_events` (`at`);
-- Create "booking_appointments" table
CREATE TABLE `booking_appointments` (`id` text NOT NULL, `status` text NOT NULL DEFAULT (''), `start_at` integer NOT NULL, `end_at` integer NOT NULL, `reason` text NOT NULL DEFAULT (''), `contact_email` text NOT NULL DEFAULT (''), `contact_phone` text NOT NULL DEFAULT (''), `notes` text NOT NULL DEFAULT (''), `sequence` integer NOT NULL DEFAULT (0), `booked_by` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `updated_at` integer NOT NULL, `patient_id` text NOT NULL, `slot_id` text NOT NULL, `practitioner_id` text NOT NULL, `location_id` text NOT NULL, `department_id` text NOT NULL, `service_id` text NOT NULL, `coverage_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_appointments_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_appointments_patient_coverages_coverage` FOREIGN KEY (`coverage_id`) REFERENCES `patient_coverages` (`id`) ON DELETE SET NULL);
-- Create index "bookingappointment_slot_id" to table: "booking_appointments"
CREATE UNIQUE INDEX `bookingappointment_slot_id` ON `booking_appointments` (`slot_id`) WHERE status <> 'CANCELLED';
-- Create index "bookingappointment_patient_id_start_at_id" to table: "booking_appointments"
CREATE INDEX `bookingappointment_patient_id_start_at_id` ON `booking_appointments` (`patient_id`, `start_at`, `id`);
-- Create index "bookingappointment_practitioner_id_start_at" to table: "booking_appointments"
CREATE INDEX `bookingappointment_practitioner_id_start_at` ON `booking_appointments` (`practitioner_id`, `start_at`);
-- Create "booking_history" table
CREATE TABLE `booking_history` (`id` text NOT NULL, `at` integer NOT NULL, `what` text NOT NULL DEFAULT (''), `by_account` text NOT NULL DEFAULT (''), `by_role` text NOT NULL DEFAULT (''), `appointment_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_history_booking_appointments_appointment` FOREIGN KEY (`appointment_id`) REFERENCES `booking_appointments` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_history_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "bookinghistory_appointment_id_at" to table: "booking_history"
CREATE INDEX `bookinghistory_appointment_id_at` ON `booking_history` (`appointment_id`, `at`);
-- Create "booking_holds" table
CREATE TABLE `booking_holds` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `expires_at` integer NOT NULL, `extensions_left` integer NOT NULL DEFAULT (10), `created_at` integer NOT NULL, `slot_id` text NOT NULL, `patient_id` text NOT NULL, `account_id` text NOT NULL, `service_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_holds_booking_slots_slot` FOREIGN KEY (`slot_id`) REFERENCES `booking_slots` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_holds_clinic_services_service` FOREIGN KEY (`service_id`) REFERENCES `clinic_services` (`id`) ON DELETE NO ACTION);
-- Create index "bookinghold_slot_id_state" to table: "booking_holds"
CREATE INDEX `bookinghold_slot_id_state` ON `booking_holds` (`slot_id`, `state`);
-- Create index "bookinghold_account_id_state" to table: "booking_holds"
CREATE INDEX `bookinghold_account_id_state` ON `booking_holds` (`account_id`, `state`);
-- Create "booking_schedules" table
CREATE TABLE `booking_schedules` (`id` text NOT NULL, `weekday` integer NOT NULL DEFAULT (0), `start_minute` integer NOT NULL DEFAULT (0), `end_minute` integer NOT NULL DEFAULT (0), `slot_minutes` integer NOT NULL DEFAULT (30), `valid_from` text NOT NULL DEFAULT (''), `valid_until` text NOT NULL DEFAULT (''), `practitioner_id` text NOT NULL, `location_id` text NOT NULL, `department_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_schedules_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_schedules_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_schedules_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION);
-- Create index "bookingschedule_practitioner_id_location_id_weekday" to table: "booking_schedules"
CREATE INDEX `bookingschedule_practitioner_id_location_id_weekday` ON `booking_schedules` (`practitioner_id`, `location_id`, `weekday`);
-- Create "booking_schedule_exceptions" table
CREATE TABLE `booking_schedule_exceptions` (`id` text NOT NULL, `date` text NOT NULL DEFAULT (''), `start_minute` integer NOT NULL DEFAULT (0), `end_minute` integer NOT NULL DEFAULT (0), `kind` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `slot_minutes` integer NOT NULL DEFAULT (30), `practitioner_id` text NULL, `location_id` text NOT NULL, `department_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_schedule_exceptions_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE SET NULL, CONSTRAINT `booking_schedule_exceptions_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_schedule_exceptions_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE SET NULL);
-- Create index "bookingscheduleexception_location_id_date" to table: "booking_schedule_exceptions"
CREATE INDEX `bookingscheduleexception_location_id_date` ON `booking_schedule_exceptions` (`location_id`, `date`);
-- Create "booking_slots" table
CREATE TABLE `booking_slots` (`id` text NOT NULL, `start_at` integer NOT NULL, `end_at` integer NOT NULL, `status` text NOT NULL DEFAULT (''), `hold_id` text NOT NULL DEFAULT (''), `held_until` integer NOT NULL DEFAULT (0), `practitioner_id` text NOT NULL, `location_id` text NOT NULL, `department_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `booking_slots_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_slots_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE NO ACTION, CONSTRAINT `booking_slots_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION);
-- Create index "booking_slots_practitioner_start" to table: "booking_slots"
CREATE UNIQUE INDEX `booking_slots_practitioner_start` ON `booking_slots` (`practitioner_id`, `start_at`) WHERE status <> 'WITHDRAWN';
-- Create index "booking_slots_free_department_location" to table: "booking_slots"
CREATE INDEX `booking_slots_free_department_location` ON `booking_slots` (`department_id`, `location_id`, `start_at`, `id`, `held_until`, `status`, `end_at`, `practitioner_id`) WHERE status = 'FREE' OR status = 'HELD';
-- Create index "booking_slots_free_department" to table: "booking_slots"
CREATE INDEX `booking_slots_free_department` ON `booking_slots` (`department_id`, `start_at`, `id`) WHERE status = 'FREE' OR status = 'HELD';
-- Create index "booking_slots_free_location" to table: "booking_slots"
CREATE INDEX `booking_slots_free_location` ON `booking_slots` (`location_id`, `start_at`, `id`) WHERE status = 'FREE' OR status = 'HELD';
-- Create index "booking_slots_free" to table: "booking_slots"
CREATE INDEX `booking_slots_free` ON `booking_slots` (`start_at`, `id`) WHERE status = 'FREE' OR status = 'HELD';
-- Create "clinic_departments" table
CREATE TABLE `clinic_departments` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `description` text NOT NULL DEFAULT (''), `position` integer NOT NULL DEFAULT (0), `active` bool NOT NULL DEFAULT (true), PRIMARY KEY (`id`));
-- Create "clinic_locations" table
CREATE TABLE `clinic_locations` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `time_zone` text NOT NULL DEFAULT (''), `directions` text NOT NULL DEFAULT (''), `position` integer NOT NULL DEFAULT (0), `active` bool NOT NULL DEFAULT (true), PRIMARY KEY (`id`));
-- Create "clinic_posts" table
CREATE TABLE `clinic_posts` (`id` text NOT NULL, `practitioner_id` text NOT NULL, `department_id` text NOT NULL, `location_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `clinic_posts_clinic_practitioners_practitioner` FOREIGN KEY (`practitioner_id`) REFERENCES `clinic_practitioners` (`id`) ON DELETE NO ACTION, CONSTRAINT `clinic_posts_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION, CONSTRAINT `clinic_posts_clinic_locations_location` FOREIGN KEY (`location_id`) REFERENCES `clinic_locations` (`id`) ON DELETE NO ACTION);
-- Create index "clinicpost_practitioner_id_department_id_location_id" to table: "clinic_posts"
CREATE UNIQUE INDEX `clinicpost_practitioner_id_department_id_location_id` ON `clinic_posts` (`practitioner_id`, `department_id`, `location_id`);
-- Create index "clinicpost_department_id_location_id" to table: "clinic_posts"
CREATE INDEX `clinicpost_department_id_location_id` ON `clinic_posts` (`department_id`, `location_id`);
-- Create "clinic_practitioners" table
CREATE TABLE `clinic_practitioners` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `credentials` text NOT NULL DEFAULT (''), `specialty` text NOT NULL DEFAULT (''), `photo_url` text NOT NULL DEFAULT (''), `position` integer NOT NULL DEFAULT (0), `active` bool NOT NULL DEFAULT (true), PRIMARY KEY (`id`));
-- Create "clinic_services" table
CREATE TABLE `clinic_services` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `duration_minutes` integer NOT NULL DEFAULT (30), `instructions` text NOT NULL DEFAULT (''), `self_booking` text NOT NULL DEFAULT (''), `minimum_notice_minutes` integer NOT NULL DEFAULT (60), `position` integer NOT NULL DEFAULT (0), `active` bool NOT NULL DEFAULT (true), `department_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `clinic_services_clinic_departments_department` FOREIGN KEY (`department_id`) REFERENCES `clinic_departments` (`id`) ON DELETE NO ACTION);
-- Create index "clinicservice_department_id" to table: "clinic_services"
CREATE INDEX `clinicservice_department_id` ON `clinic_services` (`department_id`);
-- Create "fhir_directories" table
CREATE TABLE `fhir_directories` (`id` text NOT NULL, `lookup` text NOT NULL, `name` text NOT NULL DEFAULT (''), `code_system` text NOT NULL DEFAULT (''), `code` text NOT NULL DEFAULT (''), `resource_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `fhir_directories_records_resources_resource` FOREIGN KEY (`resource_id`) REFERENCES `records_resources` (`id`) ON DELETE NO ACTION);
-- Create index "fhir_directories_lookup_key" to table: "fhir_directories"
CREATE UNIQUE INDEX `fhir_directories_lookup_key` ON `fhir_directories` (`lookup`);
-- Create index "fhirdirectory_resource_id" to table: "fhir_directories"
CREATE INDEX `fhirdirectory_resource_id` ON `fhir_directories` (`resource_id`);
-- Create "fhir_imports" table
CREATE TABLE `fhir_imports` (`id` text NOT NULL, `state` text NOT NULL DEFAULT (''), `by_actor` text NOT NULL DEFAULT (''), `started_at` integer NOT NULL, `finished_at` integer NOT NULL DEFAULT (0), `counts` text NOT NULL DEFAULT (''), PRIMARY KEY (`id`));
-- Create index "fhirimport_started_at" to table: "fhir_imports"
CREATE INDEX `fhirimport_started_at` ON `fhir_imports` (`started_at`);
-- Create "notify_deliveries" table
CREATE TABLE `notify_deliveries` (`id` text NOT NULL, `account_id` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `subject_version` integer NOT NULL DEFAULT (0), `kind` text NOT NULL DEFAULT (''), `lead_minutes` integer NOT NULL DEFAULT (0), `channel` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `due_at` integer NOT NULL, `state` text NOT NULL DEFAULT (''), `reason` text NOT NULL DEFAULT (''), `attempts` integer NOT NULL DEFAULT (0), `busy_until` integer NOT NULL DEFAULT (0), `message_id` text NOT NULL DEFAULT (''), `payload` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `sent_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_deliveries_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "notifydelivery_subject_id_subje_fc8806bdf5d00ece57eeb9a6ab0837b1" to table: "notify_deliveries"
CREATE UNIQUE INDEX `notifydelivery_subject_id_subje_fc8806bdf5d00ece57eeb9a6ab0837b1` ON `notify_deliveries` (`subject_id`, `subject_version`, `kind`, `lead_minutes`, `channel`, `account_id`);
-- Create index "notifydelivery_patient_id_due_at_id" to table: "notify_deliveries"
CREATE INDEX `notifydelivery_patient_id_due_at_id` ON `notify_deliveries` (`patient_id`, `due_at`, `id`);
-- Create index "notifydelivery_state_due_at" to table: "notify_deliveries"
CREATE INDEX `notifydelivery_state_due_at` ON `notify_deliveries` (`state`, `due_at`);
-- Create "notify_notifications" table
CREATE TABLE `notify_notifications` (`id` text NOT NULL, `number` integer NOT NULL, `event_id` text NOT NULL DEFAULT (''), `kind` text NOT NULL DEFAULT (''), `title` text NOT NULL DEFAULT (''), `body` text NOT NULL DEFAULT (''), `link` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `read_at` integer NOT NULL DEFAULT (0), `account_id` text NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `notify_notifications_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION, CONSTRAINT `notify_notifications_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "notifynotification_account_id_number" to table: "notify_notifications"
CREATE UNIQUE INDEX `notifynotification_account_id_number` ON `notify_notifications` (`account_id`, `number`);
-- Create index "notifynotification_account_id_event_id" to table: "notify_notifications"
CREATE UNIQUE INDEX `notifynotification_account_id_event_id` ON `notify_notifications` (`account_id`, `event_id`);
-- Create index "notifynotification_account_id_read_at" to table: "notify_notifications"
CREATE INDEX `notifynotification_account_id_read_at` ON `notify_notifications` (`account_id`, `read_at`);
-- Create "outbox_events" table
CREATE TABLE `outbox_events` (`id` text NOT NULL, `stream` text NOT NULL DEFAULT (''), `number` integer NOT NULL, `kind` text NOT NULL DEFAULT (''), `subject_id` text NOT NULL DEFAULT (''), `subject_version` integer NOT NULL DEFAULT (0), `lead_minutes` integer NOT NULL DEFAULT (0), `at` integer NOT NULL, `payload` text NOT NULL DEFAULT (''), `told_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `outbox_events_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "outboxevent_stream_number" to table: "outbox_events"
CREATE UNIQUE INDEX `outboxevent_stream_number` ON `outbox_events` (`stream`, `number`);
-- Create index "outboxevent_subject_id_subject_version_kind_lead_minutes" to table: "outbox_events"
CREATE UNIQUE INDEX `outboxevent_subject_id_subject_version_kind_lead_minutes` ON `outbox_events` (`subject_id`, `subject_version`, `kind`, `lead_minutes`);
-- Create index "outboxevent_told_at" to table: "outbox_events"
CREATE INDEX `outboxevent_told_at` ON `outbox_events` (`told_at`);
-- Create "outbox_streams" table
CREATE TABLE `outbox_streams` (`id` text NOT NULL, `last_number` integer NOT NULL, PRIMARY KEY (`id`));
-- Create "patients" table
CREATE TABLE `patients` (`id` text NOT NULL, `clinic_number` text NOT NULL, `full_name` text NOT NULL DEFAULT (''), `given_names` text NOT NULL DEFAULT (''), `family_name` text NOT NULL DEFAULT (''), `name_search` text NOT NULL DEFAULT (''), `birth_date` text NOT NULL DEFAULT (''), `sex` text NOT NULL DEFAULT (''), `email` text NOT NULL DEFAULT (''), `phone` text NOT NULL DEFAULT (''), `address` text NOT NULL DEFAULT (''), `preferred_language` text NOT NULL DEFAULT (''), `deceased` text NOT NULL DEFAULT (''), `source_key` text NULL, `created_at` integer NOT NULL, `updated_at` integer NOT NULL, PRIMARY KEY (`id`));
-- Create index "patients_clinic_number_key" to table: "patients"
CREATE UNIQUE INDEX `patients_clinic_number_key` ON `patients` (`clinic_number`);
-- Create index "patients_source_key_key" to table: "patients"
CREATE UNIQUE INDEX `patients_source_key_key` ON `patients` (`source_key`);
-- Create index "patient_name_search" to table: "patients"
CREATE INDEX `patient_name_search` ON `patients` (`name_search`);
-- Create "patient_care_team_members" table
CREATE TABLE `patient_care_team_members` (`id` text NOT NULL, `name` text NOT NULL DEFAULT (''), `role` text NOT NULL DEFAULT (''), `team` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT (''), `source_key` text NOT NULL DEFAULT (''), `position` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `patient_care_team_members_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "patientcareteammember_patient_id" to table: "patient_care_team_members"
CREATE INDEX `patientcareteammember_patient_id` ON `patient_care_team_members` (`patient_id`);
-- Create index "patientcareteammember_source_key" to table: "patient_care_team_members"
CREATE INDEX `patientcareteammember_source_key` ON `patient_care_team_members` (`source_key`);
-- Create "patient_coverages" table
CREATE TABLE `patient_coverages` (`id` text NOT NULL, `payer` text NOT NULL DEFAULT (''), `plan` text NOT NULL DEFAULT (''), `member_id` text NOT NULL DEFAULT (''), `group_number` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT (''), `source_key` text NULL, `created_at` integer NOT NULL, `ended_at` integer NOT NULL DEFAULT (0), `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `patient_coverages_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "patient_coverages_source_key_key" to table: "patient_coverages"
CREATE UNIQUE INDEX `patient_coverages_source_key_key` ON `patient_coverages` (`source_key`);
-- Create index "patientcoverage_patient_id" to table: "patient_coverages"
CREATE INDEX `patientcoverage_patient_id` ON `patient_coverages` (`patient_id`);
-- Create "patient_identifiers" table
CREATE TABLE `patient_identifiers` (`id` text NOT NULL, `system` text NOT NULL DEFAULT (''), `value` text NOT NULL DEFAULT (''), `kind` text NOT NULL DEFAULT (''), `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `patient_identifiers_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "patientidentifier_patient_id_system_value" to table: "patient_identifiers"
CREATE UNIQUE INDEX `patientidentifier_patient_id_system_value` ON `patient_identifiers` (`patient_id`, `system`, `value`);
-- Create index "patientidentifier_system_value" to table: "patient_identifiers"
CREATE INDEX `patientidentifier_system_value` ON `patient_identifiers` (`system`, `value`);
-- Create "records_entries" table
CREATE TABLE `records_entries` (`id` text NOT NULL, `kind` text NOT NULL DEFAULT (''), `code_system` text NOT NULL DEFAULT (''), `code` text NOT NULL DEFAULT (''), `name` text NOT NULL DEFAULT (''), `name_search` text NOT NULL DEFAULT (''), `status` text NOT NULL DEFAULT (''), `happened_at` integer NOT NULL DEFAULT (0), `start_text` text NOT NULL DEFAULT (''), `end_text` text NOT NULL DEFAULT (''), `recorded_text` text NOT NULL DEFAULT (''), `author` text NOT NULL DEFAULT (''), `source` text NOT NULL DEFAULT (''), `detail` text NOT NULL DEFAULT (''), `patient_id` text NOT NULL, `resource_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `records_entries_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `records_entries_records_resources_resource` FOREIGN KEY (`resource_id`) REFERENCES `records_resources` (`id`) ON DELETE NO ACTION);
-- Create index "recordsentry_patient_id_kind_happened_at_id" to table: "records_entries"
CREATE INDEX `recordsentry_patient_id_kind_happened_at_id` ON `records_entries` (`patient_id`, `kind`, `happened_at`, `id`);
-- Create index "recordsentry_resource_id" to table: "records_entries"
CREATE INDEX `recordsentry_resource_id` ON `records_entries` (`resource_id`);
-- Create "records_observations" table
CREATE TABLE `records_observations` (`id` text NOT NULL, `kind` text NOT NULL DEFAULT (''), `category` text NOT NULL DEFAULT (''), `code_system` text NOT NULL DEFAULT (''), `code` text NOT NULL DEFAULT (''), `name` text NOT NULL DEFAULT (''), `name_search` text NOT NULL DEFAULT (''), `taken_at` integer NOT NULL DEFAULT (0), `taken_text` text NOT NULL DEFAULT (''), `released_at` integer NOT NULL, `status` text NOT NULL DEFAULT (''), `value_kind` text NOT NULL DEFAULT (''), `value` text NOT NULL DEFAULT (''), `value_number` real NULL, `unit` text NOT NULL DEFAULT (''), `range_low` text NOT NULL DEFAULT (''), `range_high` text NOT NULL DEFAULT (''), `range_text` text NOT NULL DEFAULT (''), `interpretation_code` text NOT NULL DEFAULT (''), `interpretation` text NOT NULL DEFAULT (''), `absent_reason` text NOT NULL DEFAULT (''), `author` text NOT NULL DEFAULT (''), `report_name` text NOT NULL DEFAULT (''), `comments` text NOT NULL DEFAULT (''), `components` text NOT NULL DEFAULT (''), `patient_id` text NOT NULL, `resource_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `records_observations_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION, CONSTRAINT `records_observations_records_resources_resource` FOREIGN KEY (`resource_id`) REFERENCES `records_resources` (`id`) ON DELETE NO ACTION);
-- Create index "recordsobservation_patient_id_kind_taken_at_id" to table: "records_observations"
CREATE INDEX `recordsobservation_patient_id_kind_taken_at_id` ON `records_observations` (`patient_id`, `kind`, `taken_at`, `id`);
-- Create index "recordsobservation_patient_id_code_taken_at" to table: "records_observations"
CREATE INDEX `recordsobservation_patient_id_code_taken_at` ON `records_observations` (`patient_id`, `code`, `taken_at`);
-- Create index "recordsobservation_resource_id" to table: "records_observations"
CREATE INDEX `recordsobservation_resource_id` ON `records_observations` (`resource_id`);
-- Create "records_resources" table
CREATE TABLE `records_resources` (`id` text NOT NULL, `resource_type` text NOT NULL DEFAULT (''), `source_key` text NOT NULL, `version` integer NOT NULL DEFAULT (1), `content_hash` text NOT NULL DEFAULT (''), `raw` blob NOT NULL, `version_id` text NOT NULL DEFAULT (''), `last_updated` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, `updated_at` integer NOT NULL, `patient_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `records_resources_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE SET NULL);
-- Create index "records_resources_source_key_key" to table: "records_resources"
CREATE UNIQUE INDEX `records_resources_source_key_key` ON `records_resources` (`source_key`);
-- Create index "recordsresource_patient_id_resource_type" to table: "records_resources"
CREATE INDEX `recordsresource_patient_id_resource_type` ON `records_resources` (`patient_id`, `resource_type`);
-- Create "records_resource_versions" table
CREATE TABLE `records_resource_versions` (`id` text NOT NULL, `version` integer NOT NULL DEFAULT (0), `content_hash` text NOT NULL DEFAULT (''), `version_id` text NOT NULL DEFAULT (''), `last_updated` text NOT NULL DEFAULT (''), `raw` blob NOT NULL, `replaced_at` integer NOT NULL, `resource_id` text NOT NULL, `patient_id` text NULL, PRIMARY KEY (`id`), CONSTRAINT `records_resource_versions_records_resources_resource` FOREIGN KEY (`resource_id`) REFERENCES `records_resources` (`id`) ON DELETE NO ACTION, CONSTRAINT `records_resource_versions_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE SET NULL);
-- Create index "recordsresourceversion_resource_id_version" to table: "records_resource_versions"
CREATE UNIQUE INDEX `recordsresourceversion_resource_id_version` ON `records_resource_versions` (`resource_id`, `version`);
-- Create "store_idempotent_answers" table
CREATE TABLE `store_idempotent_answers` (`id` text NOT NULL, `account_id` text NOT NULL DEFAULT (''), `idempotency_key` text NOT NULL DEFAULT (''), `operation` text NOT NULL DEFAULT (''), `request_hash` text NOT NULL DEFAULT (''), `answer` text NOT NULL DEFAULT (''), `created_at` integer NOT NULL, PRIMARY KEY (`id`));
-- Create index "storeidempotentanswer_account_id_idempotency_key" to table: "store_idempotent_answers"
CREATE UNIQUE INDEX `storeidempotentanswer_account_id_idempotency_key` ON `store_idempotent_answers` (`account_id`, `idempotency_key`);
-- Create index "storeidempotentanswer_created_at" to table: "store_idempotent_answers"
CREATE INDEX `storeidempotentanswer_created_at` ON `store_idempotent_answers` (`created_at`);
