package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountChallenge is a sign-in whose password was right and that waits for its
// second proof.
type AccountChallenge struct{ ent.Schema }

// Fields are the columns.
func (AccountChallenge) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("client"),
		word("device_name"),
		field.Int("failures").Default(0),
		instant("created_at"),
		instant("expires_at"),
		someday("ended_at"),
	}
}

// Edges are the foreign keys.
func (AccountChallenge) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountChallenge) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "ended_at"),
		index.Fields("expires_at"),
	}
}
