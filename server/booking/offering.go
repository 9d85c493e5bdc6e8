package booking

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Offered is a time that the waitlist keeps, or wants to keep, for an
// appointment. The offer holds the slot under its own id, as a Hold does, but
// is none of an account's holds: it is neither extended nor replaced.
type Offered struct {
	OfferID       string
	AppointmentID string
	SlotID        string
}

// OnFreed has fn run in the transaction of every write that frees slots, after
// it: a cancellation, a move, a hold that is given back. A hold that runs out is
// not written down, so nobody hears of it. Register before the service is used.
func (s *Service) OnFreed(fn func(ctx context.Context, slotIDs ...string) error) {
	s.slots.onFreed = fn
}

// OnSeized has fn run in the transaction of every write by which the clinic
// takes away time that is kept, or a part of it: with the id of the hold or the
// offer that kept it. Register before the service is used.
func (s *Service) OnSeized(fn func(ctx context.Context, holdID string) error) {
	s.Hours.OnSeized(fn)
}

// FitsOffer tells whether an appointment could be moved to begin with the slot,
// as far as its hours, its service and who has the time go.
func (s *Service) FitsOffer(ctx context.Context, o Offered) (bool, error) {
	list, err := s.offerable(ctx, o)
	return len(list) > 0, err
}

// KeepForOffer keeps for an offer, until then, all that the appointment takes
// when it begins with the slot, in the context's Tx; false when it does not fit
// or somebody has it. It fails with ErrPartTaken when somebody has a part of it
// and the transaction must be undone.
func (s *Service) KeepForOffer(ctx context.Context, o Offered, until time.Time) (bool, error) {
	list, err := s.offerable(ctx, o)
	if err != nil || len(list) == 0 {
		return false, err
	}
	return s.slots.hold(ctx, list, o.OfferID, store.Micros(until), store.Micros(s.Clock()))
}

// ErrPartTaken says that somebody has a part of the time.
var ErrPartTaken = errTaken

// offerable is what the appointment would take beside what it has; nothing when
// that may not be had.
func (s *Service) offerable(ctx context.Context, o Offered) (stretch, error) {
	slot, err := s.slots.byID(ctx, o.SlotID)
	if err != nil {
		return nil, err
	}
	row, err := s.appointments.byID(ctx, o.AppointmentID)
	if err != nil {
		return nil, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	service := dir.Service(row.serviceID)
	if service == nil {
		return nil, nil
	}
	list, err := s.checkHoldable(ctx, offering, row.patientID, slot, service)
	if fault.CodeOf(err) != fault.Internal && err != nil {
		return nil, nil //nolint:nilerr // a rule says no
	}
	if err != nil {
		return nil, err
	}
	m, err := s.movingRow(ctx, row)
	if list = list.without(m); err != nil || !list.canAllBeHad(store.Micros(s.Clock())) {
		return nil, err
	}
	full, err := s.isFullFor(ctx, offering, row.patientID, slot, service)
	if err != nil || full {
		return nil, err
	}
	return list, nil
}

func (v stretch) canAllBeHad(now int64) bool {
	for _, slot := range v {
		if !slot.isFree(now) {
			return false
		}
	}
	return true
}

// offering holds as patients do, within the service's notice and the horizon:
// it is neither staff nor the program itself.
var offering actor.Actor

// GiveBackOffer frees what the offer still keeps, in the context's Tx.
func (s *Service) GiveBackOffer(ctx context.Context, o Offered) error {
	return s.slots.giveBack(ctx, o.OfferID)
}

// errNotMoved undoes the transaction of a move that was refused.
var errNotMoved = errors.New("booking: not moved")

// MoveToOffer moves an appointment to the time that an offer keeps for it, in
// one transaction with accept, which runs first under the appointment's locks.
// It is RescheduleAppointment without a hold; whatever else than
// AppointmentBooked it answers, nothing was written.
func (s *Service) MoveToOffer(ctx context.Context, who actor.Actor, o Offered, accept func(context.Context) error) (BookAppointmentResult, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	var m move
	err := s.changing(ctx, who, o.AppointmentID, func(ctx context.Context, c change) error {
		err := accept(ctx)
		if err == nil {
			m, err = s.moveToOffer(ctx, c, o)
		}
		if err == nil && (m.refused != nil || m.found != good) {
			return errNotMoved
		}
		return err
	})
	if errors.Is(err, errTaken) {
		m.found, err = slotGone, nil
	}
	switch {
	case err != nil && !errors.Is(err, errNotMoved):
		return nil, err
	case m.refused != nil:
		return *m.refused, nil
	case m.found != good:
		return s.turnedDown(ctx, who, m.hold, m.found)
	}
	return AppointmentBooked{Appointment: m.made}, nil
}

// moveToOffer decides and writes, in the context's Tx.
func (s *Service) moveToOffer(ctx context.Context, c change, o Offered) (m move, err error) {
	if v := judgeMoving(&c.was, c.who, c.now); v != good {
		m.refused = &BookingRefused{Code: v.code(), Message: policyOf(c.who, &c.was, c.zone, c.now).Message}
		return m, nil
	}
	m.hold = storedHold{id: o.OfferID, patientID: c.row.patientID, accountID: c.who.AccountID(), state: holdActive, service: *c.was.Service, within: c.within}
	if m.hold.slot, err = s.slots.byID(ctx, o.SlotID); err != nil {
		return m, err
	}
	if m.hold.slot.holdID != o.OfferID {
		m.found = slotGone
		return m, nil
	}
	if m.found, err = s.decide(ctx, c.who, m.hold, c.row.id); err != nil || m.found != good {
		return m, err
	}
	m.made, err = s.writeMove(ctx, c, m.hold, "")
	return m, err
}

// MovableUntil tells until when patients may move an appointment that is still
// to be; the zero time when they may not, or it is over.
func (s *Service) MovableUntil(a *Appointment) time.Time {
	if !a.isOpen(s.Clock()) || a.Service.SelfBooking != clinic.SelfBookingBook {
		return time.Time{}
	}
	return a.rescheduleUntil()
}

// WouldCollide tells whether the patient has another visit while the appointment
// would last if it began with the slot.
func (s *Service) WouldCollide(ctx context.Context, a *Appointment, slot *Slot) (bool, error) {
	start := store.Micros(slot.Start)
	end := max(store.Micros(slot.End), start+askedBy(a.Service).length)
	return s.appointments.isBusy(ctx, a.PatientID, start, end, a.ID)
}

// FreeLapsed writes down that the hold on a slot has run out, in the context's
// Tx, so that OnFreed hears of it. Whoever held it may still have the slot as
// long as nobody else took it.
func (s *Service) FreeLapsed(ctx context.Context, slotID string) error {
	return s.slots.freeLapsed(ctx, slotID, store.Micros(s.Clock()))
}
