package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// PatientIdentifier is a number another system knows the patient by.
type PatientIdentifier struct{ ent.Schema }

// Fields are the columns.
func (PatientIdentifier) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		word("system"),
		word("value"),
		word("kind"),
	}
}

// Edges are the foreign keys.
func (PatientIdentifier) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (PatientIdentifier) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "system", "value").Unique(),
		index.Fields("system", "value"),
	}
}
