package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingPlan counts the changes to one practitioner's weekly hours, so that
// two people do not change them over each other.
type BookingPlan struct{ ent.Schema }

// Fields are the columns.
func (BookingPlan) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("practitioner_id"),
		field.Int("version").Default(0),
		instant("updated_at"),
	}
}

// Edges are the foreign keys.
func (BookingPlan) Edges() []ent.Edge {
	return []ent.Edge{
		refers("practitioner", ClinicPractitioner.Type, "practitioner_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingPlan) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("practitioner_id").Unique(),
	}
}

// Annotations name the table.
func (BookingPlan) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: "booking_plans"}}
}
