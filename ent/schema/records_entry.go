package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// RecordsEntry is anything else on the record as lists show it: a medication,
// an allergy, an immunization, a condition, a procedure, a visit, a document,
// a report or a care plan. What only one kind has is in detail, as JSON.
type RecordsEntry struct{ ent.Schema }

// Fields are the columns.
func (RecordsEntry) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("resource_id"),
		word("kind"),
		word("code_system"),
		word("code"),
		word("name"),
		word("name_search"),
		word("status"),
		someday("happened_at"),
		word("start_text"),
		word("end_text"),
		word("recorded_text"),
		word("author"),
		word("source"),
		prose("detail"),
	}
}

// Edges are the foreign keys.
func (RecordsEntry) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("resource", RecordsResource.Type, "resource_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (RecordsEntry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "kind", "happened_at", "id"),
		index.Fields("resource_id"),
	}
}
