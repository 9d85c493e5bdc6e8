-- Modify "account_grants" table
ALTER TABLE "account_grants" ADD COLUMN "given_by" character varying NOT NULL DEFAULT '', ADD COLUMN "records_until" bigint NOT NULL DEFAULT 0;
-- Modify "notify_notifications" table
ALTER TABLE "notify_notifications" ALTER COLUMN "patient_id" DROP NOT NULL;
-- Create "carer_invitations" table
CREATE TABLE "carer_invitations" ("id" character varying NOT NULL, "address" character varying NOT NULL DEFAULT '', "relationship" character varying NOT NULL DEFAULT '', "scopes" character varying NOT NULL DEFAULT '', "given_by" character varying NOT NULL DEFAULT '', "grant_expires_at" bigint NOT NULL DEFAULT 0, "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "accepted_at" bigint NOT NULL DEFAULT 0, "revoked_at" bigint NOT NULL DEFAULT 0, "patient_id" character varying NOT NULL, "invited_by" character varying NOT NULL, "accepted_by" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "carer_invitations_accounts_carer" FOREIGN KEY ("accepted_by") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "carer_invitations_accounts_inviter" FOREIGN KEY ("invited_by") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "carer_invitations_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "carerinvitation_patient_id_created_at" to table: "carer_invitations"
CREATE INDEX "carerinvitation_patient_id_created_at" ON "carer_invitations" ("patient_id", "created_at");
