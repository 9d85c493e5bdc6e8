package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// BookingReferral lets a patient book a service that asks for one, until it
// lapses or is withdrawn.
type BookingReferral struct{ ent.Schema }

// Fields are the columns.
func (BookingReferral) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("service_id"),
		foreign("given_by"),
		prose("note"),
		instant("created_at"),
		instant("expires_at"),
		someday("withdrawn_at"),
	}
}

// Edges are the foreign keys.
func (BookingReferral) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("service", ClinicService.Type, "service_id"),
		refers("giver", Account.Type, "given_by"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingReferral) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "service_id"),
	}
}
