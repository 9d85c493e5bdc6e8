package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ContactPhone is the phone that an account is texted at, and the one that it
// asked for and has not shown yet to be its own.
type ContactPhone struct{ ent.Schema }

// Fields are the columns. The number is empty until one is proven; the code
// that was texted to the other is kept as its MAC.
func (ContactPhone) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("number"),
		someday("proven_at"),
		word("asked_number"),
		field.String("code_mac").Default("").Sensitive(),
		someday("code_until"),
		field.Int("tries").Default(0),
		field.Int("texts").Default(0), // since texts_since
		someday("texts_since"),
	}
}

// Edges are the foreign keys.
func (ContactPhone) Edges() []ent.Edge {
	return []ent.Edge{refers("account", Account.Type, "account_id")}
}

// Indexes serve the lists and guard the rules.
func (ContactPhone) Indexes() []ent.Index {
	return []ent.Index{index.Fields("account_id").Unique()}
}
