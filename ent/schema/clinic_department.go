package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// ClinicDepartment is a part of the clinic that patients choose by.
type ClinicDepartment struct{ ent.Schema }

// Fields are the columns.
func (ClinicDepartment) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("name"),
		prose("description"),
		field.Int("position").Default(0),
		field.Bool("active").Default(true),
	}
}
