package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
)

// BookingScheduleException closes or opens hours of one day, or of each day
// until another, against the weekly schedule; without a practitioner it is the whole location.
type BookingScheduleException struct{ ent.Schema }

// Fields are the columns.
func (BookingScheduleException) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreignMaybe("practitioner_id"),
		foreign("location_id"),
		foreignMaybe("department_id"),
		word("date"),
		field.Int("start_minute").Default(0),
		field.Int("end_minute").Default(0),
		word("kind"),
		word("reason"),
		field.Int("slot_minutes").Default(30),
		word("until_date"),
	}
}

// Edges are the foreign keys.
func (BookingScheduleException) Edges() []ent.Edge {
	return []ent.Edge{
		mayRefer("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("location", ClinicLocation.Type, "location_id"),
		mayRefer("department", ClinicDepartment.Type, "department_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingScheduleException) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("location_id", "date"),
	}
}
