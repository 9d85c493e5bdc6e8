-- Modify "account_links" table
ALTER TABLE "account_links" DROP CONSTRAINT "account_links_accounts_account";
-- Links of nobody had no account
UPDATE "account_links" SET "account_id" = '' WHERE "account_id" IS NULL;
-- Modify "account_links" table
ALTER TABLE "account_links" ALTER COLUMN "account_id" SET NOT NULL, ALTER COLUMN "account_id" SET DEFAULT '';
