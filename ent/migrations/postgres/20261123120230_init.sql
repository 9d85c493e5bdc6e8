-- Create "audit_events" table
CREATE TABLE "audit_events" ("id" character varying NOT NULL, "at" bigint NOT NULL, "account_id" character varying NOT NULL DEFAULT '', "role" character varying NOT NULL DEFAULT '', "system_name" character varying NOT NULL DEFAULT '', "session_id" character varying NOT NULL DEFAULT '', "action" character varying NOT NULL DEFAULT '', "subject_type" character varying NOT NULL DEFAULT '', "subject_id" character varying NOT NULL DEFAULT '', "patient_id" character varying NOT NULL DEFAULT '', "fields" character varying NOT NULL DEFAULT '', "outcome" character varying NOT NULL DEFAULT '', "request_id" character varying NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- Create index "auditevent_account_id_at" to table: "audit_events"
CREATE INDEX "auditevent_account_id_at" ON "audit_events" ("account_id", "at");
-- Create index "auditevent_at" to table: "audit_events"
CREATE INDEX "auditevent_at" ON "audit_events" ("at");
-- Create index "auditevent_patient_id_at" to table: "audit_events"
CREATE INDEX "auditevent_patient_id_at" ON "audit_events" ("patient_id", "at");
-- Create "account_attempts" table
CREATE TABLE "account_attempts" ("id" character varying NOT NULL, "failures" bigint NOT NULL DEFAULT 0, "window_started_at" bigint NOT NULL, "blocked_until" bigint NOT NULL DEFAULT 0, "updated_at" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create "clinic_practitioners" table
CREATE TABLE "clinic_practitioners" ("id" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "credentials" character varying NOT NULL DEFAULT '', "specialty" character varying NOT NULL DEFAULT '', "photo_url" character varying NOT NULL DEFAULT '', "position" bigint NOT NULL DEFAULT 0, "active" boolean NOT NULL DEFAULT true, PRIMARY KEY ("id"));
-- Create "fhir_imports" table
CREATE TABLE "fhir_imports" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT '', "by_actor" character varying NOT NULL DEFAULT '', "started_at" bigint NOT NULL, "finished_at" bigint NOT NULL DEFAULT 0, "counts" text NOT NULL DEFAULT '', PRIMARY KEY ("id"));
-- Create index "fhirimport_started_at" to table: "fhir_imports"
CREATE INDEX "fhirimport_started_at" ON "fhir_imports" ("started_at");
-- Create "outbox_streams" table
CREATE TABLE "outbox_streams" ("id" character varying NOT NULL, "last_number" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create "store_idempotent_answers" table
CREATE TABLE "store_idempotent_answers" ("id" character varying NOT NULL, "account_id" character varying NOT NULL DEFAULT '', "idempotency_key" character varying NOT NULL DEFAULT '', "operation" character varying NOT NULL DEFAULT '', "request_hash" character varying NOT NULL DEFAULT '', "answer" text NOT NULL DEFAULT '', "created_at" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create index "storeidempotentanswer_account_id_idempotency_key" to table: "store_idempotent_answers"
CREATE UNIQUE INDEX "storeidempotentanswer_account_id_idempotency_key" ON "store_idempotent_answers" ("account_id", "idempotency_key");
-- Create index "storeidempotentanswer_created_at" to table: "store_idempotent_answers"
CREATE INDEX "storeidempotentanswer_created_at" ON "store_idempotent_answers" ("created_at");
-- Create "accounts" table
CREATE TABLE "accounts" ("id" character varying NOT NULL, "username" character varying NOT NULL DEFAULT '', "username_folded" character varying NOT NULL, "password_hash" character varying NOT NULL, "display_name" character varying NOT NULL DEFAULT '', "email" character varying NOT NULL DEFAULT '', "email_verified_at" bigint NOT NULL DEFAULT 0, "role" character varying NOT NULL DEFAULT '', "must_change_password" boolean NOT NULL DEFAULT false, "demo" boolean NOT NULL DEFAULT false, "disabled_at" bigint NOT NULL DEFAULT 0, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "practitioner_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "accounts_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- Create index "account_email" to table: "accounts"
CREATE INDEX "account_email" ON "accounts" ("email");
-- Create index "accounts_username_folded_key" to table: "accounts"
CREATE UNIQUE INDEX "accounts_username_folded_key" ON "accounts" ("username_folded");
-- Create "patients" table
CREATE TABLE "patients" ("id" character varying NOT NULL, "clinic_number" character varying NOT NULL, "full_name" character varying NOT NULL DEFAULT '', "given_names" character varying NOT NULL DEFAULT '', "family_name" character varying NOT NULL DEFAULT '', "name_search" character varying NOT NULL DEFAULT '', "birth_date" character varying NOT NULL DEFAULT '', "sex" character varying NOT NULL DEFAULT '', "email" character varying NOT NULL DEFAULT '', "phone" character varying NOT NULL DEFAULT '', "address" text NOT NULL DEFAULT '', "preferred_language" character varying NOT NULL DEFAULT '', "deceased" character varying NOT NULL DEFAULT '', "source_key" character varying NULL, "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create index "patient_name_search" to table: "patients"
CREATE INDEX "patient_name_search" ON "patients" ("name_search");
-- Create index "patients_clinic_number_key" to table: "patients"
CREATE UNIQUE INDEX "patients_clinic_number_key" ON "patients" ("clinic_number");
-- Create index "patients_source_key_key" to table: "patients"
CREATE UNIQUE INDEX "patients_source_key_key" ON "patients" ("source_key");
-- Create "account_grants" table
CREATE TABLE "account_grants" ("id" character varying NOT NULL, "self" boolean NOT NULL DEFAULT false, "relationship" character varying NOT NULL DEFAULT '', "scopes" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL DEFAULT 0, "revoked_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_grants_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "account_grants_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "accountgrant_account_id_patient_id" to table: "account_grants"
CREATE UNIQUE INDEX "accountgrant_account_id_patient_id" ON "account_grants" ("account_id", "patient_id");
-- Create index "accountgrant_patient_id" to table: "account_grants"
CREATE INDEX "accountgrant_patient_id" ON "account_grants" ("patient_id");
-- Create index "accountgrant_patient_id_self" to table: "account_grants"
CREATE UNIQUE INDEX "accountgrant_patient_id_self" ON "account_grants" ("patient_id", "self") WHERE (self AND (revoked_at = 0));
-- Create "account_sessions" table
CREATE TABLE "account_sessions" ("id" character varying NOT NULL, "token_hash" character varying NOT NULL, "client" character varying NOT NULL DEFAULT '', "device_name" character varying NOT NULL DEFAULT '', "user_agent" character varying NOT NULL DEFAULT '', "ip_address" character varying NOT NULL DEFAULT '', "network" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "last_seen_at" bigint NOT NULL, "token_expires_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "stepped_up_at" bigint NOT NULL DEFAULT 0, "ended_at" bigint NOT NULL DEFAULT 0, "ended_reason" character varying NOT NULL DEFAULT '', "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_sessions_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "account_sessions_token_hash_key" to table: "account_sessions"
CREATE UNIQUE INDEX "account_sessions_token_hash_key" ON "account_sessions" ("token_hash");
-- Create index "accountsession_account_id_ended_at" to table: "account_sessions"
CREATE INDEX "accountsession_account_id_ended_at" ON "account_sessions" ("account_id", "ended_at");
-- Create index "accountsession_account_id_network" to table: "account_sessions"
CREATE INDEX "accountsession_account_id_network" ON "account_sessions" ("account_id", "network");
-- Create "account_refresh_tokens" table
CREATE TABLE "account_refresh_tokens" ("id" character varying NOT NULL, "token_hash" character varying NOT NULL, "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "used_at" bigint NOT NULL DEFAULT 0, "session_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_refresh_tokens_account_sessions_session" FOREIGN KEY ("session_id") REFERENCES "account_sessions" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "account_refresh_tokens_token_hash_key" to table: "account_refresh_tokens"
CREATE UNIQUE INDEX "account_refresh_tokens_token_hash_key" ON "account_refresh_tokens" ("token_hash");
-- Create index "accountrefreshtoken_session_id" to table: "account_refresh_tokens"
CREATE INDEX "accountrefreshtoken_session_id" ON "account_refresh_tokens" ("session_id");
-- Create "advice" table
CREATE TABLE "advice" ("id" character varying NOT NULL, "author" character varying NOT NULL DEFAULT '', "subject" character varying NOT NULL DEFAULT '', "body" text NOT NULL DEFAULT '', "published_at" bigint NOT NULL, "read_at" bigint NOT NULL DEFAULT 0, "about_kind" character varying NOT NULL DEFAULT '', "about_id" character varying NOT NULL DEFAULT '', "about_name" character varying NOT NULL DEFAULT '', "expected_reply" character varying NOT NULL DEFAULT '', "patient_id" character varying NOT NULL, "practitioner_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "advice_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "advice_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "advice_patient_id_published_at_id" to table: "advice"
CREATE INDEX "advice_patient_id_published_at_id" ON "advice" ("patient_id", "published_at", "id");
-- Create "advice_instructions" table
CREATE TABLE "advice_instructions" ("id" character varying NOT NULL, "position" bigint NOT NULL DEFAULT 0, "text" text NOT NULL DEFAULT '', "why" text NOT NULL DEFAULT '', "from_date" character varying NOT NULL DEFAULT '', "until_date" character varying NOT NULL DEFAULT '', "done_at" bigint NOT NULL DEFAULT 0, "advice_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "advice_instructions_advice_advice" FOREIGN KEY ("advice_id") REFERENCES "advice" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "advice_instructions_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "adviceinstruction_advice_id_position" to table: "advice_instructions"
CREATE INDEX "adviceinstruction_advice_id_position" ON "advice_instructions" ("advice_id", "position");
-- Create "clinic_departments" table
CREATE TABLE "clinic_departments" ("id" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "description" text NOT NULL DEFAULT '', "position" bigint NOT NULL DEFAULT 0, "active" boolean NOT NULL DEFAULT true, PRIMARY KEY ("id"));
-- Create "clinic_locations" table
CREATE TABLE "clinic_locations" ("id" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "address" text NOT NULL DEFAULT '', "phone" character varying NOT NULL DEFAULT '', "time_zone" character varying NOT NULL DEFAULT '', "directions" text NOT NULL DEFAULT '', "position" bigint NOT NULL DEFAULT 0, "active" boolean NOT NULL DEFAULT true, PRIMARY KEY ("id"));
-- Create "booking_slots" table
CREATE TABLE "booking_slots" ("id" character varying NOT NULL, "start_at" bigint NOT NULL, "end_at" bigint NOT NULL, "status" character varying NOT NULL DEFAULT '', "hold_id" character varying NOT NULL DEFAULT '', "held_until" bigint NOT NULL DEFAULT 0, "practitioner_id" character varying NOT NULL, "location_id" character varying NOT NULL, "department_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_slots_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_slots_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_slots_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "booking_slots_free" to table: "booking_slots"
CREATE INDEX "booking_slots_free" ON "booking_slots" ("start_at", "id") WHERE (((status)::text = 'FREE'::text) OR ((status)::text = 'HELD'::text));
-- Create index "booking_slots_free_department" to table: "booking_slots"
CREATE INDEX "booking_slots_free_department" ON "booking_slots" ("department_id", "start_at", "id") WHERE (((status)::text = 'FREE'::text) OR ((status)::text = 'HELD'::text));
-- Create index "booking_slots_free_department_location" to table: "booking_slots"
CREATE INDEX "booking_slots_free_department_location" ON "booking_slots" ("department_id", "location_id", "start_at", "id", "held_until", "status", "end_at", "practitioner_id") WHERE (((status)::text = 'FREE'::text) OR ((status)::text = 'HELD'::text));
-- Create index "booking_slots_free_location" to table: "booking_slots"
CREATE INDEX "booking_slots_free_location" ON "booking_slots" ("location_id", "start_at", "id") WHERE (((status)::text = 'FREE'::text) OR ((status)::text = 'HELD'::text));
-- Create index "booking_slots_practitioner_start" to table: "booking_slots"
CREATE UNIQUE INDEX "booking_slots_practitioner_start" ON "booking_slots" ("practitioner_id", "start_at") WHERE ((status)::text <> 'WITHDRAWN'::text);
-- Create "clinic_services" table
CREATE TABLE "clinic_services" ("id" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "duration_minutes" bigint NOT NULL DEFAULT 30, "instructions" text NOT NULL DEFAULT '', "self_booking" character varying NOT NULL DEFAULT '', "minimum_notice_minutes" bigint NOT NULL DEFAULT 60, "position" bigint NOT NULL DEFAULT 0, "active" boolean NOT NULL DEFAULT true, "department_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "clinic_services_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "clinicservice_department_id" to table: "clinic_services"
CREATE INDEX "clinicservice_department_id" ON "clinic_services" ("department_id");
-- Create "patient_coverages" table
CREATE TABLE "patient_coverages" ("id" character varying NOT NULL, "payer" character varying NOT NULL DEFAULT '', "plan" character varying NOT NULL DEFAULT '', "member_id" character varying NOT NULL DEFAULT '', "group_number" character varying NOT NULL DEFAULT '', "status" character varying NOT NULL DEFAULT '', "source_key" character varying NULL, "created_at" bigint NOT NULL, "ended_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "patient_coverages_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "patient_coverages_source_key_key" to table: "patient_coverages"
CREATE UNIQUE INDEX "patient_coverages_source_key_key" ON "patient_coverages" ("source_key");
-- Create index "patientcoverage_patient_id" to table: "patient_coverages"
CREATE INDEX "patientcoverage_patient_id" ON "patient_coverages" ("patient_id");
-- Create "booking_appointments" table
CREATE TABLE "booking_appointments" ("id" character varying NOT NULL, "status" character varying NOT NULL DEFAULT '', "start_at" bigint NOT NULL, "end_at" bigint NOT NULL, "reason" text NOT NULL DEFAULT '', "contact_email" character varying NOT NULL DEFAULT '', "contact_phone" character varying NOT NULL DEFAULT '', "notes" text NOT NULL DEFAULT '', "sequence" bigint NOT NULL DEFAULT 0, "booked_by" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "patient_id" character varying NOT NULL, "slot_id" character varying NOT NULL, "practitioner_id" character varying NOT NULL, "location_id" character varying NOT NULL, "department_id" character varying NOT NULL, "service_id" character varying NOT NULL, "coverage_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_appointments_booking_slots_slot" FOREIGN KEY ("slot_id") REFERENCES "booking_slots" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_appointments_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_appointments_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_appointments_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_appointments_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_appointments_patient_coverages_coverage" FOREIGN KEY ("coverage_id") REFERENCES "patient_coverages" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_appointments_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingappointment_patient_id_start_at_id" to table: "booking_appointments"
CREATE INDEX "bookingappointment_patient_id_start_at_id" ON "booking_appointments" ("patient_id", "start_at", "id");
-- Create index "bookingappointment_practitioner_id_start_at" to table: "booking_appointments"
CREATE INDEX "bookingappointment_practitioner_id_start_at" ON "booking_appointments" ("practitioner_id", "start_at");
-- Create index "bookingappointment_slot_id" to table: "booking_appointments"
CREATE UNIQUE INDEX "bookingappointment_slot_id" ON "booking_appointments" ("slot_id") WHERE ((status)::text <> 'CANCELLED'::text);
-- Create "booking_history" table
CREATE TABLE "booking_history" ("id" character varying NOT NULL, "at" bigint NOT NULL, "what" character varying NOT NULL DEFAULT '', "by_account" character varying NOT NULL DEFAULT '', "by_role" character varying NOT NULL DEFAULT '', "appointment_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_history_booking_appointments_appointment" FOREIGN KEY ("appointment_id") REFERENCES "booking_appointments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_history_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookinghistory_appointment_id_at" to table: "booking_history"
CREATE INDEX "bookinghistory_appointment_id_at" ON "booking_history" ("appointment_id", "at");
-- Create "booking_holds" table
CREATE TABLE "booking_holds" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT '', "expires_at" bigint NOT NULL, "extensions_left" bigint NOT NULL DEFAULT 10, "created_at" bigint NOT NULL, "slot_id" character varying NOT NULL, "patient_id" character varying NOT NULL, "account_id" character varying NOT NULL, "service_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_holds_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_holds_booking_slots_slot" FOREIGN KEY ("slot_id") REFERENCES "booking_slots" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_holds_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_holds_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookinghold_account_id_state" to table: "booking_holds"
CREATE INDEX "bookinghold_account_id_state" ON "booking_holds" ("account_id", "state");
-- Create index "bookinghold_slot_id_state" to table: "booking_holds"
CREATE INDEX "bookinghold_slot_id_state" ON "booking_holds" ("slot_id", "state");
-- Create "booking_schedule_exceptions" table
CREATE TABLE "booking_schedule_exceptions" ("id" character varying NOT NULL, "date" character varying NOT NULL DEFAULT '', "start_minute" bigint NOT NULL DEFAULT 0, "end_minute" bigint NOT NULL DEFAULT 0, "kind" character varying NOT NULL DEFAULT '', "reason" character varying NOT NULL DEFAULT '', "slot_minutes" bigint NOT NULL DEFAULT 30, "practitioner_id" character varying NULL, "location_id" character varying NOT NULL, "department_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_schedule_exceptions_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_schedule_exceptions_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_schedule_exceptions_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- Create index "bookingscheduleexception_location_id_date" to table: "booking_schedule_exceptions"
CREATE INDEX "bookingscheduleexception_location_id_date" ON "booking_schedule_exceptions" ("location_id", "date");
-- Create "booking_schedules" table
CREATE TABLE "booking_schedules" ("id" character varying NOT NULL, "weekday" bigint NOT NULL DEFAULT 0, "start_minute" bigint NOT NULL DEFAULT 0, "end_minute" bigint NOT NULL DEFAULT 0, "slot_minutes" bigint NOT NULL DEFAULT 30, "valid_from" character varying NOT NULL DEFAULT '', "valid_until" character varying NOT NULL DEFAULT '', "practitioner_id" character varying NOT NULL, "location_id" character varying NOT NULL, "department_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_schedules_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_schedules_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_schedules_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingschedule_practitioner_id_location_id_weekday" to table: "booking_schedules"
CREATE INDEX "bookingschedule_practitioner_id_location_id_weekday" ON "booking_schedules" ("practitioner_id", "location_id", "weekday");
-- Create "clinic_posts" table
CREATE TABLE "clinic_posts" ("id" character varying NOT NULL, "practitioner_id" character varying NOT NULL, "department_id" character varying NOT NULL, "location_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "clinic_posts_clinic_departments_department" FOREIGN KEY ("department_id") REFERENCES "clinic_departments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "clinic_posts_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "clinic_posts_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "clinicpost_department_id_location_id" to table: "clinic_posts"
CREATE INDEX "clinicpost_department_id_location_id" ON "clinic_posts" ("department_id", "location_id");
-- Create index "clinicpost_practitioner_id_department_id_location_id" to table: "clinic_posts"
CREATE UNIQUE INDEX "clinicpost_practitioner_id_department_id_location_id" ON "clinic_posts" ("practitioner_id", "department_id", "location_id");
-- Create "records_resources" table
CREATE TABLE "records_resources" ("id" character varying NOT NULL, "resource_type" character varying NOT NULL DEFAULT '', "source_key" character varying NOT NULL, "version" bigint NOT NULL DEFAULT 1, "content_hash" character varying NOT NULL DEFAULT '', "raw" bytea NOT NULL, "version_id" character varying NOT NULL DEFAULT '', "last_updated" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "updated_at" bigint NOT NULL, "patient_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "records_resources_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE SET NULL);
-- Create index "records_resources_source_key_key" to table: "records_resources"
CREATE UNIQUE INDEX "records_resources_source_key_key" ON "records_resources" ("source_key");
-- Create index "recordsresource_patient_id_resource_type" to table: "records_resources"
CREATE INDEX "recordsresource_patient_id_resource_type" ON "records_resources" ("patient_id", "resource_type");
-- Create "fhir_directories" table
CREATE TABLE "fhir_directories" ("id" character varying NOT NULL, "lookup" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "code_system" character varying NOT NULL DEFAULT '', "code" character varying NOT NULL DEFAULT '', "resource_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "fhir_directories_records_resources_resource" FOREIGN KEY ("resource_id") REFERENCES "records_resources" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "fhir_directories_lookup_key" to table: "fhir_directories"
CREATE UNIQUE INDEX "fhir_directories_lookup_key" ON "fhir_directories" ("lookup");
-- Create index "fhirdirectory_resource_id" to table: "fhir_directories"
CREATE INDEX "fhirdirectory_resource_id" ON "fhir_directories" ("resource_id");
-- Create "notify_deliveries" table
CREATE TABLE "notify_deliveries" ("id" character varying NOT NULL, "account_id" character varying NOT NULL DEFAULT '', "subject_id" character varying NOT NULL DEFAULT '', "subject_version" bigint NOT NULL DEFAULT 0, "kind" character varying NOT NULL DEFAULT '', "lead_minutes" bigint NOT NULL DEFAULT 0, "channel" character varying NOT NULL DEFAULT '', "address" character varying NOT NULL DEFAULT '', "due_at" bigint NOT NULL, "state" character varying NOT NULL DEFAULT '', "reason" character varying NOT NULL DEFAULT '', "attempts" bigint NOT NULL DEFAULT 0, "busy_until" bigint NOT NULL DEFAULT 0, "message_id" character varying NOT NULL DEFAULT '', "payload" text NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "sent_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "notify_deliveries_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "notifydelivery_patient_id_due_at_id" to table: "notify_deliveries"
CREATE INDEX "notifydelivery_patient_id_due_at_id" ON "notify_deliveries" ("patient_id", "due_at", "id");
-- Create index "notifydelivery_state_due_at" to table: "notify_deliveries"
CREATE INDEX "notifydelivery_state_due_at" ON "notify_deliveries" ("state", "due_at");
-- Create index "notifydelivery_subject_id_subj_fc8806bdf5d00ece57eeb9a6ab0837b1" to table: "notify_deliveries"
CREATE UNIQUE INDEX "notifydelivery_subject_id_subj_fc8806bdf5d00ece57eeb9a6ab0837b1" ON "notify_deliveries" ("subject_id", "subject_version", "kind", "lead_minutes", "channel", "account_id");
-- Create "notify_notifications" table
CREATE TABLE "notify_notifications" ("id" character varying NOT NULL, "number" bigint NOT NULL, "event_id" character varying NOT NULL DEFAULT '', "kind" character varying NOT NULL DEFAULT '', "title" character varying NOT NULL DEFAULT '', "body" text NOT NULL DEFAULT '', "link" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "read_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "notify_notifications_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "notify_notifications_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "notifynotification_account_id_event_id" to table: "notify_notifications"
CREATE UNIQUE INDEX "notifynotification_account_id_event_id" ON "notify_notifications" ("account_id", "event_id");
-- Create index "notifynotification_account_id_number" to table: "notify_notifications"
CREATE UNIQUE INDEX "notifynotification_account_id_number" ON "notify_notifications" ("account_id", "number");
-- Create index "notifynotification_account_id_read_at" to table: "notify_notifications"
CREATE INDEX "notifynotification_account_id_read_at" ON "notify_notifications" ("account_id", "read_at");
-- Create "outbox_events" table
CREATE TABLE "outbox_events" ("id" character varying NOT NULL, "stream" character varying NOT NULL DEFAULT '', "number" bigint NOT NULL, "kind" character varying NOT NULL DEFAULT '', "subject_id" character varying NOT NULL DEFAULT '', "subject_version" bigint NOT NULL DEFAULT 0, "lead_minutes" bigint NOT NULL DEFAULT 0, "at" bigint NOT NULL, "payload" text NOT NULL DEFAULT '', "told_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "outbox_events_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "outboxevent_stream_number" to table: "outbox_events"
CREATE UNIQUE INDEX "outboxevent_stream_number" ON "outbox_events" ("stream", "number");
-- Create index "outboxevent_subject_id_subject_version_kind_lead_minutes" to table: "outbox_events"
CREATE UNIQUE INDEX "outboxevent_subject_id_subject_version_kind_lead_minutes" ON "outbox_events" ("subject_id", "subject_version", "kind", "lead_minutes");
-- Create index "outboxevent_told_at" to table: "outbox_events"
CREATE INDEX "outboxevent_told_at" ON "outbox_events" ("told_at");
-- Create "patient_care_team_members" table
CREATE TABLE "patient_care_team_members" ("id" character varying NOT NULL, "name" character varying NOT NULL DEFAULT '', "role" character varying NOT NULL DEFAULT '', "team" character varying NOT NULL DEFAULT '', "status" character varying NOT NULL DEFAULT '', "source_key" character varying NOT NULL DEFAULT '', "position" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "patient_care_team_members_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "patientcareteammember_patient_id" to table: "patient_care_team_members"
CREATE INDEX "patientcareteammember_patient_id" ON "patient_care_team_members" ("patient_id");
-- Create index "patientcareteammember_source_key" to table: "patient_care_team_members"
CREATE INDEX "patientcareteammember_source_key" ON "patient_care_team_members" ("source_key");
-- Create "patient_identifiers" table
CREATE TABLE "patient_identifiers" ("id" character varying NOT NULL, "system" character varying NOT NULL DEFAULT '', "value" character varying NOT NULL DEFAULT '', "kind" character varying NOT NULL DEFAULT '', "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "patient_identifiers_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "patientidentifier_patient_id_system_value" to table: "patient_identifiers"
CREATE UNIQUE INDEX "patientidentifier_patient_id_system_value" ON "patient_identifiers" ("patient_id", "system", "value");
-- Create index "patientidentifier_system_value" to table: "patient_identifiers"
CREATE INDEX "patientidentifier_system_value" ON "patient_identifiers" ("system", "value");
-- Create "records_entries" table
CREATE TABLE "records_entries" ("id" character varying NOT NULL, "kind" character varying NOT NULL DEFAULT '', "code_system" character varying NOT NULL DEFAULT '', "code" character varying NOT NULL DEFAULT '', "name" character varying NOT NULL DEFAULT '', "name_search" character varying NOT NULL DEFAULT '', "status" character varying NOT NULL DEFAULT '', "happened_at" bigint NOT NULL DEFAULT 0, "start_text" character varying NOT NULL DEFAULT '', "end_text" character varying NOT NULL DEFAULT '', "recorded_text" character varying NOT NULL DEFAULT '', "author" character varying NOT NULL DEFAULT '', "source" character varying NOT NULL DEFAULT '', "detail" text NOT NULL DEFAULT '', "patient_id" character varying NOT NULL, "resource_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "records_entries_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "records_entries_records_resources_resource" FOREIGN KEY ("resource_id") REFERENCES "records_resources" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "recordsentry_patient_id_kind_happened_at_id" to table: "records_entries"
CREATE INDEX "recordsentry_patient_id_kind_happened_at_id" ON "records_entries" ("patient_id", "kind", "happened_at", "id");
-- Create index "recordsentry_resource_id" to table: "records_entries"
CREATE INDEX "recordsentry_resource_id" ON "records_entries" ("resource_id");
-- Create "records_observations" table
CREATE TABLE "records_observations" ("id" character varying NOT NULL, "kind" character varying NOT NULL DEFAULT '', "category" character varying NOT NULL DEFAULT '', "code_system" character varying NOT NULL DEFAULT '', "code" character varying NOT NULL DEFAULT '', "name" character varying NOT NULL DEFAULT '', "name_search" character varying NOT NULL DEFAULT '', "taken_at" bigint NOT NULL DEFAULT 0, "taken_text" character varying NOT NULL DEFAULT '', "released_at" bigint NOT NULL, "status" character varying NOT NULL DEFAULT '', "value_kind" character varying NOT NULL DEFAULT '', "value" text NOT NULL DEFAULT '', "value_number" double precision NULL, "unit" character varying NOT NULL DEFAULT '', "range_low" character varying NOT NULL DEFAULT '', "range_high" character varying NOT NULL DEFAULT '', "range_text" character varying NOT NULL DEFAULT '', "interpretation_code" character varying NOT NULL DEFAULT '', "interpretation" character varying NOT NULL DEFAULT '', "absent_reason" character varying NOT NULL DEFAULT '', "author" character varying NOT NULL DEFAULT '', "report_name" character varying NOT NULL DEFAULT '', "comments" text NOT NULL DEFAULT '', "components" text NOT NULL DEFAULT '', "patient_id" character varying NOT NULL, "resource_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "records_observations_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "records_observations_records_resources_resource" FOREIGN KEY ("resource_id") REFERENCES "records_resources" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "recordsobservation_patient_id_code_taken_at" to table: "records_observations"
CREATE INDEX "recordsobservation_patient_id_code_taken_at" ON "records_observations" ("patient_id", "code", "taken_at");
-- Create index "recordsobservation_patient_id_kind_taken_at_id" to table: "records_observations"
CREATE INDEX "recordsobservation_patient_id_kind_taken_at_id" ON "records_observations" ("patient_id", "kind", "taken_at", "id");
-- Create index "recordsobservation_resource_id" to table: "records_observations"
CREATE INDEX "recordsobservation_resource_id" ON "records_observations" ("resource_id");
-- Create "records_resource_versions" table
CREATE TABLE "records_resource_versions" ("id" character varying NOT NULL, "version" bigint NOT NULL DEFAULT 0, "content_hash" character varying NOT NULL DEFAULT '', "version_id" character varying NOT NULL DEFAULT '', "last_updated" character varying NOT NULL DEFAULT '', "raw" bytea NOT NULL, "replaced_at" bigint NOT NULL, "resource_id" character varying NOT NULL, "patient_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "records_resource_versions_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "records_resource_versions_records_resources_resource" FOREIGN KEY ("resource_id") REFERENCES "records_resources" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "recordsresourceversion_resource_id_version" to table: "records_resource_versions"
CREATE UNIQUE INDEX "recordsresourceversion_resource_id_version" ON "records_resource_versions" ("resource_id", "version");
