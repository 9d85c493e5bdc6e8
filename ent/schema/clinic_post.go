package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// ClinicPost says that a practitioner works for a department at a location.
type ClinicPost struct{ ent.Schema }

// Fields are the columns.
func (ClinicPost) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("practitioner_id"),
		foreign("department_id"),
		foreign("location_id"),
	}
}

// Edges are the foreign keys.
func (ClinicPost) Edges() []ent.Edge {
	return []ent.Edge{
		refers("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("department", ClinicDepartment.Type, "department_id"),
		refers("location", ClinicLocation.Type, "location_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (ClinicPost) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("practitioner_id", "department_id", "location_id").Unique(),
		index.Fields("department_id", "location_id"),
	}
}
