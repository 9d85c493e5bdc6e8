package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountAnswer is one security question that a person chose, with their
// answer, folded and hashed as passwords are.
type AccountAnswer struct{ ent.Schema }

// Fields are the columns.
func (AccountAnswer) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("question_key"),
		field.String("answer_hash").Sensitive(),
		instant("created_at"),
	}
}

// Edges are the foreign keys.
func (AccountAnswer) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountAnswer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "question_key").Unique(),
	}
}
