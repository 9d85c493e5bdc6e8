package waitlist

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

const readOffers = "waitlist.offers"

// AnswerOffer takes or declines an earlier time. Taking moves the appointment
// and ends the wish, in one transaction; declining gives the time to whoever is
// next. The same answer again gives what it gave before. Who may is as for the
// appointment.
//
// The answer is BookingRefused when the appointment cannot be moved any more, or
// the patient has another visit then; nothing was written. It is SlotTaken when
// the clinic has taken the time away, which ends the offer. It fails with
// NOT_FOUND for an offer that is not there or not the actor's, and with EXPIRED
// for one that is over.
func (s *Service) AnswerOffer(ctx context.Context, who actor.Actor, in AnswerOfferInput) (AnswerOfferResult, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	answer, err := s.answer(ctx, who, in)
	if errors.Is(err, errOver) { // perhaps by the same answer, a moment ago
		answer, err = s.answer(ctx, who, in)
	}
	return answer, err
}

func (s *Service) answer(ctx context.Context, who actor.Actor, in AnswerOfferInput) (AnswerOfferResult, error) {
	o, a, err := s.offerFor(ctx, who, in.OfferID)
	if err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	switch {
	case in.Accept && o.State == WaitlistOfferStateAccepted:
		return booking.AppointmentBooked{Appointment: a}, nil
	case !in.Accept && o.State == WaitlistOfferStateDeclined:
		return OfferDeclined{Offer: o}, nil
	case o.State != WaitlistOfferStateOpen:
		return nil, errOver
	case in.Accept:
		return s.accept(ctx, who, o)
	}
	return s.decline(ctx, who, o)
}

// offerFor gives the offer and its appointment, NOT_FOUND when it is not the
// actor's.
func (s *Service) offerFor(ctx context.Context, who actor.Actor, offerID string) (o WaitlistOffer, a booking.Appointment, err error) {
	if who.IsZero() {
		return o, a, fault.ErrUnauthenticated
	}
	if o, err = s.rows.offer(actor.NewContext(ctx, who), offerID); err != nil {
		return o, a, err
	}
	a, err = s.Booking.Appointment(ctx, who, o.AppointmentID)
	return o, a, err
}

func (s *Service) accept(ctx context.Context, who actor.Actor, o WaitlistOffer) (AnswerOfferResult, error) {
	result, err := s.Booking.MoveToOffer(ctx, who, o.offered(), func(ctx context.Context) error {
		return s.take(ctx, who, o)
	})
	if err != nil {
		return nil, err
	}
	if _, gone := result.(booking.SlotTaken); gone {
		err = s.Store.Tx(ctx, func(ctx context.Context) error {
			_, err := s.endOffer(ctx, o, WaitlistOfferStateWithdrawn)
			return err
		})
	}
	answer, _ := result.(AnswerOfferResult) // each outcome of booking is one of ours
	return answer, err
}

// take marks the offer as taken and the wish as fulfilled, in the move's Tx.
func (s *Service) take(ctx context.Context, who actor.Actor, o WaitlistOffer) error {
	now := store.Micros(s.Clock())
	won, err := s.rows.acceptOffer(ctx, o.ID, now)
	if err != nil {
		return err
	}
	if !won {
		return errOver
	}
	if _, err := s.rows.endEntry(ctx, o.AppointmentID, entryMoved, now); err != nil {
		return err
	}
	if err := s.tell(ctx, outbox.WaitlistOfferEnded, o, 1, ""); err != nil {
		return err
	}
	return s.Trail.Record(ctx, who, audit.Event{
		Action: "waitlist.accept", SubjectType: "offer", SubjectID: o.ID, PatientID: o.PatientID,
	})
}

func (s *Service) decline(ctx context.Context, who actor.Actor, o WaitlistOffer) (AnswerOfferResult, error) {
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		ended, err := s.endOffer(ctx, o, WaitlistOfferStateDeclined)
		if err != nil {
			return err
		}
		if !ended {
			return errOver
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "waitlist.decline", SubjectType: "offer", SubjectID: o.ID, PatientID: o.PatientID,
		})
	})
	if err != nil {
		return nil, err
	}
	o.State = WaitlistOfferStateDeclined
	return OfferDeclined{Offer: o}, nil
}

// Offers are the earlier times that are kept for a patient now, the first to end
// first. Who may is as for appointments.
func (s *Service) Offers(ctx context.Context, who actor.Actor, patientID string) ([]WaitlistOffer, error) {
	if err := s.Booking.MayManage(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.Trail.ReadByOther(ctx, who, patientID, readOffers); err != nil {
		return nil, err
	}
	return s.rows.offersOf(ctx, patientID, store.Micros(s.Clock()))
}

// Offer is one offer, NOT_FOUND when there is none or it is not the actor's to
// see.
func (s *Service) Offer(ctx context.Context, who actor.Actor, offerID string) (WaitlistOffer, error) {
	o, _, err := s.offerFor(ctx, who, offerID)
	return o, err
}
