package booking

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// HoldSlot keeps a free slot for a patient for HoldTime. Whoever comes second
// gets SlotTaken with the nearest other times. The same account's earlier hold
// for the patient gives its slot back, and is from then on like one that has run
// out: whoever has two pages open can still confirm on the first. Holding the
// same slot for the same service again gives the same hold.
//
// It fails with NOT_FOUND for a slot, service or patient that is not there or
// not the actor's; with INVALID_INPUT when the service is not given in that
// slot; with CONFLICT when patients do not book the service; with EXPIRED when
// the time is past, too near or not offered yet; with RATE_LIMITED when the
// account keeps MaxHolds slots for others. A visit that is longer than the slot, or
// needs time around it, takes the neighbouring slots too, all or none. To move an
// appointment, what it has itself counts as free and stays its own: the hold
// keeps the rest. INVALID_INPUT for the very time that it has.
func (s *Service) HoldSlot(ctx context.Context, who actor.Actor, in HoldSlotInput) (HoldSlotResult, error) {
	if err := mayManage(who, in.PatientID); err != nil {
		return nil, err
	}
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden // a hold belongs to an account
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	slot, service, err := s.askedFor(ctx, in)
	if err != nil {
		return nil, err
	}
	m, err := s.movingOf(ctx, who, in.PatientID, in.AppointmentID)
	if err != nil {
		return nil, err
	}
	if err := m.checkOther(slot); err != nil {
		return nil, err
	}
	own, keeps, err := s.ownHold(ctx, who, slot, m, in)
	if err != nil {
		return nil, err
	}
	if keeps && own.service.ID == in.ServiceID && own.slot.id == slot.id && own.appointmentID == m.id {
		return s.held(ctx, own)
	}
	list, err := s.checkHoldable(ctx, who, in.PatientID, slot, service)
	if err != nil {
		return nil, err
	}
	full, err := s.isFullFor(ctx, who, in.PatientID, slot, service)
	if err != nil {
		return nil, err
	}
	rest := list.without(m)
	if full || !rest.stands() || !keeps && !m.has(slot) && !slot.isFree(store.Micros(s.Clock())) {
		// Most who come second leave here, without the write lock.
		return resultOfHolding(s.takenFor(ctx, who, slot, service, m))
	}
	hold := storedHold{
		id: store.NewID(), patientID: in.PatientID, accountID: who.AccountID(),
		extensionsLeft: MaxExtensions, appointmentID: m.id, slot: slot, service: *service,
	}
	won, err := s.tryHold(ctx, who, &hold, rest)
	if err != nil {
		return nil, err
	}
	if !won {
		return resultOfHolding(s.takenFor(ctx, who, slot, service, m))
	}
	return s.held(ctx, hold)
}

// askedFor gives the slot and the service, NOT_FOUND when one is not there.
func (s *Service) askedFor(ctx context.Context, in HoldSlotInput) (slot storedSlot, service *clinic.HealthcareService, err error) {
	if slot, err = s.slots.byID(ctx, in.SlotID); err != nil {
		return slot, nil, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return slot, nil, err
	}
	if service = dir.Service(in.ServiceID); service == nil {
		// Another server may have added it a moment ago.
		if dir, err = s.Clinic.FreshDirectory(ctx); err != nil {
			return slot, nil, err
		}
		service = dir.Service(in.ServiceID)
	}
	if service == nil || !service.Active {
		return slot, nil, fault.ErrNotFound
	}
	return slot, service, nil
}

// checkHoldable gives what the visit would take, or why the actor may not have
// it, whoever else does.
func (s *Service) checkHoldable(ctx context.Context, who actor.Actor, patientID string, slot storedSlot, service *clinic.HealthcareService) (stretch, error) {
	list, fits, err := s.stretchOf(ctx, slot, service)
	if err != nil {
		return nil, err
	}
	if !fits {
		var p fault.Problems
		p.Add("serviceId", "booking.service_not_here", "This service is not given at that time. Choose another time or service.")
		return nil, p.Err()
	}
	now := s.Clock()
	if booksAnything(who) {
		if slot.start <= store.Micros(now) {
			return nil, errTooLate
		}
		known, err := s.holds.hasPatient(ctx, patientID)
		if err == nil && !known {
			return nil, fault.ErrNotFound
		}
		return list, err
	}
	switch {
	case service.SelfBooking != clinic.SelfBookingBook:
		return nil, fault.New(fault.Conflict, "booking.not_self_bookable", refusals[BookingRefusedCodeNotSelfBookable])
	case slot.start < store.Micros(earliest(now, noticeOf(service))):
		return nil, errTooLate
	case slot.start >= store.Micros(now.Add(Horizon)):
		return nil, fault.New(fault.Expired, "booking.not_released", "This time cannot be booked yet. Choose an earlier time.")
	}
	return list, s.checkReferred(ctx, who, patientID, service)
}

