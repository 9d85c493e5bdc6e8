package booking

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
)

// AppointmentPolicy is what whoever asks may still do to an appointment.
type AppointmentPolicy struct {
	CanReschedule   bool
	CanCancel       bool
	Until           time.Time // UTC; until then patients may do both
	RescheduleUntil time.Time // UTC
	CancelUntil     time.Time // UTC
	Message         string    // for people: the rule, and what to do when it is too late
}

// Policy tells what the actor may still do to an appointment of theirs, by the
// clock and the rules of its service. It asks no database.
func (s *Service) Policy(ctx context.Context, who actor.Actor, a *Appointment) (AppointmentPolicy, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return AppointmentPolicy{}, err
	}
	return policyOf(who, a, dir.Zone(a.Location.ID), s.Clock()), nil
}

func policyOf(who actor.Actor, a *Appointment, zone *time.Location, now time.Time) AppointmentPolicy {
	p := AppointmentPolicy{RescheduleUntil: a.rescheduleUntil(), CancelUntil: a.cancelUntil()}
	p.Until = earlier(&p.RescheduleUntil, p.CancelUntil)
	p.CanReschedule = judgeMoving(a, who, now).permits(who)
	p.CanCancel = judgeCancelling(a, who, now).permits(who)
	p.Message = p.inWords(who, a, zone, now)
	return p
}

func (a *Appointment) rescheduleUntil() time.Time {
	return a.Start.Add(-time.Duration(a.Service.RescheduleNoticeMinutes) * time.Minute)
}

func (a *Appointment) cancelUntil() time.Time {
	return a.Start.Add(-time.Duration(a.Service.CancelNoticeMinutes) * time.Minute)
}

// isOpen tells whether the visit is still to be: what has begun is changed by
// nobody.
func (a *Appointment) isOpen(now time.Time) bool {
	waits := a.Status == AppointmentStatusBooked || a.Status == AppointmentStatusCheckedIn
	return waits && now.Before(a.Start)
}

// judgeMoving says what the rules make of moving an appointment to whatever
// other time.
func judgeMoving(a *Appointment, who actor.Actor, now time.Time) verdict {
	switch {
	case !a.isOpen(now):
		return notChangeable
	case a.Service.SelfBooking != clinic.SelfBookingBook && !booksAnything(who):
		return notSelfBookable
	case now.After(a.rescheduleUntil()):
		return noticePassed
	}
	return good
}

// judgeCancelling says what the rules make of cancelling an appointment.
func judgeCancelling(a *Appointment, who actor.Actor, now time.Time) verdict {
	switch {
	case !a.isOpen(now):
		return notChangeable
	case now.After(a.cancelUntil()):
		return noticePassed
	}
	return good
}

// permits lets members of staff go on when the notice has passed: they waive it
// with a reason.
func (v verdict) permits(who actor.Actor) bool {
	return v == good || v == noticePassed && booksAnything(who)
}

// inWords tells the rule as long as it can be kept, and then that it is too
// late and whom to call.
func (p AppointmentPolicy) inWords(who actor.Actor, a *Appointment, zone *time.Location, now time.Time) string {
	deadline := inWords(p.Until, zone)
	switch {
	case a.Status == AppointmentStatusCancelled:
		return "This appointment was cancelled."
	case !a.isOpen(now):
		return refusals[BookingRefusedCodeNotChangeable]
	case booksAnything(who) && now.After(p.Until):
		return fmt.Sprintf("Patients could change this until %s. You may still, with a reason.", deadline)
	case p.CanReschedule && p.CanCancel && p.RescheduleUntil.Equal(p.CancelUntil):
		return fmt.Sprintf("You can move or cancel this appointment here until %s. After that, please call %s.", deadline, numberToCall(a.Location))
	case p.CanReschedule && p.CanCancel:
		return fmt.Sprintf("You can move this appointment here until %s, and cancel it until %s. After that, please call %s.",
			inWords(p.RescheduleUntil, zone), inWords(p.CancelUntil, zone), numberToCall(a.Location))
	case p.CanCancel:
		return fmt.Sprintf("You can cancel this appointment here until %s. To move it, please call %s.", inWords(p.CancelUntil, zone), numberToCall(a.Location))
	case p.CanReschedule:
		return fmt.Sprintf("You can move this appointment here until %s. To cancel it, please call %s.", inWords(p.RescheduleUntil, zone), numberToCall(a.Location))
	}
	return fmt.Sprintf("It is too late to move or cancel this appointment here: that was possible until %s. Please call %s.", deadline, numberToCall(a.Location))
}

func numberToCall(v *clinic.Location) string {
	if v.Phone == "" {
		return "the clinic"
	}
	return v.Name + ", " + v.Phone
}
