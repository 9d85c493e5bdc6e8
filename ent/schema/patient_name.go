package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// PatientName is one folded word of a patient's name, so that the front desk
// finds a person by the beginning of any of them.
type PatientName struct{ ent.Schema }

// Fields are the columns.
func (PatientName) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		// Bytes and not text: both databases then compare them alike, whatever
		// the language of the server.
		field.Bytes("word"),
	}
}

// Edges are the foreign keys.
func (PatientName) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (PatientName) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("word", "patient_id").Unique(),
		index.Fields("patient_id"),
	}
}
