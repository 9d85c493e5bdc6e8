-- Modify "waitlist_entries" table
ALTER TABLE "waitlist_entries" ADD COLUMN "any_location" boolean NOT NULL DEFAULT false;
