-- Create "registration_codes" table
CREATE TABLE "registration_codes" ("id" character varying NOT NULL, "code_mac" character varying NOT NULL, "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "used_at" bigint NOT NULL DEFAULT 0, "revoked_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "issued_by" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "registration_codes_accounts_issuer" FOREIGN KEY ("issued_by") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "registration_codes_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "registrationcode_patient_id" to table: "registration_codes"
CREATE UNIQUE INDEX "registrationcode_patient_id" ON "registration_codes" ("patient_id") WHERE ((used_at = 0) AND (revoked_at = 0));
-- Create index "registrationcode_patient_id_created_at" to table: "registration_codes"
CREATE INDEX "registrationcode_patient_id_created_at" ON "registration_codes" ("patient_id", "created_at");
-- Create "registration_flows" table
CREATE TABLE "registration_flows" ("id" character varying NOT NULL, "token_hash" character varying NOT NULL, "email" character varying NOT NULL DEFAULT '', "suggested_username" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "completed_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "code_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "registration_flows_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "registration_flows_registration_codes_code" FOREIGN KEY ("code_id") REFERENCES "registration_codes" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "registration_flows_token_hash_key" to table: "registration_flows"
CREATE UNIQUE INDEX "registration_flows_token_hash_key" ON "registration_flows" ("token_hash");
-- Create index "registrationflow_code_id" to table: "registration_flows"
CREATE INDEX "registrationflow_code_id" ON "registration_flows" ("code_id");
-- Create index "registrationflow_expires_at" to table: "registration_flows"
CREATE INDEX "registrationflow_expires_at" ON "registration_flows" ("expires_at");
-- Create "registration_locks" table
CREATE TABLE "registration_locks" ("id" character varying NOT NULL, "locked_at" bigint NOT NULL, "times" bigint NOT NULL DEFAULT 1, "locked_until" bigint NOT NULL, "seen_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "seen_by" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "registration_locks_accounts_seer" FOREIGN KEY ("seen_by") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE SET NULL, CONSTRAINT "registration_locks_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "registrationlock_patient_id" to table: "registration_locks"
CREATE INDEX "registrationlock_patient_id" ON "registration_locks" ("patient_id");
-- Create index "registrationlock_seen_at_locked_at" to table: "registration_locks"
CREATE INDEX "registrationlock_seen_at_locked_at" ON "registration_locks" ("seen_at", "locked_at");
-- Demo accounts that are there already have addresses of made-up people, which need no proof.
UPDATE accounts SET email_verified_at = created_at WHERE demo AND email <> '' AND email_verified_at = 0;
