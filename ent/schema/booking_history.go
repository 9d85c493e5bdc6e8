package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/index"
)

// BookingHistory is what happened to an appointment, when and by whom. A move
// keeps from where, a cancellation why; override_reason says why a member of
// staff waived the notice.
type BookingHistory struct{ ent.Schema }

// Fields are the columns.
func (BookingHistory) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("appointment_id"),
		foreign("patient_id"),
		instant("at"),
		word("what"),
		word("by_account"),
		word("by_role"),
		word("reason_code"),
		prose("note"),
		prose("override_reason"),
		someday("from_at"),
	}
}

// Edges are the foreign keys.
func (BookingHistory) Edges() []ent.Edge {
	return []ent.Edge{
		refers("appointment", BookingAppointment.Type, "appointment_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingHistory) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("appointment_id", "at"),
	}
}

// Annotations name the table.
func (BookingHistory) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: "booking_history"}}
}
