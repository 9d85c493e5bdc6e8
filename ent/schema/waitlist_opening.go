package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// WaitlistOpening is a time that was freed and that somebody who waits may
// want. It goes when the time is taken or past, or when nobody is left to ask.
type WaitlistOpening struct{ ent.Schema }

// Fields are the columns.
func (WaitlistOpening) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("slot_id"),
		instant("freed_at"),
	}
}

// Edges are the foreign keys.
func (WaitlistOpening) Edges() []ent.Edge {
	return []ent.Edge{refers("slot", BookingSlot.Type, "slot_id")}
}

// Indexes serve the lists and guard the rules.
func (WaitlistOpening) Indexes() []ent.Index {
	return []ent.Index{index.Fields("slot_id").Unique()}
}
