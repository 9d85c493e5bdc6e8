package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// WaitlistEntry is a patient's wish to have an appointment earlier: WAITING,
// until it was MOVED by an offer or LEFT. The windows are JSON of hours of the
// week; no window means any time.
type WaitlistEntry struct{ ent.Schema }

// Fields are the columns. The account is whose quiet hours count.
func (WaitlistEntry) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("appointment_id"),
		foreign("patient_id"),
		foreign("account_id"),
		prose("windows"),
		word("earliest"),
		field.Int("minimum_notice_hours").Default(0),
		field.Bool("any_practitioner").Default(false),
		field.Bool("any_location").Default(false),
		word("state"),
		instant("joined_at"),
		someday("ended_at"),
	}
}

// Edges are the foreign keys.
func (WaitlistEntry) Edges() []ent.Edge {
	return []ent.Edge{
		refers("appointment", BookingAppointment.Type, "appointment_id"),
		refers("patient", Patient.Type, "patient_id"),
		refers("account", Account.Type, "account_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (WaitlistEntry) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("appointment_id").Unique().StorageKey("waitlist_entries_waiting").
			Annotations(entsql.IndexWhere("state = 'WAITING'")),
	}
}
