-- Modify "clinic_services" table
ALTER TABLE "clinic_services" ADD COLUMN "version" bigint NOT NULL DEFAULT 0;
