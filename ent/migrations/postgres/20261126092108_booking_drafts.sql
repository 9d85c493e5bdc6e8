-- Create "booking_drafts" table
CREATE TABLE "booking_drafts" ("id" character varying NOT NULL, "answers" text NOT NULL, "saved_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "account_id" character varying NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_drafts_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "booking_drafts_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingdraft_account_id_patient_id" to table: "booking_drafts"
CREATE UNIQUE INDEX "bookingdraft_account_id_patient_id" ON "booking_drafts" ("account_id", "patient_id");
-- Create index "bookingdraft_expires_at" to table: "booking_drafts"
CREATE INDEX "bookingdraft_expires_at" ON "booking_drafts" ("expires_at");
