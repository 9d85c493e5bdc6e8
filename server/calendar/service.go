package calendar

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/ical"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Rights tells whether an account may act for a patient as of now: it is not
// disabled, and its grant stands and holds the scope.
type Rights interface {
	MayStillAct(ctx context.Context, accountID, patientID string, scope actor.Scope) (bool, error)
}

// Needs is what the room stands on.
type Needs struct {
	Store   *store.Store
	Booking *booking.Service
	Rights  Rights
	Trail   *audit.Trail
	Clock   store.Clock
	Clinic  ical.Clinic
}

// Service keeps the feeds. It is safe for concurrent use.
type Service struct {
	Needs
	feeds feedStore
}

// New makes the room on a migrated store.
func New(n Needs) *Service { return &Service{Needs: n, feeds: newFeedStore(n.Store)} }

func mayHave(who actor.Actor, patientID string) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.MayActFor(patientID, actor.ScopeAppointments):
		return nil
	}
	return fault.ErrNotFound
}

// Feed is the account's own feed of a patient, nil when there is none;
// NOT_FOUND for a patient whose appointments are not the account's to see.
func (s *Service) Feed(ctx context.Context, who actor.Actor, patientID string) (*Feed, error) {
	if err := mayHave(who, patientID); err != nil {
		return nil, err
	}
	found, known, err := s.feeds.ofAccount(actor.NewContext(ctx, who), who.AccountID(), patientID)
	if !known {
		return nil, err
	}
	return &found, nil
}

// CreateCalendarFeed makes a feed and tells its address, this once. The feed
// that the account had of the patient ends. It fails with NOT_FOUND for a
// patient whose appointments are not the account's to see.
func (s *Service) CreateCalendarFeed(ctx context.Context, who actor.Actor, in CreateCalendarFeedInput) (CreateCalendarFeedPayload, error) {
	if err := mayHave(who, in.PatientID); err != nil {
		return CreateCalendarFeedPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	token, hash := secret.NewToken()
	now := s.Clock()
	feed := Feed{ID: store.NewID(), PatientID: in.PatientID, DetailedTitles: in.DetailedTitles, CreatedAt: now}
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.feeds.lockAccount(ctx, who.AccountID()); err != nil {
			return err
		}
		if err := s.feeds.revokeOthers(ctx, who.AccountID(), in.PatientID, store.Micros(now)); err != nil {
			return err
		}
		if err := s.feeds.add(ctx, who.AccountID(), feed, hash); err != nil {
			return err
		}
		return s.record(ctx, who, "calendar.create_feed", feed.ID, feed.PatientID)
	})
	if err != nil {
		return CreateCalendarFeedPayload{}, err
	}
	return CreateCalendarFeedPayload{Feed: feed, URL: "/calendar/" + token + ".ics"}, nil
}

// SaveCalendarFeed says whether a feed's titles tell more than “Appointment”.
// It fails with NOT_FOUND for a feed that is not the account's, has ended, or
// is of a patient whose appointments are not the account's to see any more.
func (s *Service) SaveCalendarFeed(ctx context.Context, who actor.Actor, in SaveCalendarFeedInput) (SaveCalendarFeedPayload, error) {
	if who.IsZero() {
		return SaveCalendarFeedPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return SaveCalendarFeedPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	feed, err := s.feeds.byID(ctx, in.FeedID, who.AccountID())
	if err != nil {
		return SaveCalendarFeedPayload{}, err
	}
	if err := mayHave(who, feed.PatientID); err != nil {
		return SaveCalendarFeedPayload{}, err
	}
	feed.DetailedTitles = in.DetailedTitles
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		saved, err := s.feeds.save(ctx, feed, store.Micros(s.Clock()))
		if err != nil {
			return err
		}
		if !saved {
			return fault.ErrNotFound
		}
		return s.record(ctx, who, "calendar.save_feed", feed.ID, feed.PatientID)
	})
	return SaveCalendarFeedPayload{Feed: feed}, err
}

// RevokeCalendarFeed ends a feed of the account; one that has ended already is
// no error, one of another account is NOT_FOUND.
func (s *Service) RevokeCalendarFeed(ctx context.Context, who actor.Actor, in RevokeCalendarFeedInput) (RevokeCalendarFeedPayload, error) {
	if who.IsZero() {
		return RevokeCalendarFeedPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return RevokeCalendarFeedPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	patientID, err := s.feeds.patientOf(ctx, in.FeedID, who.AccountID())
	if err != nil {
		return RevokeCalendarFeedPayload{}, err
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		ended, err := s.feeds.revoke(ctx, in.FeedID, who.AccountID(), store.Micros(s.Clock()))
		if err != nil || !ended {
			return err
		}
		return s.record(ctx, who, "calendar.revoke_feed", in.FeedID, patientID)
	})
	return RevokeCalendarFeedPayload{Revoked: err == nil}, err
}

func (s *Service) record(ctx context.Context, who actor.Actor, action, feedID, patientID string) error {
	return s.Trail.Record(ctx, who, audit.Event{
		Action: action, SubjectType: "calendar_feed", SubjectID: feedID, PatientID: patientID,
	})
}
