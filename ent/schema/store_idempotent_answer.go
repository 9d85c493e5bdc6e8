package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// StoreIdempotentAnswer is the answer that a repeated call gets again, for 48
// hours.
type StoreIdempotentAnswer struct{ ent.Schema }

// Fields are the columns.
func (StoreIdempotentAnswer) Fields() []ent.Field {
	return []ent.Field{
		key(),
		word("account_id"),
		word("idempotency_key"),
		word("operation"),
		word("request_hash"),
		prose("answer"),
		instant("created_at"),
	}
}

// Indexes serve the lists and guard the rules.
func (StoreIdempotentAnswer) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "idempotency_key").Unique(),
		index.Fields("created_at"),
	}
}
