package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ContactPushDevice is a browser that takes push messages for an account
// (W3C Push API). The key is the server's that the browser was told of.
type ContactPushDevice struct{ ent.Schema }

// Fields are the columns.
func (ContactPushDevice) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("endpoint"),
		word("p256dh"),
		field.String("auth").Default("").Sensitive(),
		word("key_id"),
		word("device"),
		instant("created_at"),
	}
}

// Edges are the foreign keys.
func (ContactPushDevice) Edges() []ent.Edge {
	return []ent.Edge{refers("account", Account.Type, "account_id")}
}

// Indexes serve the lists and guard the rules.
func (ContactPushDevice) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("endpoint").Unique(),
		index.Fields("account_id", "id"),
	}
}
