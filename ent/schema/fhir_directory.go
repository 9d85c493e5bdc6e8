package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// FhirDirectory finds what a reference on a record means: a practitioner, an
// organization, a place or a medication, by where it came from or by one of
// its identifiers. These are authors and things named on records; none of
// them can be booked.
type FhirDirectory struct{ ent.Schema }

// Fields are the columns.
func (FhirDirectory) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.String("lookup").Unique(),
		foreign("resource_id"),
		word("name"),
		word("code_system"),
		word("code"),
	}
}

// Edges are the foreign keys.
func (FhirDirectory) Edges() []ent.Edge {
	return []ent.Edge{
		refers("resource", RecordsResource.Type, "resource_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (FhirDirectory) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("resource_id"),
	}
}
