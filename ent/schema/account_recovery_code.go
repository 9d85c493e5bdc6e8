package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountRecoveryCode lets somebody in once who has lost their second factor.
// It is kept as an HMAC by a key that is not in the database.
type AccountRecoveryCode struct{ ent.Schema }

// Fields are the columns.
func (AccountRecoveryCode) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("key_id"),
		field.String("code_hash").Sensitive(),
		instant("created_at"),
		someday("used_at"),
	}
}

// Edges are the foreign keys.
func (AccountRecoveryCode) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountRecoveryCode) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "code_hash").Unique(),
	}
}
