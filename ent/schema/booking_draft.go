package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingDraft is what an account has answered so far while booking for a
// patient. The answers are sealed to the row: they are what was typed, and
// nobody else's to read. The flow is what the page that began it calls it.
type BookingDraft struct{ ent.Schema }

// Fields are the columns.
func (BookingDraft) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		foreign("patient_id"),
		word("flow_id"),
		field.Text("answers").Sensitive(),
		instant("saved_at"),
		instant("expires_at"),
	}
}

// Edges are the foreign keys.
func (BookingDraft) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingDraft) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "patient_id").Unique(),
		index.Fields("expires_at"),
	}
}
