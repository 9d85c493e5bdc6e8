package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// RegistrationLock tells the front desk that signing up with a patient's clinic
// number was locked after wrong tries. It stands until somebody has seen it.
type RegistrationLock struct{ ent.Schema }

// Fields are the columns.
func (RegistrationLock) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		instant("locked_at"), // the first time since somebody looked
		field.Int("times").Default(1),
		instant("locked_until"),
		someday("seen_at"),
		foreignMaybe("seen_by"),
	}
}

// Edges are the foreign keys.
func (RegistrationLock) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		mayRefer("seer", Account.Type, "seen_by"),
	}
}

// Indexes serve the lists and guard the rules.
func (RegistrationLock) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("seen_at", "locked_at"),
		index.Fields("patient_id"),
	}
}
