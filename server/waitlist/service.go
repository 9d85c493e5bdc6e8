package waitlist

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// OfferTime is how long a freed time is kept for one person.
const OfferTime = 30 * time.Minute

// mostADay is how many offers somebody gets within 24 hours. People who choose
// among times take and free many of them.
const mostADay = 6

// Quiet knows when people are not to be disturbed.
type Quiet interface {
	// IsQuiet tells whether any of the time between the two lies in the account's
	// quiet hours, by the clock of its own zone or of the place.
	IsQuiet(ctx context.Context, accountID, place string, from, until time.Time) (bool, error)
}

// Needs is what the room is made over.
type Needs struct {
	Store   *store.Store
	Booking *booking.Service
	Clinic  *clinic.Service
	Trail   *audit.Trail
	Outbox  *outbox.Outbox
	Quiet   Quiet
	Clock   store.Clock
}

// Service brings appointments forward. It is safe for concurrent use.
type Service struct {
	Needs
	rows rowStore
	wake chan struct{}
}

// New makes the room and has it hear of freed times and of changed
// appointments. Nothing is offered before Run, or a Pass.
func New(n Needs) *Service {
	s := &Service{Needs: n, rows: newRowStore(n.Store), wake: make(chan struct{}, 1)}
	n.Booking.OnFreed(s.onFreed)
	n.Booking.OnSeized(s.onSeized)
	n.Booking.OnOverride(s.passOver)
	n.Outbox.Handle(s.onEvent)
	return s
}

var self = actor.System("waitlist")

// onFreed notes an opening in the transaction that made it, where somebody
// waits at all.
func (s *Service) onFreed(ctx context.Context, slotIDs ...string) error {
	for _, id := range slotIDs {
		noted, err := s.rows.noteOpening(ctx, id, store.Micros(s.Clock()))
		if err != nil {
			return err
		}
		if noted {
			store.AfterCommit(ctx, s.ring)
		}
	}
	return nil
}

// onEvent ends the offer for an appointment that was changed otherwise, and the
// wish for one that was cancelled, in the transaction of the change.
func (s *Service) onEvent(ctx context.Context, e outbox.Event) error {
	if e.Kind != outbox.AppointmentCancelled && e.Kind != outbox.AppointmentRescheduled {
		return nil
	}
	if e.Kind == outbox.AppointmentCancelled {
		if _, err := s.rows.endEntry(ctx, e.SubjectID, entryLeft, store.Micros(s.Clock())); err != nil {
			return err
		}
	}
	return s.withdrawOffer(ctx, e.SubjectID)
}

// onSeized ends the offer that kept a time which the clinic takes away, in the
// transaction that does. What the offer keeps besides is given back later: it
// may be taken away by the same transaction.
func (s *Service) onSeized(ctx context.Context, holdID string) error {
	o, err := s.rows.offer(ctx, holdID)
	if fault.CodeOf(err) == fault.NotFound {
		return nil // a hold
	}
	if err != nil {
		return err
	}
	ended, err := s.rows.endOffer(ctx, o.ID, WaitlistOfferStateWithdrawn, store.Micros(s.Clock()))
	if err != nil || !ended {
		return err
	}
	store.AfterCommit(ctx, s.ring)
	return s.tell(ctx, outbox.WaitlistOfferEnded, o, 1, "")
}

// passOver ends an offer whose time a member of staff gives to somebody else, in
// the context's Tx: whoever had it keeps their appointment and their place in the
// line. False for what is no offer, and for one that has ended.
func (s *Service) passOver(ctx context.Context, who actor.Actor, offerID string) (bool, error) {
	o, err := s.rows.offer(ctx, offerID)
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	ended, err := s.endOffer(ctx, o, WaitlistOfferStateWithdrawn)
	if err != nil || !ended {
		return false, err
	}
	return true, s.Trail.Record(ctx, who, audit.Event{
		Action: "waitlist.pass_over", SubjectType: "offer", SubjectID: o.ID, PatientID: o.PatientID,
	})
}

// withdrawOffer ends the open offer for an appointment, if there is one, in the
// context's Tx.
func (s *Service) withdrawOffer(ctx context.Context, appointmentID string) error {
	open, found, err := s.rows.openOffer(ctx, appointmentID)
	if err != nil || !found {
		return err
	}
	_, err = s.endOffer(ctx, open, WaitlistOfferStateWithdrawn)
	return err
}

// endOffer ends an open offer and gives its time to others, in the context's
// Tx; false when it had ended.
func (s *Service) endOffer(ctx context.Context, o WaitlistOffer, as WaitlistOfferState) (bool, error) {
	ended, err := s.rows.endOffer(ctx, o.ID, as, store.Micros(s.Clock()))
	if err != nil || !ended {
		return false, err
	}
	if err := s.Booking.GiveBackOffer(ctx, o.offered()); err != nil {
		return false, err
	}
	store.AfterCommit(ctx, s.ring)
	return true, s.tell(ctx, outbox.WaitlistOfferEnded, o, 1, "")
}

func (o WaitlistOffer) offered() booking.Offered {
	return booking.Offered{OfferID: o.ID, AppointmentID: o.AppointmentID, SlotID: o.SlotID}
}

// ring has the rows looked at soon.
func (s *Service) ring() {
	select {
	case s.wake <- struct{}{}:
	default: // somebody has rung
	}
}

// errOver answers who was too late; nothing has changed for them.
var errOver = fault.New(fault.Expired, "waitlist.offer_over",
	"This time is no longer kept for you. Your appointment stands as it is, and we tell you of the next time.")
