package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// NotifyPreference is what an account chose to be told, and when. A row that
// was never saved holds nothing of its own: it is there to be locked.
type NotifyPreference struct{ ent.Schema }

// Fields are the columns. Quiet hours are minutes since midnight by the clock
// of the zone; without a zone by that of the appointment's place.
func (NotifyPreference) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("account_id"),
		field.Bool("appointment_mail").Default(true),
		field.Bool("advice_mail").Default(true),
		field.Bool("appointment_text").Default(true),
		field.Bool("advice_text").Default(true),
		field.Bool("appointment_push").Default(true),
		field.Bool("advice_push").Default(true),
		field.Bool("at_once").Default(true),
		field.Bool("week_before").Default(true),
		field.Bool("two_days_before").Default(true),
		field.Bool("two_hours_before").Default(true),
		field.Bool("quiet").Default(true),
		field.Int("quiet_from").Default(0),
		field.Int("quiet_until").Default(0),
		word("time_zone"),
		someday("saved_at"),
	}
}

// Edges are the foreign keys.
func (NotifyPreference) Edges() []ent.Edge {
	return []ent.Edge{
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (NotifyPreference) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("account_id").Unique(),
	}
}
