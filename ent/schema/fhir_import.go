package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// FhirImport is one run of the importer and what it counted.
type FhirImport struct{ ent.Schema }

// Fields are the columns.
func (FhirImport) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("state"),
		word("by_actor"),
		instant("started_at"),
		someday("finished_at"),
		prose("counts"),
	}
}

// Indexes serve the lists and guard the rules.
func (FhirImport) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("started_at"),
	}
}
