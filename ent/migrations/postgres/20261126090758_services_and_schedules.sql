-- Modify "booking_schedule_exceptions" table
ALTER TABLE "booking_schedule_exceptions" ADD COLUMN "until_date" character varying NOT NULL DEFAULT '';
-- Modify "booking_schedules" table
ALTER TABLE "booking_schedules" ADD COLUMN "service_id" character varying NOT NULL DEFAULT '';
-- Create "booking_plans" table
CREATE TABLE "booking_plans" ("id" character varying NOT NULL, "version" bigint NOT NULL DEFAULT 0, "updated_at" bigint NOT NULL, "practitioner_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_plans_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingplan_practitioner_id" to table: "booking_plans"
CREATE UNIQUE INDEX "bookingplan_practitioner_id" ON "booking_plans" ("practitioner_id");
-- Modify "clinic_services" table
ALTER TABLE "clinic_services" ADD COLUMN "buffer_before_minutes" bigint NOT NULL DEFAULT 0, ADD COLUMN "buffer_after_minutes" bigint NOT NULL DEFAULT 0, ADD COLUMN "most_a_day" bigint NOT NULL DEFAULT 0, ADD COLUMN "needs_referral" boolean NOT NULL DEFAULT false;
-- Create "booking_requests" table
CREATE TABLE "booking_requests" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT '', "reason" text NOT NULL DEFAULT '', "wishes" text NOT NULL DEFAULT '', "contact_email" character varying NOT NULL DEFAULT '', "contact_phone" character varying NOT NULL DEFAULT '', "answer" text NOT NULL DEFAULT '', "idempotency_key" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "answered_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "account_id" character varying NOT NULL, "service_id" character varying NOT NULL, "location_id" character varying NULL, "practitioner_id" character varying NULL, "appointment_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_requests_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_requests_booking_appointments_appointment" FOREIGN KEY ("appointment_id") REFERENCES "booking_appointments" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_requests_clinic_locations_location" FOREIGN KEY ("location_id") REFERENCES "clinic_locations" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_requests_clinic_practitioners_practitioner" FOREIGN KEY ("practitioner_id") REFERENCES "clinic_practitioners" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_requests_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_requests_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingrequest_account_id_idempotency_key" to table: "booking_requests"
CREATE UNIQUE INDEX "bookingrequest_account_id_idempotency_key" ON "booking_requests" ("account_id", "idempotency_key") WHERE ((idempotency_key)::text <> ''::text);
-- Create index "bookingrequest_patient_id_created_at_id" to table: "booking_requests"
CREATE INDEX "bookingrequest_patient_id_created_at_id" ON "booking_requests" ("patient_id", "created_at", "id");
-- Create index "bookingrequest_state_created_at_id" to table: "booking_requests"
CREATE INDEX "bookingrequest_state_created_at_id" ON "booking_requests" ("state", "created_at", "id");
-- Drop index "booking_slots_free_department_location" from table: "booking_slots"
DROP INDEX "booking_slots_free_department_location";
-- Modify "booking_slots" table
ALTER TABLE "booking_slots" ADD COLUMN "service_id" character varying NOT NULL DEFAULT '';
-- Create index "booking_slots_free_department_location" to table: "booking_slots"
CREATE INDEX "booking_slots_free_department_location" ON "booking_slots" ("department_id", "location_id", "start_at", "id", "held_until", "status", "end_at", "practitioner_id", "service_id") WHERE (((status)::text = 'FREE'::text) OR ((status)::text = 'HELD'::text));
-- Create index "booking_slots_hold" to table: "booking_slots"
CREATE INDEX "booking_slots_hold" ON "booking_slots" ("hold_id") WHERE ((hold_id)::text <> ''::text);
-- Create "booking_proposals" table
CREATE TABLE "booking_proposals" ("id" character varying NOT NULL, "state" character varying NOT NULL DEFAULT '', "expires_at" bigint NOT NULL, "created_at" bigint NOT NULL, "patient_id" character varying NOT NULL, "slot_id" character varying NOT NULL, "service_id" character varying NOT NULL, "request_id" character varying NULL, "appointment_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_proposals_booking_appointments_appointment" FOREIGN KEY ("appointment_id") REFERENCES "booking_appointments" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_proposals_booking_requests_request" FOREIGN KEY ("request_id") REFERENCES "booking_requests" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "booking_proposals_booking_slots_slot" FOREIGN KEY ("slot_id") REFERENCES "booking_slots" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_proposals_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_proposals_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingproposal_appointment_id" to table: "booking_proposals"
CREATE INDEX "bookingproposal_appointment_id" ON "booking_proposals" ("appointment_id");
-- Create index "bookingproposal_patient_id_state" to table: "booking_proposals"
CREATE INDEX "bookingproposal_patient_id_state" ON "booking_proposals" ("patient_id", "state");
-- Create index "bookingproposal_request_id" to table: "booking_proposals"
CREATE INDEX "bookingproposal_request_id" ON "booking_proposals" ("request_id");
-- Create "booking_referrals" table
CREATE TABLE "booking_referrals" ("id" character varying NOT NULL, "note" text NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "withdrawn_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "service_id" character varying NOT NULL, "given_by" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_referrals_accounts_giver" FOREIGN KEY ("given_by") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_referrals_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_referrals_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingreferral_patient_id_service_id" to table: "booking_referrals"
CREATE INDEX "bookingreferral_patient_id_service_id" ON "booking_referrals" ("patient_id", "service_id");
