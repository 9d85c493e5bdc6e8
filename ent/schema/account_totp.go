package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountTotp is an authenticator app (RFC 6238). Its secret is sealed to the
// row; last_step is the newest time step of which a code was taken, so that no
// code is taken twice.
type AccountTotp struct{ ent.Schema }

// Fields are the columns.
func (AccountTotp) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		field.String("secret").Sensitive(),
		field.Int64("last_step").Default(0),
		instant("created_at"),
		someday("confirmed_at"),
	}
}

// Edges are the foreign keys.
func (AccountTotp) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountTotp) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "confirmed_at"),
	}
}
