package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingHold keeps a slot for a patient while they fill in the rest. One that
// is to move an appointment names it; a converted one names the appointment that
// was booked, or moved, by it.
type BookingHold struct{ ent.Schema }

// Fields are the columns.
func (BookingHold) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("slot_id"),
		foreign("patient_id"),
		foreign("account_id"),
		foreign("service_id"),
		foreignMaybe("appointment_id"),
		word("state"),
		instant("expires_at"),
		field.Int("extensions_left").Default(10),
		instant("created_at"),
	}
}

// Edges are the foreign keys.
func (BookingHold) Edges() []ent.Edge {
	return []ent.Edge{
		refers("slot", BookingSlot.Type, "slot_id"),
		refers("patient", Patient.Type, "patient_id"),
		refers("account", Account.Type, "account_id"),
		refers("service", ClinicService.Type, "service_id"),
		mayRefer("appointment", BookingAppointment.Type, "appointment_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingHold) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("slot_id", "state"),
		index.Fields("account_id", "state"),
	}
}