var errTooLate = fault.New(fault.Expired, "booking.too_late", refusals[BookingRefusedCodeTooLate])

// ownHold is the running hold that keeps the slot, when it is the same
// account's for the same patient; false for any other.
func (s *Service) ownHold(ctx context.Context, who actor.Actor, slot storedSlot, m moving, in HoldSlotInput) (kept storedHold, mine bool, err error) {
	if m.has(slot) {
		// The slot stays the appointment's: only the hold's row says that there is one.
		return s.holds.ofMove(ctx, who.AccountID(), slot.id, m.id, store.Micros(s.Clock()))
	}
	if slot.status != SlotStatusHeld || slot.heldUntil <= store.Micros(s.Clock()) {
		return kept, false, nil
	}
	kept, err = s.holds.byID(ctx, slot.holdID, who.AccountID())
	if fault.CodeOf(err) == fault.NotFound {
		return kept, false, nil
	}
	return kept, err == nil && kept.patientID == in.PatientID && kept.state == holdActive, err
}

func resultOfHolding(answer SlotTaken, err error) (HoldSlotResult, error) {
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// tryHold gives the slot to the hold and sets the hold's end; false when
// someone else was first, in which case nothing was written.
func (s *Service) tryHold(ctx context.Context, who actor.Actor, hold *storedHold, list stretch) (won bool, err error) {
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		now := s.Clock()
		earlier, err := s.holds.ofAccount(ctx, who.AccountID(), store.Micros(now))
		if err != nil {
			return err
		}
		mine, others := sortHolds(earlier, *hold)
		if others >= MaxHolds {
			return fault.New(fault.RateLimited, "booking.too_many_holds", "You are keeping several times already. Book or give back one of them first.")
		}
		// The new time may lie over the old one. When it is not to be had, all
		// of this is undone and the old one stays.
		for _, h := range mine {
			if err := s.giveBack(ctx, h.id, who.AccountID(), holdReplaced); err != nil {
				return err
			}
		}
		hold.expiresAt = store.Micros(now.Add(HoldTime))
		won, err := s.slots.hold(ctx, list, hold.id, hold.expiresAt, store.Micros(now))
		if err == nil && !won {
			err = errTaken
		}
		if err != nil {
			return err
		}
		if err := s.holds.add(ctx, *hold, store.Micros(now)); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.hold_slot", SubjectType: "hold", SubjectID: hold.id, PatientID: hold.patientID,
		})
	})
	if errors.Is(err, errTaken) {
		return false, nil
	}
	return err == nil, err
}

// sortHolds tells which of the account's holds are for the same patient, and
// how many are for other patients.
func sortHolds(list []heldSlot, hold storedHold) (mine []heldSlot, others int) {
	for _, h := range list {
		if h.patientID == hold.patientID {
			mine = append(mine, h)
		} else {
			others++
		}
	}
	return mine, others
}

// giveBack ends a hold and frees what it still keeps.
func (s *Service) giveBack(ctx context.Context, holdID, accountID string, as holdState) error {
	ended, err := s.holds.end(ctx, holdID, accountID, as)
	if err != nil || !ended {
		return err
	}
	return s.slots.giveBack(ctx, holdID)
}

// held is SlotHeld for a hold that stands.
func (s *Service) held(ctx context.Context, hold storedHold) (HoldSlotResult, error) {
	shown, err := s.shownHold(ctx, hold)
	if err != nil {
		return nil, err
	}
	return SlotHeld{Hold: shown}, nil
}

func (s *Service) shownHold(ctx context.Context, hold storedHold) (Hold, error) {
	hold.slot.status, hold.slot.holdID, hold.slot.heldUntil = SlotStatusHeld, hold.id, hold.expiresAt
	slot, err := s.shown(ctx, hold.slot, hold.service.ID)
	if err != nil {
		return Hold{}, err
	}
	return Hold{
		ID: hold.id, Slot: &slot, ExpiresAt: store.FromMicros(hold.expiresAt), ExtensionsLeft: hold.extensionsLeft,
		SecondsLeft: max(0, int(store.FromMicros(hold.expiresAt).Sub(s.Clock())/time.Second)),
	}, nil
}
