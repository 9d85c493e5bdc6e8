package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/index"
)

// WaitlistOffer is a freed time kept for one person: OPEN, then ACCEPTED,
// DECLINED, EXPIRED or WITHDRAWN. While it is open it holds the slot under its
// own id. The same time is offered to the same entry once.
type WaitlistOffer struct{ ent.Schema }

// Fields are the columns.
func (WaitlistOffer) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("entry_id"),
		foreign("appointment_id"),
		foreign("patient_id"),
		foreign("slot_id"),
		word("state"),
		instant("created_at"),
		instant("expires_at"),
		someday("ended_at"),
	}
}

// Edges are the foreign keys.
func (WaitlistOffer) Edges() []ent.Edge {
	return []ent.Edge{
		refers("entry", WaitlistEntry.Type, "entry_id"),
		refers("appointment", BookingAppointment.Type, "appointment_id"),
		refers("patient", Patient.Type, "patient_id"),
		refers("slot", BookingSlot.Type, "slot_id"),
	}
}

// Indexes serve the lists and guard the rules: a time is offered to one person
// at a time, and a person is offered one time at a time.
func (WaitlistOffer) Indexes() []ent.Index {
	open := entsql.IndexWhere("state = 'OPEN'")
	return []ent.Index{
		index.Fields("entry_id", "slot_id").Unique(),
		index.Fields("slot_id").Unique().StorageKey("waitlist_offers_open_slot").Annotations(open),
		index.Fields("entry_id").Unique().StorageKey("waitlist_offers_open_entry").Annotations(open),
		index.Fields("expires_at").StorageKey("waitlist_offers_open").Annotations(open),
		index.Fields("patient_id", "created_at"),
	}
}
