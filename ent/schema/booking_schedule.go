package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingSchedule is when a practitioner sees patients of a department at a
// location on one weekday, in the location's own clock; with a service_id for
// that service only.
type BookingSchedule struct{ ent.Schema }

// Fields are the columns.
func (BookingSchedule) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("practitioner_id"),
		foreign("location_id"),
		foreign("department_id"),
		field.Int("weekday").Default(0),
		field.Int("start_minute").Default(0),
		field.Int("end_minute").Default(0),
		field.Int("slot_minutes").Default(30),
		word("valid_from"),
		word("valid_until"),
		word("service_id"),
	}
}

// Edges are the foreign keys.
func (BookingSchedule) Edges() []ent.Edge {
	return []ent.Edge{
		refers("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("location", ClinicLocation.Type, "location_id"),
		refers("department", ClinicDepartment.Type, "department_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingSchedule) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("practitioner_id", "location_id", "weekday"),
	}
}
