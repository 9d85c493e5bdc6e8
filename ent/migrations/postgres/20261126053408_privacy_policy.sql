-- Create "account_policies" table
CREATE TABLE "account_policies" ("id" character varying NOT NULL, "version" character varying NOT NULL, "title" character varying NOT NULL DEFAULT '', "body" text NOT NULL DEFAULT '', "published_at" bigint NOT NULL, "created_at" bigint NOT NULL, PRIMARY KEY ("id"));
-- Create index "account_policies_version_key" to table: "account_policies"
CREATE UNIQUE INDEX "account_policies_version_key" ON "account_policies" ("version");
-- Create "account_consents" table
CREATE TABLE "account_consents" ("id" character varying NOT NULL, "client" character varying NOT NULL DEFAULT '', "at" bigint NOT NULL, "account_id" character varying NOT NULL, "policy_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_consents_account_policies_policy" FOREIGN KEY ("policy_id") REFERENCES "account_policies" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION, CONSTRAINT "account_consents_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "accountconsent_account_id_policy_id_client" to table: "account_consents"
CREATE UNIQUE INDEX "accountconsent_account_id_policy_id_client" ON "account_consents" ("account_id", "policy_id", "client");
