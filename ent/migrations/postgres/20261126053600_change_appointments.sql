-- Modify "booking_history" table
ALTER TABLE "booking_history" ADD COLUMN "reason_code" character varying NOT NULL DEFAULT '', ADD COLUMN "note" text NOT NULL DEFAULT '', ADD COLUMN "override_reason" text NOT NULL DEFAULT '', ADD COLUMN "from_at" bigint NOT NULL DEFAULT 0;
-- Modify "clinic_services" table
ALTER TABLE "clinic_services" ADD COLUMN "reschedule_notice_minutes" bigint NOT NULL DEFAULT 1440, ADD COLUMN "cancel_notice_minutes" bigint NOT NULL DEFAULT 1440;
-- Modify "booking_holds" table
ALTER TABLE "booking_holds" ADD COLUMN "appointment_id" character varying NULL, ADD CONSTRAINT "booking_holds_booking_appointments_appointment" FOREIGN KEY ("appointment_id") REFERENCES "booking_appointments" ("id") ON UPDATE NO ACTION ON DELETE SET NULL;
