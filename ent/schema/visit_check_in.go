package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// VisitCheckIn is a check-in for an appointment as it stood at that sequence:
// who is moved checks in again. The answers are sealed.
type VisitCheckIn struct{ ent.Schema }

// Fields are the columns.
func (VisitCheckIn) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("appointment_id"),
		foreign("patient_id"),
		field.Int("sequence").Default(0),
		instant("checked_in_at"),
		word("by_account"),
		field.Bool("by_staff").Default(false),
		field.Text("answers").Default("").Sensitive(),
		someday("arrived_at"),
	}
}

// Edges are the foreign keys.
func (VisitCheckIn) Edges() []ent.Edge {
	return []ent.Edge{
		refers("appointment", BookingAppointment.Type, "appointment_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (VisitCheckIn) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("appointment_id", "sequence").Unique(),
	}
}
