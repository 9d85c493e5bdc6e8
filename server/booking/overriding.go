package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// override is a member of staff going over what binds patients: a rule, the
// notice, or somebody else's hold. It says so only when there was something to
// go over.
type override struct {
	reason string // why, empty for nobody does
	used   bool
}

// words are what the history keeps.
func (o *override) words() string {
	if o == nil || !o.used {
		return ""
	}
	return o.reason
}

// goesOver lets a rule be broken with a reason, and remembers that it was.
func (o *override) goesOver(v verdict) bool {
	if o.reason == "" || refusalsToStaff[v] == "" {
		return false
	}
	o.used = true
	return true
}

// refusalsToStaff are the rules that a reason goes over, in words for those who
// may give one.
var refusalsToStaff = map[verdict]string{
	notReferred: "This kind of visit needs a referral, and the patient has none for it that is still good. " +
		"Give a referral first, or say why it is done without one.",
	tooManyOpen: "The patient has as many appointments ahead as one person can book. Say why there may be one more.",
	dayFull:     "They have as many visits of this kind on that day as they may. Choose another day, or say why there may be one more.",
}

// refuseFor is a refusal in words for whoever asked.
func refuseFor(o *override, v verdict) BookingRefused {
	answer := refuse(v.code())
	if said := refusalsToStaff[v]; o != nil && said != "" {
		answer.Message = said
	}
	return answer
}

// override says whether a member of staff books inside the notice for booking; a
// reason that is missing is a problem of the field. The program itself goes over
// nothing, as no rule binds it.
func (in BookForPatientInput) override(who actor.Actor, slot storedSlot, service *clinic.HealthcareService, now time.Time) (*override, error) {
	if who.IsSystem() {
		return nil, nil //nolint:nilnil // there is nothing to go over
	}
	o := &override{reason: text(in.OverrideReason), used: slot.start < store.Micros(earliest(now, noticeOf(service)))}
	var p fault.Problems
	p.Check(!o.used || o.reason != "", "overrideReason", "booking.override_reason",
		"The notice for this visit has passed. Say why it is waived.")
	return o, p.Err()
}

// OnOverride has fn asked, in the transaction, to end what keeps a time under an
// id that is no hold's, because a member of staff gives the time to somebody
// else; false when the id is none of fn's, or what it names has ended. What
// nobody ends stays kept. Register before the service is used.
func (s *Service) OnOverride(fn func(ctx context.Context, who actor.Actor, keptID string) (bool, error)) {
	s.onOverride = fn
}

// endKeepers ends whatever keeps a part of what the visit takes, in the context's
// Tx, and tells whether there was any. A booked time stays booked.
func (s *Service) endKeepers(ctx context.Context, who actor.Actor, slot storedSlot, service *clinic.HealthcareService) (ended bool, err error) {
	list, fits, err := s.stretchOf(ctx, slot, service)
	if err != nil || !fits {
		return false, err
	}
	asked := map[string]bool{}
	for _, v := range list {
		if v.status != SlotStatusHeld || v.isFree(store.Micros(s.Clock())) || asked[v.holdID] {
			continue
		}
		asked[v.holdID] = true
		one, err := s.endKeeper(ctx, who, v.holdID)
		if err != nil {
			return false, err
		}
		ended = ended || one
	}
	return ended, nil
}

// endKeeper takes the time from a hold, which from then on is like one that has
// run out: whoever has it learns of it when they extend or confirm, and loses
// nothing else.
func (s *Service) endKeeper(ctx context.Context, who actor.Actor, keptID string) (bool, error) {
	patientID, known, err := s.holds.patientOf(ctx, keptID)
	switch {
	case err != nil:
		return false, err
	case !known && s.onOverride == nil:
		return false, nil
	case !known:
		return s.onOverride(ctx, who, keptID)
	}
	// Whoever confirms this moment is first, or comes after this.
	if err := s.holds.lockForPatient(ctx, patientID); err != nil {
		return false, err
	}
	ended, err := s.holds.takeFrom(ctx, keptID)
	if err != nil || !ended {
		return false, err
	}
	if err := s.slots.giveBack(ctx, keptID); err != nil {
		return false, err
	}
	return true, s.Trail.Record(ctx, who, audit.Event{
		Action: "booking.override_hold", SubjectType: "hold", SubjectID: keptID, PatientID: patientID,
	})
}
