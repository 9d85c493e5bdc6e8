package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// AuditEvent is who did what to whose data; ids and field names only. Rows are
// added and never changed.
type AuditEvent struct{ ent.Schema }

// Fields are the columns.
func (AuditEvent) Fields() []ent.Field {
	return []ent.Field{
		key(),
		instant("at"),
		word("account_id"),
		word("role"),
		word("system_name"),
		word("session_id"),
		word("action"),
		word("subject_type"),
		word("subject_id"),
		word("patient_id"),
		word("fields"),
		word("outcome"),
		// Why a member of staff did what needs a reason, in their words.
		word("reason"),
		word("request_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AuditEvent) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "at"),
		index.Fields("account_id", "at"),
		index.Fields("at"),
	}
}
