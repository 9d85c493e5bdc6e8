package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// VisitKind is what a service's visits need on the day: whether they are held
// by video, and what is asked at check-in. The questions are JSON in the shape
// of FHIR's Questionnaire.item.
type VisitKind struct{ ent.Schema }

// Fields are the columns.
func (VisitKind) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("service_id"),
		field.Bool("video").Default(false),
		prose("questions"),
		instant("updated_at"),
	}
}

// Edges are the foreign keys.
func (VisitKind) Edges() []ent.Edge {
	return []ent.Edge{
		refers("service", ClinicService.Type, "service_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (VisitKind) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("service_id").Unique(),
	}
}
