package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountCeremony is a challenge that a passkey has yet to answer. It is deleted
// by the one answer that it takes.
type AccountCeremony struct{ ent.Schema }

// Fields are the columns.
func (AccountCeremony) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("kind"),
		// What the answer is good for alone, such as an account; by kind.
		word("bound_to"),
		field.String("challenge"),
		instant("expires_at"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountCeremony) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("expires_at"),
	}
}
