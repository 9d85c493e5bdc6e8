package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountSession is one signed-in device: a browser by cookie or a phone by
// tokens. Tokens are kept as SHA-256 only.
type AccountSession struct{ ent.Schema }

// Fields are the columns.
func (AccountSession) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		field.String("token_hash").Unique().Sensitive(),
		word("client"),
		word("device_name"),
		word("user_agent"),
		word("ip_address"),
		// The part of the address that one household or clinic shares: by it a
		// device is known again.
		word("network"),
		instant("created_at"),
		instant("last_seen_at"),
		instant("token_expires_at"),
		instant("expires_at"),
		someday("stepped_up_at"),
		// The privacy policy that was agreed to on this kind of client when the
		// session began or since; empty for none.
		word("policy_version"),
		someday("ended_at"),
		word("ended_reason"),
	}
}

// Edges are the foreign keys.
func (AccountSession) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountSession) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "ended_at"),
		index.Fields("account_id", "network"),
	}
}
