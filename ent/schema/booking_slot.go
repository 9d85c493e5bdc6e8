package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// BookingSlot is a FHIR Slot: FREE, HELD (busy-tentative), BUSY or BLOCKED
// (busy-unavailable). A hold that has run out is free at read time.
type BookingSlot struct{ ent.Schema }

// Fields are the columns.
func (BookingSlot) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("practitioner_id"),
		foreign("location_id"),
		foreign("department_id"),
		instant("start_at"),
		instant("end_at"),
		word("status"),
		word("hold_id"),
		someday("held_until"),
	}
}

// Edges are the foreign keys.
func (BookingSlot) Edges() []ent.Edge {
	return []ent.Edge{
		refers("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("location", ClinicLocation.Type, "location_id"),
		refers("department", ClinicDepartment.Type, "department_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingSlot) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("practitioner_id", "start_at").Unique(),
		index.Fields("department_id", "location_id", "start_at", "id"),
		index.Fields("location_id", "start_at"),
		index.Fields("status", "held_until"),
	}
}
