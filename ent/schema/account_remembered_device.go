package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountRememberedDevice is a device on which one account signs in without its
// second factor for a while. The token is kept as SHA-256 only.
type AccountRememberedDevice struct{ ent.Schema }

// Fields are the columns.
func (AccountRememberedDevice) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		field.String("token_hash").Unique().Sensitive(),
		word("device_name"),
		instant("created_at"),
		instant("last_used_at"),
		instant("expires_at"),
	}
}

// Edges are the foreign keys.
func (AccountRememberedDevice) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountRememberedDevice) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id"),
		index.Fields("expires_at"),
	}
}
