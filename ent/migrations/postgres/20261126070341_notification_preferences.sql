-- Create index "notifydelivery_account_id_kind_state" to table: "notify_deliveries"
CREATE INDEX "notifydelivery_account_id_kind_state" ON "notify_deliveries" ("account_id", "kind", "state");
-- Create "notify_preferences" table
CREATE TABLE "notify_preferences" ("id" character varying NOT NULL, "appointment_mail" boolean NOT NULL DEFAULT true, "advice_mail" boolean NOT NULL DEFAULT true, "at_once" boolean NOT NULL DEFAULT true, "week_before" boolean NOT NULL DEFAULT true, "two_days_before" boolean NOT NULL DEFAULT true, "two_hours_before" boolean NOT NULL DEFAULT true, "quiet" boolean NOT NULL DEFAULT true, "quiet_from" bigint NOT NULL DEFAULT 0, "quiet_until" bigint NOT NULL DEFAULT 0, "time_zone" character varying NOT NULL DEFAULT '', "saved_at" bigint NOT NULL DEFAULT 0, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "notify_preferences_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "notifypreference_account_id" to table: "notify_preferences"
CREATE UNIQUE INDEX "notifypreference_account_id" ON "notify_preferences" ("account_id");
