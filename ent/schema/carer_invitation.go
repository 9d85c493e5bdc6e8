package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// CarerInvitation is an offer to act for a patient, mailed to an address. It
// ends by being accepted, taken back, or left for too long.
type CarerInvitation struct{ ent.Schema }

// Fields are the columns. The grant_ columns are what accepting it gives.
func (CarerInvitation) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("invited_by"),
		word("address"),
		word("relationship"),
		word("scopes"),
		word("given_by"),
		someday("grant_expires_at"),
		instant("created_at"),
		instant("expires_at"),
		foreignMaybe("accepted_by"),
		someday("accepted_at"),
		someday("revoked_at"),
	}
}

// Edges are the foreign keys.
func (CarerInvitation) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("inviter", Account.Type, "invited_by"),
		mayReferKept("carer", Account.Type, "accepted_by"),
	}
}

// Indexes serve the lists and guard the rules.
func (CarerInvitation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "created_at"),
	}
}
