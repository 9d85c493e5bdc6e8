package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// Account is one sign-in: a patient, a carer or a member of staff.
type Account struct{ ent.Schema }

// Fields are the columns.
func (Account) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("username"),
		field.String("username_folded").Unique(),
		field.String("password_hash").Sensitive(),
		word("display_name"),
		word("email"),
		// In small letters, by which an address is found however it is typed.
		word("email_folded"),
		someday("email_verified_at"),
		word("role"),
		foreignMaybe("practitioner_id"),
		field.Bool("must_change_password").Default(false),
		// Since when a second factor is asked for; 0 while there is none.
		someday("second_factor_at"),
		field.Bool("demo").Default(false),
		someday("disabled_at"),
		instant("created_at"),
		instant("updated_at"),
	}
}

// Edges are the foreign keys.
func (Account) Edges() []ent.Edge {
	return []ent.Edge{
		mayRefer("practitioner", ClinicPractitioner.Type, "practitioner_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (Account) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("email_folded"),
	}
}
