package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RecordsResourceVersion is what a resource was before a newer one came.
type RecordsResourceVersion struct{ ent.Schema }

// Fields are the columns.
func (RecordsResourceVersion) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("resource_id"),
		foreignMaybe("patient_id"),
		field.Int("version").Default(0),
		word("content_hash"),
		word("version_id"),
		word("last_updated"),
		field.Bytes("raw"),
		instant("replaced_at"),
	}
}

// Edges are the foreign keys.
func (RecordsResourceVersion) Edges() []ent.Edge {
	return []ent.Edge{
		refers("resource", RecordsResource.Type, "resource_id"),
		mayRefer("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (RecordsResourceVersion) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("resource_id", "version").Unique(),
	}
}
