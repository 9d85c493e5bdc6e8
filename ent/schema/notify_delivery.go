package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// NotifyDelivery is one message outside the portal: planned, sent, failed,
// skipped or dropped. It is unique for what it is about, so that none goes
// twice.
type NotifyDelivery struct{ ent.Schema }

// Fields are the columns.
func (NotifyDelivery) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		word("account_id"),
		word("appointment_id"),
		field.Int("appointment_sequence").Default(0),
		word("kind"),
		field.Int("lead_minutes").Default(0),
		word("channel"),
		word("address"),
		instant("due_at"),
		word("state"),
		word("reason"),
		field.Int("attempts").Default(0),
		word("message_id"),
		prose("payload"),
		instant("created_at"),
		someday("sent_at"),
	}
}

// Edges are the foreign keys.
func (NotifyDelivery) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (NotifyDelivery) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("appointment_id", "appointment_sequence", "kind", "lead_minutes", "channel").Unique(),
		index.Fields("patient_id", "due_at"),
		index.Fields("state", "due_at"),
	}
}
