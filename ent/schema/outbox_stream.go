package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
)

// OutboxStream numbers the events of one stream without a gap: its row is
// locked until the writer commits, so a reader never sees 5 before 4.
type OutboxStream struct{ ent.Schema }

// Fields are the columns.
func (OutboxStream) Fields() []ent.Field {
	return []ent.Field{
		key(),
		field.Int64("last_number"),
	}
}
