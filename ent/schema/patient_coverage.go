package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PatientCoverage is one insurance of a patient.
type PatientCoverage struct{ ent.Schema }

// Fields are the columns.
func (PatientCoverage) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		word("payer"),
		word("plan"),
		word("member_id"),
		word("group_number"),
		word("status"),
		field.String("source_key").Optional().Nillable().Unique(),
		instant("created_at"),
		someday("ended_at"),
	}
}

// Edges are the foreign keys.
func (PatientCoverage) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (PatientCoverage) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id"),
	}
}
