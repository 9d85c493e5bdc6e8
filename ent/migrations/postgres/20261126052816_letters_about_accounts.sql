-- Modify "notify_deliveries" table
ALTER TABLE "notify_deliveries" ALTER COLUMN "patient_id" DROP NOT NULL;
-- Modify "outbox_events" table
ALTER TABLE "outbox_events" ALTER COLUMN "patient_id" DROP NOT NULL;
-- Create "account_links" table
CREATE TABLE "account_links" ("id" character varying NOT NULL, "kind" character varying NOT NULL DEFAULT '', "subject_id" character varying NOT NULL DEFAULT '', "address" character varying NOT NULL DEFAULT '', "key_id" character varying NOT NULL DEFAULT '', "token_hash" character varying NOT NULL, "created_at" bigint NOT NULL, "expires_at" bigint NOT NULL, "used_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NULL, PRIMARY KEY ("id"), CONSTRAINT "account_links_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "account_links_token_hash_key" to table: "account_links"
CREATE UNIQUE INDEX "account_links_token_hash_key" ON "account_links" ("token_hash");
-- Create index "accountlink_expires_at" to table: "account_links"
CREATE INDEX "accountlink_expires_at" ON "account_links" ("expires_at");
-- Create index "accountlink_subject_id_kind_created_at" to table: "account_links"
CREATE INDEX "accountlink_subject_id_kind_created_at" ON "account_links" ("subject_id", "kind", "created_at");
