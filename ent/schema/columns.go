// Package schema is the store's tables, one file a table, the room first in
// its name. It holds columns, keys and indexes; rules live in the rooms.
//
// Instants are whole microseconds since 1970-01-01T00:00:00Z in a 64-bit
// integer in both dialects, 0 for "never"; see docs/decisions. Calendar dates
// are text in ISO 8601 and keep the precision they came with.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// key is a UUIDv7, the same text in both dialects.
func key() ent.Field {
	return field.String("id").MaxLen(64).Immutable()
}

// instant is a point in time that every row has.
func instant(name string) ent.Field { return field.Int64(name) }

// someday is a point in time that may not have come; 0 until then.
func someday(name string) ent.Field { return field.Int64(name).Default(0) }

// word is short text that may be empty, never null.
func word(name string) ent.Field { return field.String(name).Default("") }

// prose is long text that may be empty, never null.
func prose(name string) ent.Field { return field.Text(name).Default("") }

// foreign is the column of a reference; refers makes the constraint.
func foreign(name string) ent.Field { return field.String(name).MaxLen(64) }

// foreignMaybe is foreign for a reference that may be missing.
func foreignMaybe(name string) ent.Field {
	return field.String(name).MaxLen(64).Optional().Nillable()
}

func refers(name string, target any, column string) ent.Edge {
	return edge.To(name, target).Field(column).Unique().Required()
}

func mayRefer(name string, target any, column string) ent.Edge {
	return edge.To(name, target).Field(column).Unique()
}

// mayReferKept is mayRefer for what must not lose whom it is about: while such
// rows are there, the other cannot be deleted.
func mayReferKept(name string, target any, column string) ent.Edge {
	return edge.To(name, target).Field(column).Unique().Annotations(entsql.OnDelete(entsql.NoAction))
}
