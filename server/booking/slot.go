package booking

import (
	"time"

	"patientportal/server/clinic"
	"patientportal/server/page"
)

// Horizon is how far ahead times are offered: those that begin before now plus
// this many days.
const Horizon = 60 * 24 * time.Hour

// SlotStatus is FHIR Slot.status in the words of the contract.
type SlotStatus string

// The statuses that are shown.
const (
	SlotStatusFree    SlotStatus = "FREE"
	SlotStatusHeld    SlotStatus = "HELD"
	SlotStatusBusy    SlotStatus = "BUSY"
	SlotStatusBlocked SlotStatus = "BLOCKED"
)

// slotWithdrawn is stored and shown as BLOCKED.
const slotWithdrawn SlotStatus = "WITHDRAWN"

// Slot is a time with a practitioner at a location.
type Slot struct {
	ID           string
	Start        time.Time // UTC
	End          time.Time // UTC
	TimeZone     string    // IANA zone of the location's clock
	Status       SlotStatus
	Practitioner *clinic.Practitioner
	Location     *clinic.Location
	Service      *clinic.HealthcareService // when one was asked for
}

// SlotConnection is a page of slots, earliest first.
type SlotConnection struct {
	Edges         []SlotEdge
	PageInfo      page.Info
	TotalCount    int // counted only when asked for
	NoSlotsReason *NoSlotsReason
}

// SlotEdge is a slot in a page.
type SlotEdge struct {
	Node   *Slot
	Cursor string
}

// NoSlotsCode is why no time is free.
type NoSlotsCode string

// The reasons.
const (
	NoSlotsCodeFullyBooked     NoSlotsCode = "FULLY_BOOKED"
	NoSlotsCodeNoSchedule      NoSlotsCode = "NO_SCHEDULE"
	NoSlotsCodeNotSelfBookable NoSlotsCode = "NOT_SELF_BOOKABLE"
	NoSlotsCodeOutsideHorizon  NoSlotsCode = "OUTSIDE_HORIZON"
)

// NoSlotsReason says why no time is free, and what to do.
type NoSlotsReason struct {
	Code    NoSlotsCode
	Message string // for people
}

// SlotFilter narrows a search; nil narrows nothing.
type SlotFilter struct {
	LocationID     *string
	DepartmentID   *string
	PractitionerID *string
	ServiceID      *string    // the department's slots that are long enough
	From           *time.Time // not before
	To             *time.Time // before
	IncludeHeld    bool       // also times that somebody keeps this moment
	AppointmentID  *string    // that is to be moved there: the time it has itself counts as free
}
