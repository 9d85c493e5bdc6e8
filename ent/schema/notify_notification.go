package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// NotifyNotification is one line in the list a person opens in the portal.
type NotifyNotification struct{ ent.Schema }

// Fields are the columns.
func (NotifyNotification) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		field.Int64("number"),
		// Without a patient it is about the account itself.
		foreignMaybe("patient_id"),
		word("event_id"),
		word("kind"),
		word("title"),
		prose("body"),
		word("link"),
		instant("created_at"),
		someday("read_at"),
	}
}

// Edges are the foreign keys.
func (NotifyNotification) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
		mayReferKept("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (NotifyNotification) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "number").Unique(),
		index.Fields("account_id", "event_id").Unique(),
		index.Fields("account_id", "read_at"),
	}
}
