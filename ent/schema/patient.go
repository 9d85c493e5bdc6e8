package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Patient is a person the clinic keeps a record of.
type Patient struct{ ent.Schema }

// Fields are the columns.
func (Patient) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.String("clinic_number").Unique(),
		word("full_name"),
		word("given_names"),
		word("family_name"),
		word("name_search"),
		word("birth_date"),
		word("sex"),
		word("email"),
		word("phone"),
		prose("address"),
		word("preferred_language"),
		word("deceased"),
		field.String("source_key").Optional().Nillable().Unique(),
		instant("created_at"),
		instant("updated_at"),
	}
}

// Indexes serve the lists and guard the rules.
func (Patient) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("name_search"),
		index.Fields("birth_date"),
	}
}
