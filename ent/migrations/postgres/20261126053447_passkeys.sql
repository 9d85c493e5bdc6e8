-- Create "account_ceremonies" table
CREATE TABLE "account_ceremonies" ("id" character varying NOT NULL, "kind" character varying NOT NULL DEFAULT '', "bound_to" character varying NOT NULL DEFAULT '', "challenge" character varying NOT NULL, "expires_at" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create index "accountceremony_expires_at" to table: "account_ceremonies"
CREATE INDEX "accountceremony_expires_at" ON "account_ceremonies" ("expires_at");
-- Create "account_passkeys" table
CREATE TABLE "account_passkeys" ("id" character varying NOT NULL, "credential_id" character varying NOT NULL, "public_key" bytea NOT NULL, "sign_count" bigint NOT NULL, "transports" character varying NOT NULL DEFAULT '', "model" character varying NOT NULL DEFAULT '', "backup_eligible" boolean NOT NULL DEFAULT false, "backed_up" boolean NOT NULL DEFAULT false, "name" character varying NOT NULL DEFAULT '', "created_at" bigint NOT NULL, "last_used_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_passkeys_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "account_passkeys_credential_id_key" to table: "account_passkeys"
CREATE UNIQUE INDEX "account_passkeys_credential_id_key" ON "account_passkeys" ("credential_id");
-- Create index "accountpasskey_account_id" to table: "account_passkeys"
CREATE INDEX "accountpasskey_account_id" ON "account_passkeys" ("account_id");
