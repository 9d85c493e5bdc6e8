package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// ClinicPractitioner is a bookable member of staff. Authors of imported
// records are not here.
type ClinicPractitioner struct{ ent.Schema }

// Fields are the columns.
func (ClinicPractitioner) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("name"),
		word("credentials"),
		word("specialty"),
		word("photo_url"),
		field.Int("position").Default(0),
		field.Bool("active").Default(true),
	}
}
