package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PatientCareTeamMember is someone who cares for a patient, as records name
// them.
type PatientCareTeamMember struct{ ent.Schema }

// Fields are the columns.
func (PatientCareTeamMember) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		word("name"),
		word("role"),
		word("team"),
		word("status"),
		word("source_key"),
		field.Int("position").Default(0),
	}
}

// Edges are the foreign keys.
func (PatientCareTeamMember) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (PatientCareTeamMember) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id"),
		index.Fields("source_key"),
	}
}
