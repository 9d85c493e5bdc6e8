package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// AccountConsent is who agreed to which policy, on what kind of client, when.
type AccountConsent struct{ ent.Schema }

// Fields are the columns.
func (AccountConsent) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		foreign("policy_id"),
		word("client"),
		instant("at"),
	}
}

// Edges are the foreign keys.
func (AccountConsent) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
		refers("policy", AccountPolicy.Type, "policy_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountConsent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "policy_id", "client").Unique(),
	}
}
