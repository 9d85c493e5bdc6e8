-- Create "calendar_feeds" table
CREATE TABLE "calendar_feeds" ("id" character varying NOT NULL, "token_hash" character varying NOT NULL, "detailed_titles" boolean NOT NULL DEFAULT false, "created_at" bigint NOT NULL, "changed_at" bigint NOT NULL, "last_read_at" bigint NOT NULL DEFAULT 0, "revoked_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "calendar_feeds_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "calendar_feeds_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "calendar_feeds_one_open" to table: "calendar_feeds"
CREATE UNIQUE INDEX "calendar_feeds_one_open" ON "calendar_feeds" ("account_id", "patient_id") WHERE (revoked_at = 0);
-- Create index "calendar_feeds_token_hash_key" to table: "calendar_feeds"
CREATE UNIQUE INDEX "calendar_feeds_token_hash_key" ON "calendar_feeds" ("token_hash");
-- Create index "bookingappointment_location_id_start_at" to table: "booking_appointments"
CREATE INDEX "bookingappointment_location_id_start_at" ON "booking_appointments" ("location_id", "start_at");
-- Create "visit_check_ins" table
CREATE TABLE "visit_check_ins" ("id" character varying NOT NULL, "sequence" bigint NOT NULL DEFAULT 0, "checked_in_at" bigint NOT NULL, "by_account" character varying NOT NULL DEFAULT '', "by_staff" boolean NOT NULL DEFAULT false, "answers" text NOT NULL DEFAULT '', "arrived_at" bigint NOT NULL DEFAULT 0, "appointment_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "visit_check_ins_booking_appointments_appointment" FOREIGN KEY ("appointment_id") REFERENCES "booking_appointments" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "visit_check_ins_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "visitcheckin_appointment_id_sequence" to table: "visit_check_ins"
CREATE UNIQUE INDEX "visitcheckin_appointment_id_sequence" ON "visit_check_ins" ("appointment_id", "sequence");
-- Create "visit_kinds" table
CREATE TABLE "visit_kinds" ("id" character varying NOT NULL, "video" boolean NOT NULL DEFAULT false, "questions" text NOT NULL DEFAULT '', "updated_at" bigint NOT NULL, "service_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "visit_kinds_clinic_services_service" FOREIGN KEY ("service_id") REFERENCES "clinic_services" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "visitkind_service_id" to table: "visit_kinds"
CREATE UNIQUE INDEX "visitkind_service_id" ON "visit_kinds" ("service_id");
