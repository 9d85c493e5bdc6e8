package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/index"
)

// BookingRequest is a visit that a patient asked for and the front desk answers
// with times. A booked one names its appointment.
type BookingRequest struct{ ent.Schema }

// Fields are the columns.
func (BookingRequest) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("account_id"),
		foreign("service_id"),
		foreignMaybe("location_id"),
		foreignMaybe("practitioner_id"),
		foreignMaybe("appointment_id"),
		word("state"),
		prose("reason"),
		prose("wishes"),
		word("contact_email"),
		word("contact_phone"),
		prose("answer"),
		word("idempotency_key"),
		instant("created_at"),
		someday("answered_at"),
	}
}

// Edges are the foreign keys.
func (BookingRequest) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("account", Account.Type, "account_id"),
		refers("service", ClinicService.Type, "service_id"),
		mayRefer("location", ClinicLocation.Type, "location_id"),
		mayRefer("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		mayRefer("appointment", BookingAppointment.Type, "appointment_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingRequest) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "created_at", "id"),
		index.Fields("state", "created_at", "id"),
		index.Fields("account_id", "idempotency_key").Unique().
			Annotations(entsql.IndexWhere("idempotency_key <> ''")),
	}
}
