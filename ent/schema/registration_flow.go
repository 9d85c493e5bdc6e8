package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RegistrationFlow is a sign-up between its two steps. Whoever knows its token,
// of which the row has the SHA-256, may complete it.
type RegistrationFlow struct{ ent.Schema }

// Fields are the columns.
func (RegistrationFlow) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.String("token_hash").Unique().Sensitive(),
		foreign("patient_id"),
		foreign("code_id"),
		word("email"),
		word("suggested_username"),
		instant("created_at"),
		instant("expires_at"),
		someday("completed_at"),
	}
}

// Edges are the foreign keys.
func (RegistrationFlow) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("code", RegistrationCode.Type, "code_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (RegistrationFlow) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("code_id"),
		index.Fields("expires_at"),
	}
}
