-- Modify "notify_preferences" table
ALTER TABLE "notify_preferences" ADD COLUMN "appointment_text" boolean NOT NULL DEFAULT true, ADD COLUMN "advice_text" boolean NOT NULL DEFAULT true, ADD COLUMN "appointment_push" boolean NOT NULL DEFAULT true, ADD COLUMN "advice_push" boolean NOT NULL DEFAULT true;
-- Create "contact_phones" table
CREATE TABLE "contact_phones" ("id" character varying NOT NULL, "number" character varying NOT NULL DEFAULT '', "proven_at" bigint NOT NULL DEFAULT 0, "asked_number" character varying NOT NULL DEFAULT '', "code_mac" character varying NOT NULL DEFAULT '', "code_until" bigint NOT NULL DEFAULT 0, "tries" bigint NOT NULL DEFAULT 0, "texts" bigint NOT NULL DEFAULT 0, "texts_since" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "contact_phones_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "contactphone_account_id" to table: "contact_phones"
CREATE UNIQUE INDEX "contactphone_account_id" ON "contact_phones" ("account_id");
-- Create "contact_push_devices" table
CREATE TABLE "contact_push_devices" ("id" character varying NOT NULL, "endpoint" character varying NOT NULL DEFAULT '', "p256dh" character varying NOT NULL DEFAULT '', "auth" character varying NOT NULL DEFAULT '', "key_id" character varying NOT NULL DEFAULT '', "device" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "contact_push_devices_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "contactpushdevice_account_id_id" to table: "contact_push_devices"
CREATE INDEX "contactpushdevice_account_id_id" ON "contact_push_devices" ("account_id", "id");
-- Create index "contactpushdevice_endpoint" to table: "contact_push_devices"
CREATE UNIQUE INDEX "contactpushdevice_endpoint" ON "contact_push_devices" ("endpoint");
