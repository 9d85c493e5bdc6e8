package schedules

import (
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/hours"
	"patientportal/server/requests"
	"patientportal/server/store"
)

// Needs is what the room is made over.
type Needs struct {
	Store    *store.Store
	Booking  *booking.Service
	Requests *requests.Service
	Hours    *hours.Service
	Clinic   *clinic.Service
	Trail    *audit.Trail
	Clock    store.Clock
}

// Service changes hours in which appointments stand. It is safe for concurrent
// use.
type Service struct{ Needs }

// New makes the room.
func New(n Needs) *Service { return &Service{Needs: n} }
