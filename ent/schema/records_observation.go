package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RecordsObservation is a result or a vital sign as lists show it. Numbers
// keep the text they came with; value_number is for trends alone.
type RecordsObservation struct{ ent.Schema }

// Fields are the columns.
func (RecordsObservation) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("resource_id"),
		word("kind"),
		word("category"),
		word("code_system"),
		word("code"),
		word("name"),
		word("name_search"),
		someday("taken_at"),
		word("taken_text"),
		instant("released_at"),
		word("status"),
		word("value_kind"),
		prose("value"),
		field.Float("value_number").Optional().Nillable(),
		word("unit"),
		word("range_low"),
		word("range_high"),
		word("range_text"),
		word("interpretation_code"),
		word("interpretation"),
		word("absent_reason"),
		word("author"),
		word("report_name"),
		prose("comments"),
		prose("components"),
	}
}

// Edges are the foreign keys.
func (RecordsObservation) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("resource", RecordsResource.Type, "resource_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (RecordsObservation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "kind", "taken_at", "id"),
		index.Fields("patient_id", "code", "taken_at"),
		index.Fields("resource_id"),
	}
}
