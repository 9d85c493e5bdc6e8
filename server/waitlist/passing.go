package waitlist

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// lookEvery is how often the rows are looked at when nobody rings.
const lookEvery = 5 * time.Second

// Run looks at the rows when it is rung for, and every few seconds, until ctx
// ends. Several servers may; what fails is logged and looked at again.
func (s *Service) Run(ctx context.Context, log *slog.Logger) {
	ticker := time.NewTicker(lookEvery)
	defer ticker.Stop()
	for {
		if err := s.Pass(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "offering freed times", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-ticker.C:
		}
	}
}

// Pass ends the offers whose time is over, gives back what ended ones keep
// still, looks for holds that have run out, and offers every opening to whoever is first. What it does is in the rows: it
// may be broken off and run again, by several at once.
func (s *Service) Pass(ctx context.Context) error {
	ctx = actor.NewContext(ctx, self)
	if err := s.endLapsed(ctx); err != nil {
		return err
	}
	if err := s.giveBackRest(ctx); err != nil {
		return err
	}
	if err := s.noteLapsed(ctx); err != nil {
		return err
	}
	openings, err := s.rows.openings(ctx)
	if err != nil {
		return err
	}
	for _, at := range openings {
		if err := s.fill(ctx, at); err != nil {
			return err
		}
	}
	return nil
}

// endLapsed ends the offers that nobody answered.
func (s *Service) endLapsed(ctx context.Context) error {
	lapsed, err := s.rows.lapsedOffers(ctx, store.Micros(s.Clock()))
	if err != nil {
		return err
	}
	for _, o := range lapsed {
		err := s.Store.Tx(ctx, func(ctx context.Context) error {
			_, err := s.endOffer(ctx, o, WaitlistOfferStateExpired)
			return err
		})
		if err != nil {
			return fmt.Errorf("ending an offer: %w", err)
		}
	}
	return nil
}

// giveBackRest frees what offers keep that the clinic has ended by taking a part
// of their time away.
func (s *Service) giveBackRest(ctx context.Context) error {
	ids, err := s.rows.endedButKept(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		err := s.Store.Tx(ctx, func(ctx context.Context) error {
			return s.Booking.GiveBackOffer(ctx, booking.Offered{OfferID: id})
		})
		if err != nil {
			return fmt.Errorf("giving back the rest of a time: %w", err)
		}
	}
	return nil
}

// noteLapsed makes openings of slots whose hold has run out.
func (s *Service) noteLapsed(ctx context.Context) error {
	slotIDs, err := s.rows.lapsedHolds(ctx, store.Micros(s.Clock()))
	if err != nil {
		return err
	}
	for _, id := range slotIDs {
		err := s.Store.Tx(ctx, func(ctx context.Context) error { return s.Booking.FreeLapsed(ctx, id) })
		if err != nil {
			return fmt.Errorf("noting a hold that has run out: %w", err)
		}
	}
	return nil
}

// fill offers an opening to the first whom it suits and who may be disturbed.
// It forgets one that is taken, past, or for nobody.
func (s *Service) fill(ctx context.Context, at opening) error {
	found, err := s.Booking.SlotsByID(ctx, self, []string{at.slotID})
	if err != nil {
		return err
	}
	slot, known := found[at.slotID]
	switch {
	case known && slot.Status == booking.SlotStatusHeld:
		return nil // it may come free again
	case !known || slot.Status != booking.SlotStatusFree:
		return s.rows.forget(ctx, at)
	}
	wishes, err := s.rows.wishesFor(ctx, at.slotID, store.Micros(s.Clock().Add(-24*time.Hour)), mostADay)
	if err != nil {
		return err
	}
	later := false
	for _, w := range wishes {
		what, err := s.consider(ctx, w, &slot)
		switch {
		case err != nil:
			return err
		case what == offerNow:
			return s.offer(ctx, w, &slot)
		}
		later = later || what == askLater
	}
	if later {
		return nil
	}
	return s.rows.forget(ctx, at)
}

