package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// ClinicLocation is a place people come to, with the IANA zone its clock runs
// in.
type ClinicLocation struct{ ent.Schema }

// Fields are the columns.
func (ClinicLocation) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("name"),
		prose("address"),
		word("phone"),
		word("time_zone"),
		prose("directions"),
		field.Int("position").Default(0),
		field.Bool("active").Default(true),
	}
}
