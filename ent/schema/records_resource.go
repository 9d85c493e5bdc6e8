package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RecordsResource is one FHIR resource as it came, byte for byte; the rows
// that lists read are made from it. The directory's resources (practitioners,
// organizations, places, medications) belong to no patient.
type RecordsResource struct{ ent.Schema }

// Fields are the columns.
func (RecordsResource) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreignMaybe("patient_id"),
		word("resource_type"),
		field.String("source_key").Unique(),
		field.Int("version").Default(1),
		word("content_hash"),
		field.Bytes("raw"),
		word("version_id"),
		word("last_updated"),
		instant("created_at"),
		instant("updated_at"),
	}
}

// Edges are the foreign keys.
func (RecordsResource) Edges() []ent.Edge {
	return []ent.Edge{
		mayRefer("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (RecordsResource) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "resource_type"),
	}
}
