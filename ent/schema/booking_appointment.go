package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingAppointment is a FHIR Appointment; what was agreed on is kept with
// it.
type BookingAppointment struct{ ent.Schema }

// Fields are the columns.
func (BookingAppointment) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("slot_id"),
		foreign("practitioner_id"),
		foreign("location_id"),
		foreign("department_id"),
		foreign("service_id"),
		word("status"),
		instant("start_at"),
		instant("end_at"),
		prose("reason"),
		word("contact_email"),
		word("contact_phone"),
		foreignMaybe("coverage_id"),
		prose("notes"),
		field.Int("sequence").Default(0),
		word("booked_by"),
		instant("created_at"),
		instant("updated_at"),
	}
}

// Edges are the foreign keys.
func (BookingAppointment) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("slot", BookingSlot.Type, "slot_id"),
		refers("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("location", ClinicLocation.Type, "location_id"),
		refers("department", ClinicDepartment.Type, "department_id"),
		refers("service", ClinicService.Type, "service_id"),
		mayRefer("coverage", PatientCoverage.Type, "coverage_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingAppointment) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("slot_id").Unique().
			Annotations(entsql.IndexWhere("status <> 'CANCELLED'")),
		index.Fields("patient_id", "start_at", "id"),
		index.Fields("practitioner_id", "start_at"),
		index.Fields("location_id", "start_at"),
	}
}
