package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// CalendarFeed is the secret address by which an account's calendar reads one
// patient's appointments. The row keeps the SHA-256 of the address's token
// alone.
type CalendarFeed struct{ ent.Schema }

// Fields are the columns.
func (CalendarFeed) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		foreign("patient_id"),
		field.String("token_hash").Unique().Sensitive(),
		field.Bool("detailed_titles").Default(false),
		instant("created_at"),
		instant("changed_at"),
		someday("last_read_at"),
		someday("revoked_at"),
	}
}

// Edges are the foreign keys.
func (CalendarFeed) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
		refers("patient", Patient.Type, "patient_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (CalendarFeed) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id", "patient_id").Unique().
			StorageKey("calendar_feeds_one_open").
			Annotations(entsql.IndexWhere("revoked_at = 0")),
	}
}
