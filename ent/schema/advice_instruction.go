package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AdviceInstruction is one thing to do, from when until when, and whether it
// is done.
type AdviceInstruction struct{ ent.Schema }

// Fields are the columns.
func (AdviceInstruction) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("advice_id"),
		foreign("patient_id"),
		field.Int("position").Default(0),
		prose("text"),
		prose("why"),
		word("from_date"),
		word("until_date"),
		someday("done_at"),
	}
}

// Edges are the foreign keys.
func (AdviceInstruction) Edges() []ent.Edge {
	return []ent.Edge{
		refers("advice", Advice.Type, "advice_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AdviceInstruction) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("advice_id", "position"),
	}
}
