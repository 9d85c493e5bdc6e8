-- Modify "account_sessions" table
ALTER TABLE "account_sessions" ADD COLUMN "policy_version" character varying NOT NULL DEFAULT '';
-- Modify "accounts" table
ALTER TABLE "accounts" ADD COLUMN "second_factor_at" bigint NOT NULL DEFAULT 0;
-- Modify "audit_events" table
ALTER TABLE "audit_events" ADD COLUMN "reason" character varying NOT NULL DEFAULT '';
