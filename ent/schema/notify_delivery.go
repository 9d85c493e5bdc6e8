package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// NotifyDelivery is one message that leaves the portal: planned, sent, failed
// or skipped. It is unique for what it is about, so that none goes twice.
type NotifyDelivery struct{ ent.Schema }

// Fields are the columns. The subject is the appointment, the advice or the
// letter it is about; a letter concerns an account and no patient. While busy_until lies ahead, someone is sending it or it rests after
// a failure.
func (NotifyDelivery) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreignMaybe("patient_id"),
		word("account_id"),
		word("subject_id"),
		field.Int("subject_version").Default(0),
		word("kind"),
		field.Int("lead_minutes").Default(0),
		word("channel"),
		word("address"),
		instant("due_at"),
		word("state"),
		word("reason"),
		field.Int("attempts").Default(0),
		someday("busy_until"),
		word("message_id"),
		prose("payload"),
		instant("created_at"),
		someday("sent_at"),
	}
}

// Edges are the foreign keys.
func (NotifyDelivery) Edges() []ent.Edge {
	return []ent.Edge{
		mayReferKept("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (NotifyDelivery) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("subject_id", "subject_version", "kind", "lead_minutes", "channel", "account_id").Unique(),
		index.Fields("patient_id", "due_at", "id"),
		index.Fields("state", "due_at"),
		index.Fields("account_id", "kind", "state"),
	}
}
