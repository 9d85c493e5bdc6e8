-- Modify "booking_drafts" table
ALTER TABLE "booking_drafts" ADD COLUMN "flow_id" character varying NOT NULL DEFAULT '';
-- Create "booking_ended_drafts" table
CREATE TABLE "booking_ended_drafts" ("id" character varying NOT NULL, "flow_id" character varying NOT NULL DEFAULT '', "ended_at" bigint NOT NULL, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "booking_ended_drafts_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "bookingendeddraft_account_id_flow_id" to table: "booking_ended_drafts"
CREATE UNIQUE INDEX "bookingendeddraft_account_id_flow_id" ON "booking_ended_drafts" ("account_id", "flow_id");
-- Create index "bookingendeddraft_ended_at" to table: "booking_ended_drafts"
CREATE INDEX "bookingendeddraft_ended_at" ON "booking_ended_drafts" ("ended_at");
