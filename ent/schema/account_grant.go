package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountGrant lets an account act for a patient: the patient themself or a
// carer with scopes and an end.
type AccountGrant struct{ ent.Schema }

// Fields are the columns.
func (AccountGrant) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		foreign("patient_id"),
		field.Bool("self").Default(false),
		word("relationship"),
		word("scopes"),
		// Who let a carer in: the patient, a child's guardian, or the clinic.
		word("given_by"),
		instant("created_at"),
		someday("expires_at"),
		// From then on the grant is without what is clinical: the patient has
		// come of the age at which that is theirs alone.
		someday("records_until"),
		someday("revoked_at"),
	}
}

// Edges are the foreign keys.
func (AccountGrant) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountGrant) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "patient_id").Unique(),
		index.Fields("patient_id"),
		// A patient has at most one account of their own. Both databases keep
		// the condition in this very spelling, so that a migration sees no change.
		index.Fields("patient_id", "self").Unique().
			Annotations(entsql.IndexWhere("self AND (revoked_at = 0)")),
	}
}
