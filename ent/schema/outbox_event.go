package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// OutboxEvent is something that happened, written in the transaction that
// caused it and told after the commit.
type OutboxEvent struct{ ent.Schema }

// Fields are the columns. What happened to an account alone names no patient.
func (OutboxEvent) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("stream"),
		field.Int64("number"),
		word("kind"),
		word("subject_id"),
		field.Int("subject_version").Default(0),
		field.Int("lead_minutes").Default(0),
		foreignMaybe("patient_id"),
		instant("at"),
		prose("payload"),
		someday("told_at"),
	}
}

// Edges are the foreign keys.
func (OutboxEvent) Edges() []ent.Edge {
	return []ent.Edge{
		mayReferKept("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (OutboxEvent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("stream", "number").Unique(),
		index.Fields("subject_id", "subject_version", "kind", "lead_minutes").Unique(),
		index.Fields("told_at"),
	}
}
