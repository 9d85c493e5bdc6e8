package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema/index"
)

// BookingSlot is a FHIR Slot: FREE, HELD (busy-tentative), BUSY or BLOCKED
// (busy-unavailable). A hold that has run out is free at read time. WITHDRAWN
// is a free slot that the schedule gives no longer: it stays because holds and
// appointments may name it. held_until is 0 unless the slot is HELD. A visit that
// takes several slots has them all under one hold_id. With a service_id the slot
// is for that service only.
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
		word("service_id"),
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

// Indexes serve the lists and guard the rules. Those named free hold only what
// may be bookable, so that a search stays short when nearly everything is
// taken; the first of them covers the list that patients ask for most.
func (BookingSlot) Indexes() []ent.Index {
	mayBeFree := entsql.IndexWhere("status = 'FREE' OR status = 'HELD'")
	return []ent.Index{
		index.Fields("practitioner_id", "start_at").Unique().
			StorageKey("booking_slots_practitioner_start").
			Annotations(entsql.IndexWhere("status <> 'WITHDRAWN'")),
		index.Fields("department_id", "location_id", "start_at", "id",
			"held_until", "status", "end_at", "practitioner_id", "service_id").
			StorageKey("booking_slots_free_department_location").Annotations(mayBeFree),
		index.Fields("department_id", "start_at", "id").
			StorageKey("booking_slots_free_department").Annotations(mayBeFree),
		index.Fields("location_id", "start_at", "id").
			StorageKey("booking_slots_free_location").Annotations(mayBeFree),
		index.Fields("start_at", "id").
			StorageKey("booking_slots_free").Annotations(mayBeFree),
		index.Fields("hold_id").
			StorageKey("booking_slots_hold").Annotations(entsql.IndexWhere("hold_id <> ''")),
		index.Fields("held_until").
			StorageKey("booking_slots_held").Annotations(entsql.IndexWhere("status = 'HELD'")),
	}
}
