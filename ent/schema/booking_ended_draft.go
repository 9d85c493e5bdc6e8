package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// BookingEndedDraft remembers for a while that a draft is over, by what its
// pages call it, so that what one of them saves late brings nothing back.
type BookingEndedDraft struct{ ent.Schema }

// Fields are the columns.
func (BookingEndedDraft) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		word("flow_id"),
		instant("ended_at"),
	}
}

// Edges are the foreign keys.
func (BookingEndedDraft) Edges() []ent.Edge {
	return []ent.Edge{refers("account", Account.Type, "account_id")}
}

// Indexes serve the lists and guard the rules.
func (BookingEndedDraft) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "flow_id").Unique(),
		index.Fields("ended_at"),
	}
}