// thought is what becomes of a wish when a time is free.
type thought int

const (
	unsuited thought = iota
	askLater         // it would suit, but who waits is asleep, has another offer or had enough today
	offerNow
)

// consider tells whether a time suits who waits, and whether they may be asked
// now.
func (s *Service) consider(ctx context.Context, w wish, slot *booking.Slot) (thought, error) {
	until := s.Clock().Add(OfferTime)
	zone, err := time.LoadLocation(slot.TimeZone)
	if err != nil {
		return unsuited, fmt.Errorf("reading the clock of a place: %w", err)
	}
	notice := time.Duration(w.MinimumNoticeHours) * time.Hour
	if !w.suits(slot.Start.In(zone)) || slot.Start.Before(until.Add(notice)) {
		return unsuited, nil
	}
	a, err := s.Booking.Appointment(ctx, self, w.AppointmentID)
	if err != nil {
		return unsuited, err
	}
	if s.Booking.MovableUntil(&a).Before(until) {
		return unsuited, nil
	}
	fits, err := s.Booking.FitsOffer(ctx, booking.Offered{AppointmentID: a.ID, SlotID: slot.ID})
	if err != nil || !fits {
		return unsuited, err
	}
	busy, err := s.Booking.WouldCollide(ctx, &a, slot)
	if err != nil || busy {
		return unsuited, err
	}
	// By the clock of the place they have: an offer elsewhere wakes nobody either.
	quiet, err := s.Quiet.IsQuiet(ctx, w.accountID, a.TimeZone, s.Clock(), until)
	if err != nil || quiet || w.isServed {
		return askLater, err
	}
	return offerNow, nil
}

// offer keeps the time for who waits and tells them, in one transaction. When
// somebody else was faster, nothing was written, and the next look decides.
func (s *Service) offer(ctx context.Context, w wish, slot *booking.Slot) error {
	now := store.FromMicros(store.Micros(s.Clock()))
	o := WaitlistOffer{
		ID: store.NewID(), PatientID: w.patientID, AppointmentID: w.AppointmentID, SlotID: slot.ID,
		State: WaitlistOfferStateOpen, CreatedAt: now, ExpiresAt: now.Add(OfferTime), entryID: w.ID,
	}
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		kept, err := s.Booking.KeepForOffer(ctx, o.offered(), o.ExpiresAt)
		if err != nil || !kept {
			return err
		}
		added, err := s.rows.addOffer(ctx, o)
		if err != nil {
			return err
		}
		if !added {
			return s.Booking.GiveBackOffer(ctx, o.offered()) // the wish was taken back
		}
		if err := s.tell(ctx, outbox.WaitlistOffered, o, 0, slot.TimeZone); err != nil {
			return err
		}
		return s.Trail.Record(ctx, self, audit.Event{
			Action: "waitlist.offer", SubjectType: "offer", SubjectID: o.ID, PatientID: o.PatientID,
		})
	})
	if store.IsUnique(err) || errors.Is(err, booking.ErrPartTaken) {
		return nil // another server, or somebody else, was faster
	}
	return err
}

// tell puts what happened to an offer in the outbox, in the context's Tx.
func (s *Service) tell(ctx context.Context, kind outbox.Kind, o WaitlistOffer, version int, zone string) error {
	payload, err := json.Marshal(outbox.AskFacts{Until: o.ExpiresAt, TimeZone: zone, AppointmentID: o.AppointmentID})
	if err != nil {
		return fmt.Errorf("writing of an offer: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Stream: outbox.PatientStream(o.PatientID), Kind: kind, SubjectID: o.ID, SubjectVersion: version,
		PatientID: o.PatientID, At: s.Clock(), Payload: payload,
	})
	if err != nil {
		return fmt.Errorf("telling of an offer: %w", err)
	}
	return nil
}
