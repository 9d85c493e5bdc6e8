package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/schema/index"
)

// BookingProposal is a time that the clinic keeps for a patient to take: in
// answer to a request, or instead of an appointment that cannot stay. Its slots
// are HELD in its name until it expires.
type BookingProposal struct{ ent.Schema }

// Fields are the columns.
func (BookingProposal) Fields() []ent.Field {
	return []ent.Field{
		key(),
		foreign("patient_id"),
		foreign("slot_id"),
		foreign("service_id"),
		foreignMaybe("request_id"),
		foreignMaybe("appointment_id"),
		word("state"),
		instant("expires_at"),
		instant("created_at"),
	}
}

// Edges are the foreign keys.
func (BookingProposal) Edges() []ent.Edge {
	return []ent.Edge{
		refers("patient", Patient.Type, "patient_id"),
		refers("slot", BookingSlot.Type, "slot_id"),
		refers("service", ClinicService.Type, "service_id"),
		mayRefer("request", BookingRequest.Type, "request_id"),
		mayRefer("appointment", BookingAppointment.Type, "appointment_id"),
	}
}

// Indexes serve the lists and guard the rules.
func (BookingProposal) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("patient_id", "state"),
		index.Fields("request_id"),
		index.Fields("appointment_id"),
	}
}
