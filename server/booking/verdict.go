package booking

import (
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/store"
)

// verdict is what the rules say of turning a hold into an appointment, or of
// changing one.
type verdict int

const (
	good          verdict = iota
	alreadyBooked         // it became an appointment before
	slotGone              // someone else has the slot
	holdLost              // it ended, and the slot cannot be had again
	patientBusy
	notSelfBookable
	tooLate
	notChangeable // it has begun, is over or was cancelled
	noticePassed  // it is too near for patients to change it
	notReferred   // nobody sent the patient there
	tooManyOpen   // the patient has as many visits ahead as they may
	dayFull       // the practitioner has as many such visits that day as they may
)

// code is how the contract calls a refusal.
func (v verdict) code() BookingRefusedCode {
	switch v {
	case patientBusy:
		return BookingRefusedCodePatientBusy
	case notSelfBookable:
		return BookingRefusedCodeNotSelfBookable
	case tooLate, noticePassed:
		return BookingRefusedCodeTooLate
	case notChangeable:
		return BookingRefusedCodeNotChangeable
	case notReferred:
		return BookingRefusedCodeReferralNeeded
	case tooManyOpen:
		return BookingRefusedCodeOpenLimit
	case dayFull:
		return BookingRefusedCodeDayFull
	}
	return BookingRefusedCodeHoldExpired
}

// judge says what can be said from the hold and its slot alone. A hold that
// still runs is a promise: the service's notice counts only anew once it has
// run out.
func judge(h storedHold, who actor.Actor, at time.Time) verdict {
	now := store.Micros(at)
	waived := h.byClinic || booksAnything(who)
	own := h.slot.status == SlotStatusHeld && h.slot.holdID == h.id && h.slot.heldUntil > now
	stays := h.within != "" && h.slot.status == SlotStatusBusy && h.slot.holdID == h.within // it begins within its own time
	switch {
	case h.state == holdConverted:
		return alreadyBooked
	case h.state == holdReleased:
		return holdLost
	case h.service.SelfBooking != clinic.SelfBookingBook && !waived:
		return notSelfBookable
	case h.slot.start <= now:
		return tooLate
	case own, stays && h.expiresAt > now:
		return good
	case h.slot.status == SlotStatusBusy && !stays, h.slot.status == SlotStatusHeld && h.slot.heldUntil > now:
		return slotGone
	case !h.slot.isFree(now) && !stays:
		return holdLost
	case !waived && h.slot.start < store.Micros(earliest(at, noticeOf(&h.service))):
		return tooLate
	}
	return good
}
