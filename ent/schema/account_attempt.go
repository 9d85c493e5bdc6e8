package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// AccountAttempt counts failed proofs for one throttle bucket: an account, an
// address prefix, or the whole site.
type AccountAttempt struct{ ent.Schema }

// Fields are the columns.
func (AccountAttempt) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.Int("failures").Default(0),
		instant("window_started_at"),
		someday("blocked_until"),
		instant("updated_at"),
	}
}
