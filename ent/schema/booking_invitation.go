package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// BookingInvitation asks a patient to book a visit within a window. It is
// OPEN until it is BOOKED or WITHDRAWN; an open one whose end has passed has
// run out, and nothing has to write that down.
type BookingInvitation struct{ ent.Schema }

// Fields are the columns. The window is days on the clinic's calendar, both
// included; expires_at is the end of the last.
func (BookingInvitation) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("service_id"),
		foreignMaybe("location_id"),
		foreignMaybe("practitioner_id"),
		word("window_from"),
		word("window_to"),
		prose("reason"),
		foreign("invited_by"),
		word("invited_role"),
		word("state"),
		foreignMaybe("appointment_id"),
		instant("created_at"),
		instant("expires_at"),
		someday("ended_at"),
	}
}

// Edges are the foreign keys.
func (BookingInvitation) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("service", ClinicService.Type, "service_id"),
		mayRefer("location", ClinicLocation.Type, "location_id"),
		mayRefer("practitioner", ClinicPractitioner.Type, "practitioner_id"),
		refers("inviter", Account.Type, "invited_by"),
		mayRefer("appointment", BookingAppointment.Type, "appointment_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingInvitation) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "created_at"),
	}
}
