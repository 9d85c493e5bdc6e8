package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// AccountPolicy is a version of the privacy policy. Its text is what people
// agreed to: it is never changed.
type AccountPolicy struct{ ent.Schema }

// Fields are the columns.
func (AccountPolicy) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.String("version").Unique(),
		word("title"),
		prose("body"),
		instant("published_at"),
		instant("created_at"),
	}
}
