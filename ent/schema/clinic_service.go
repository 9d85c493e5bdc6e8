package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// ClinicService is a kind of visit, and whether patients may book it
// themselves. most_a_day is for each practitioner, 0 for any number. version
// counts the changes to its rules.
type ClinicService struct{ ent.Schema }

// Fields are the columns.
func (ClinicService) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("department_id"),
		word("name"),
		field.Int("duration_minutes").Default(30),
		prose("instructions"),
		word("self_booking"),
		field.Int("minimum_notice_minutes").Default(60),
		field.Int("reschedule_notice_minutes").Default(24 * 60),
		field.Int("cancel_notice_minutes").Default(24 * 60),
		field.Int("buffer_before_minutes").Default(0),
		field.Int("buffer_after_minutes").Default(0),
		field.Int("most_a_day").Default(0),
		field.Bool("needs_referral").Default(false),
		field.Int("position").Default(0),
		field.Bool("active").Default(true),
		field.Int("version").Default(0),
	}
}

// Edges are the foreign keys.
func (ClinicService) Edges() []ent.Edge {
	return []ent.Edge{
		refers("department", ClinicDepartment.Type, "department_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (ClinicService) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("department_id"),
	}
}
