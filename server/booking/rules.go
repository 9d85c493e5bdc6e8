package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/store"
)

// judgeRules says what the service and the clinic allow a patient, in the
// context's Tx, which has locked the patient. Nobody is in two places at once;
// the rest binds whoever books for themselves or as a carer, and members of staff
// who are asked why. An appointment that is moved is not in its own way, and was
// referred when it was booked.
func (s *Service) judgeRules(ctx context.Context, who actor.Actor, hold storedHold, movingID string) (verdict, error) {
	busy, err := s.appointments.isBusy(ctx, hold.patientID, hold.slot.start, endOf(hold.slot, &hold.service), movingID)
	switch {
	case err != nil:
		return 0, err
	case busy:
		return patientBusy, nil
	case hold.byClinic, booksAnything(who) && hold.over == nil:
		return good, nil
	}
	if movingID == "" {
		if found, err := s.judgeNew(ctx, hold); err != nil || !hold.passes(found) {
			return found, err
		}
	}
	found, err := s.judgeDay(ctx, hold, movingID)
	if err != nil || !hold.passes(found) {
		return found, err
	}
	return good, nil
}

// passes tells whether a verdict lets the hold go on: a good one, or one that a
// member of staff goes over.
func (h storedHold) passes(v verdict) bool {
	return v == good || h.over != nil && h.over.goesOver(v)
}

// judgeNew is for one more appointment.
func (s *Service) judgeNew(ctx context.Context, hold storedHold) (verdict, error) {
	now := store.Micros(s.Clock())
	if hold.service.NeedsReferral {
		referred, err := s.isReferred(ctx, hold.patientID, hold.service.ID)
		if err != nil || !referred && !hold.passes(notReferred) {
			return notReferred, err
		}
	}
	return s.judgeOpen(ctx, hold, now)
}

// judgeOpen counts the appointments that the patient has ahead.
func (s *Service) judgeOpen(ctx context.Context, hold storedHold, now int64) (verdict, error) {
	most, err := s.openAppointments(ctx)
	if err != nil || most == 0 {
		return good, err
	}
	open, err := s.appointments.countOf(ctx, hold.patientID, AppointmentWhenUpcoming, now)
	if err != nil || open >= most {
		return tooManyOpen, err
	}
	return good, nil
}

func (s *Service) openAppointments(ctx context.Context) (int, error) {
	c, err := s.Clinic.Clinic(ctx, actor.System("booking"))
	return c.OpenAppointments, err
}

// judgeDay counts the practitioner's visits of that kind on the day, one
// booking after the other.
func (s *Service) judgeDay(ctx context.Context, hold storedHold, movingID string) (verdict, error) {
	if hold.service.MostADay == 0 {
		return good, nil
	}
	if err := s.Hours.LockPractitioner(ctx, hold.slot.practitionerID); err != nil {
		return 0, err
	}
	n, err := s.countOnDay(ctx, hold.slot, &hold.service, movingID, "")
	if err != nil || n >= hold.service.MostADay {
		return dayFull, err
	}
	return good, nil
}

// isFullFor tells early that others have all such visits of the day. Those of
// the patient do not count: they may want to move one.
func (s *Service) isFullFor(ctx context.Context, who actor.Actor, patientID string, slot storedSlot, service *clinic.HealthcareService) (bool, error) {
	if service.MostADay == 0 || booksAnything(who) {
		return false, nil
	}
	n, err := s.countOnDay(ctx, slot, service, "", patientID)
	return n >= service.MostADay, err
}

func (s *Service) countOnDay(ctx context.Context, slot storedSlot, service *clinic.HealthcareService, exceptID, exceptPatient string) (int, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return 0, err
	}
	from, to := dayOf(slot.start, dir.Zone(slot.locationID))
	return s.appointments.countOnDay(ctx, slot.practitionerID, service.ID, from, to, exceptID, exceptPatient)
}

// dayOf is the day of an instant on a place's calendar, from inclusive, to
// exclusive.
func dayOf(at int64, zone *time.Location) (from, to int64) {
	day := hours.DateOf(store.FromMicros(at).In(zone))
	midnight := func(d time.Time) int64 {
		return store.Micros(time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, zone))
	}
	return midnight(day), midnight(day.AddDate(0, 0, 1))
}

// checkReferred tells before a time is kept that the service needs a referral.
// Whoever has such a visit ahead may look for another time for it.
func (s *Service) checkReferred(ctx context.Context, who actor.Actor, patientID string, service *clinic.HealthcareService) error {
	if !service.NeedsReferral || booksAnything(who) {
		return nil
	}
	referred, err := s.isReferred(ctx, patientID, service.ID)
	if err != nil || referred {
		return err
	}
	ahead, err := s.appointments.isAhead(ctx, patientID, service.ID, store.Micros(s.Clock()))
	if err != nil || ahead {
		return err
	}
	return fault.New(fault.Conflict, "booking.referral_needed", refusals[BookingRefusedCodeReferralNeeded])
}

// ReferredBy has fn tell whether a patient was sent to a service, also in the
// transaction of a booking; without it nobody was. Register before the service
// is used.
func (s *Service) ReferredBy(fn func(ctx context.Context, patientID, serviceID string) (bool, error)) {
	s.referred = fn
}

func (s *Service) isReferred(ctx context.Context, patientID, serviceID string) (bool, error) {
	if s.referred == nil {
		return false, nil
	}
	return s.referred(ctx, patientID, serviceID)
}

// fullDays are the days on which practitioners see as many of one kind as they
// may.
type fullDays struct {
	most   int
	starts map[string][]int64 // of such visits, by practitioner
}

// fullDaysOf reads what a search must leave out; nothing for most services.
func (s *Service) fullDaysOf(ctx context.Context, who actor.Actor, q search) (fullDays, error) {
	if q.service == nil || q.service.MostADay == 0 || booksAnything(who) {
		return fullDays{}, nil
	}
	const day = int64(24 * time.Hour / time.Microsecond)
	starts, err := s.appointments.startsOf(ctx, q.service.DepartmentID, q.service.ID, q.from-2*day, q.to+2*day, q.moving.id)
	return fullDays{most: q.service.MostADay, starts: starts}, err
}

func (f fullDays) has(row *slotRow, dir *clinic.Directory) bool {
	taken := f.starts[string(row.practitionerID)]
	if len(taken) < f.most || f.most == 0 {
		return false
	}
	from, to := dayOf(row.start, dir.Zone(string(row.location)))
	n := 0
	for _, at := range taken {
		if at >= from && at < to {
			n++
		}
	}
	return n >= f.most
}
