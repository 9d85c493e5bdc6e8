package booking

import (
	"time"

	"patientportal/server/fault"
)

// What a hold may be.
const (
	// HoldTime is how long a slot is kept, from holding it or extending that.
	HoldTime = 10 * time.Minute
	// MaxExtensions is how often a hold is extended; WCAG 2.2.1 asks for ten.
	MaxExtensions = 10
	// MaxHolds is how many slots one account keeps at once, for all the
	// patients it acts for.
	MaxHolds = 3
)

// Hold is a slot kept for a patient while they fill in the rest.
type Hold struct {
	ID             string
	Slot           *Slot
	ExpiresAt      time.Time
	SecondsLeft    int // until then, as it was read
	ExtensionsLeft int
}

// HoldSlotInput says which slot to keep, for what and whom.
type HoldSlotInput struct {
	SlotID        string
	ServiceID     string
	PatientID     string
	AppointmentID *string // the patient's, that is to be moved there
}

// Validate reports every problem at once.
func (in HoldSlotInput) Validate() error {
	var p fault.Problems
	checkID(&p, "slotId", in.SlotID)
	checkID(&p, "serviceId", in.ServiceID)
	checkID(&p, "patientId", in.PatientID)
	if in.AppointmentID != nil {
		checkID(&p, "appointmentId", *in.AppointmentID)
	}
	return p.Err()
}

// HoldSlotResult is what became of holding: SlotHeld or SlotTaken.
type HoldSlotResult interface{ IsHoldSlotResult() }

// SlotHeld says that the slot is kept.
type SlotHeld struct{ Hold Hold }

// SlotTaken says that someone else has the slot.
type SlotTaken struct {
	Alternatives []Slot // up to three free times nearest to it
}

// IsHoldSlotResult makes SlotHeld an outcome of HoldSlot.
func (SlotHeld) IsHoldSlotResult() {}

// IsHoldSlotResult makes SlotTaken an outcome of HoldSlot.
func (SlotTaken) IsHoldSlotResult() {}

// ExtendHoldInput says which hold to extend.
type ExtendHoldInput struct{ HoldID string }

// Validate reports every problem at once.
func (in ExtendHoldInput) Validate() error {
	var p fault.Problems
	checkID(&p, "holdId", in.HoldID)
	return p.Err()
}

// ExtendHoldPayload is the hold with its new end.
type ExtendHoldPayload struct{ Hold Hold }

// ReleaseHoldInput says which hold to give back.
type ReleaseHoldInput struct{ HoldID string }

// Validate reports every problem at once.
func (in ReleaseHoldInput) Validate() error {
	var p fault.Problems
	checkID(&p, "holdId", in.HoldID)
	return p.Err()
}

// ReleaseHoldPayload says that the slot is free again.
type ReleaseHoldPayload struct{ Released bool }

// maxID bounds what is compared with an id, in bytes.
const maxID = fault.MaxID

func checkID(p *fault.Problems, field, id string) { p.CheckID("booking", field, id) }
