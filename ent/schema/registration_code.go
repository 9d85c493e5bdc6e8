package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RegistrationCode is an activation code that the front desk gave to a patient,
// as a keyed hash.
type RegistrationCode struct{ ent.Schema }

// Fields are the columns.
func (RegistrationCode) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		field.String("code_mac").Sensitive(),
		foreignMaybe("issued_by"),
		instant("created_at"),
		instant("expires_at"),
		someday("used_at"),
		someday("revoked_at"),
	}
}

// Edges are the foreign keys.
func (RegistrationCode) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		mayRefer("issuer", Account.Type, "issued_by"),
	}
}

// Indexes serve the lists and guard the rules.
func (RegistrationCode) Indexes() []ent.Index {
	return []ent.Index{
		// A patient has one code that is good. Both databases keep the condition
		// in this very spelling, so that a migration sees no change.
		index.Fields("patient_id").Unique().
			Annotations(entsql.IndexWhere("(used_at = 0) AND (revoked_at = 0)")),
		index.Fields("patient_id", "created_at"),
	}
}
