package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// AccountRefreshToken is one link in the chain of a phone's rotating refresh
// tokens; a used one that comes back ends the session.
type AccountRefreshToken struct{ ent.Schema }

// Fields are the columns.
func (AccountRefreshToken) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("session_id"),
		field.String("token_hash").Unique().Sensitive(),
		instant("created_at"),
		instant("expires_at"),
		someday("used_at"),
	}
}

// Edges are the foreign keys.
func (AccountRefreshToken) Edges() []ent.Edge {
	return []ent.Edge{
		refers("session", AccountSession.Type, "session_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (AccountRefreshToken) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("session_id"),
	}
}
