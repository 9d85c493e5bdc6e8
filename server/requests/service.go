package requests

import (
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Needs is what the room is made over.
type Needs struct {
	Store   *store.Store
	Booking *booking.Service
	Clinic  *clinic.Service
	Trail   *audit.Trail
	Outbox  *outbox.Outbox
	Clock   store.Clock
}

// Service arranges visits with patients. It is safe for concurrent use.
type Service struct {
	Needs
	requests requestStore
}

// New makes the room.
func New(n Needs) *Service { return &Service{Needs: n, requests: newRequestStore(n.Store)} }

// mayAnswer is for those who arrange visits with patients.
func mayAnswer(who actor.Actor) error {
	return who.Require(actor.RoleClinician, actor.RoleFrontDesk)
}

// readAppointments is what the trail calls a read of requests.
const readAppointments = "booking.appointments"
