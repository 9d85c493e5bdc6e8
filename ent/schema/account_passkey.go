package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountPasskey is the public half of a passkey and what its device said of it.
type AccountPasskey struct{ ent.Schema }

// Fields are the columns.
func (AccountPasskey) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		// The device's own id of it, base64url: one key is one account's.
		field.String("credential_id").Unique(),
		field.Bytes("public_key"),
		// Uses as the device counts them; 0 for ever where it does not.
		field.Int64("sign_count"),
		word("transports"),
		word("model"),
		field.Bool("backup_eligible").Default(false),
		field.Bool("backed_up").Default(false),
		word("name"),
		instant("created_at"),
		someday("last_used_at"),
	}
}

// Edges are the foreign keys.
func (AccountPasskey) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountPasskey) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id"),
	}
}
