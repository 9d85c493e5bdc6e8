package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// Proposed is a time that the clinic keeps, or wants to keep, for a patient to
// take. The proposal holds the slot under its own id, as a Hold does. The clinic
// chose the time: of the rules only that nobody is in two places at once counts.
type Proposed struct {
	ProposalID string
	PatientID  string
	SlotID     string
	ServiceID  string
	Until      time.Time // until when it is kept
}

// KeepProposed keeps for a proposal all that a visit takes which begins with the
// slot, in the context's Tx, until the time that until gives for its start; false
// when it is not to be had, past, or not for that service. It fails with
// NOT_FOUND for a slot or service that is not there, and with ErrPartTaken when
// the transaction must be undone.
func (s *Service) KeepProposed(ctx context.Context, p Proposed, until func(start time.Time) time.Time) (end time.Time, kept bool, err error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: p.SlotID, ServiceID: p.ServiceID})
	if err != nil {
		return end, false, err
	}
	now := store.Micros(s.Clock())
	list, fits, err := s.stretchOf(ctx, slot, service)
	if err != nil || !fits || slot.start <= now {
		return end, false, err
	}
	end = until(store.FromMicros(slot.start))
	kept, err = s.slots.hold(ctx, list, p.ProposalID, store.Micros(end), now)
	return end, kept, err
}

// GiveBackProposed frees what the proposal still keeps, in the context's Tx.
func (s *Service) GiveBackProposed(ctx context.Context, proposalID string) error {
	return s.slots.giveBack(ctx, proposalID)
}

// BookProposed is BookAppointment with a proposal for the hold.
func (s *Service) BookProposed(ctx context.Context, who actor.Actor, p Proposed, in BookAppointmentInput) (BookAppointmentResult, error) {
	in.HoldID, in.PatientID = p.ProposalID, p.PatientID
	return s.book(ctx, who, in, func(ctx context.Context) (storedHold, error) { return s.proposedHold(ctx, p) })
}

// MoveToProposed moves an appointment to the time that a proposal keeps for it;
// accept runs first, under the appointment's locks, unless it is there already.
// The answers are those of RescheduleAppointment.
func (s *Service) MoveToProposed(ctx context.Context, who actor.Actor, appointmentID string, p Proposed, accept func(context.Context) error) (answer BookAppointmentResult, err error) {
	err = s.changing(ctx, who, appointmentID, func(ctx context.Context, c change) (err error) {
		if c.row.slotID == p.SlotID {
			answer = AppointmentBooked{c.was}
			return nil
		}
		if err := accept(ctx); err != nil {
			return err
		}
		answer, err = s.moveToProposed(ctx, c, p)
		return err
	})
	return answer, err
}

// moveToProposed decides and writes, in the context's Tx.
func (s *Service) moveToProposed(ctx context.Context, c change, p Proposed) (BookAppointmentResult, error) {
	if !c.was.isOpen(c.now) {
		return refuse(BookingRefusedCodeNotChangeable), nil
	}
	hold, err := s.proposedHold(ctx, p)
	if err != nil {
		return nil, err
	}
	found, err := s.decide(ctx, c.who, hold, c.row.id)
	if err != nil {
		return nil, err
	}
	if found != good {
		return s.turnedDown(ctx, c.who, hold, found)
	}
	made, err := s.writeMove(ctx, c, hold, "")
	return AppointmentBooked{made}, err
}

// proposedHold is a proposal as booking and moving want it.
func (s *Service) proposedHold(ctx context.Context, p Proposed) (storedHold, error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: p.SlotID, ServiceID: p.ServiceID})
	if err != nil {
		return storedHold{}, err
	}
	return storedHold{
		id: p.ProposalID, patientID: p.PatientID, state: holdActive, expiresAt: store.Micros(p.Until),
		slot: slot, service: *service, byClinic: true,
	}, nil
}

// Alternatives gives up to three free times nearest to a slot that give the
// service, as near as patients book; NOT_FOUND for a slot or service that is not
// there.
func (s *Service) Alternatives(ctx context.Context, slotID, serviceID string) ([]Slot, error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: slotID, ServiceID: serviceID})
	if err != nil {
		return nil, err
	}
	near, err := s.taken(ctx, actor.Actor{}, slot, service)
	return near.Alternatives, err
}
