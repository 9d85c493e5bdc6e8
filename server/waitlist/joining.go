package waitlist

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// JoinWaitlist asks for an earlier time for an appointment. Asked again, it
// changes what is wanted and keeps the place in the line. Who may is as for the
// appointment.
//
// It fails with INVALID_INPUT for bad fields and for a wish that no time before
// the appointment could fulfil, with NOT_FOUND for an appointment that is not
// there or not the actor's, and with CONFLICT for one that patients cannot move
// any more.
func (s *Service) JoinWaitlist(ctx context.Context, who actor.Actor, in JoinWaitlistInput) (JoinWaitlistPayload, error) {
	if err := in.Validate(); err != nil {
		return JoinWaitlistPayload{}, err
	}
	a, err := s.Booking.Appointment(ctx, who, in.AppointmentID)
	if err != nil {
		return JoinWaitlistPayload{}, err
	}
	if who.AccountID() == "" {
		return JoinWaitlistPayload{}, fault.ErrForbidden // somebody's quiet hours must count
	}
	if now := s.Clock(); !s.Booking.MovableUntil(&a).After(now) {
		return JoinWaitlistPayload{}, fault.New(fault.Conflict, "waitlist.not_movable",
			"This appointment cannot be moved here any more, so there is no earlier time to wait for. Please call the clinic.")
	}
	if err := in.checkFor(&a, s.Clock()); err != nil {
		return JoinWaitlistPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	row := wish{
		WaitlistEntry: WaitlistEntry{
			ID: store.NewID(), AppointmentID: a.ID, Windows: in.windows(), Earliest: in.Earliest,
			MinimumNoticeHours: in.MinimumNoticeHours, AnyPractitioner: in.AnyPractitioner, AnyLocation: in.AnyLocation,
		},
		accountID: who.AccountID(), patientID: a.PatientID,
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error { return s.join(ctx, who, &row) })
	return JoinWaitlistPayload{row.WaitlistEntry}, err
}

// checkFor refuses a wish that no earlier time could fulfil.
func (in JoinWaitlistInput) checkFor(a *booking.Appointment, now time.Time) error {
	zone, err := time.LoadLocation(a.TimeZone)
	if err != nil {
		return fmt.Errorf("reading the clock of a place: %w", err)
	}
	var p fault.Problems
	p.Check(in.Earliest == nil || *in.Earliest <= a.Start.In(zone).Format(time.DateOnly), "earliest", "waitlist.earliest_too_late",
		"Choose a day before your appointment.")
	notice := time.Duration(in.MinimumNoticeHours) * time.Hour
	p.Check(now.Add(OfferTime+notice).Before(a.Start), "minimumNoticeHours", "waitlist.notice_too_long",
		"Your appointment is nearer than that. Choose a shorter time.")
	return p.Err()
}

func (s *Service) join(ctx context.Context, who actor.Actor, row *wish) error {
	if err := s.rows.join(ctx, row, store.Micros(s.Clock())); err != nil {
		return err
	}
	store.AfterCommit(ctx, s.ring)
	return s.Trail.Record(ctx, who, audit.Event{
		Action: "waitlist.join", SubjectType: "appointment", SubjectID: row.AppointmentID, PatientID: row.patientID,
	})
}

// LeaveWaitlist asks for no earlier time any more. An open offer goes to whoever
// is next. Leaving where nobody waits is no error. Who may and how it fails is
// as in JoinWaitlist.
func (s *Service) LeaveWaitlist(ctx context.Context, who actor.Actor, in LeaveWaitlistInput) (LeaveWaitlistPayload, error) {
	if err := in.Validate(); err != nil {
		return LeaveWaitlistPayload{}, err
	}
	a, err := s.Booking.Appointment(ctx, who, in.AppointmentID)
	if err != nil {
		return LeaveWaitlistPayload{}, err
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error { return s.leave(ctx, who, &a) })
	return LeaveWaitlistPayload{AppointmentID: a.ID}, err
}

func (s *Service) leave(ctx context.Context, who actor.Actor, a *booking.Appointment) error {
	left, err := s.rows.endEntry(ctx, a.ID, entryLeft, store.Micros(s.Clock()))
	if err != nil || !left {
		return err
	}
	if err := s.withdrawOffer(ctx, a.ID); err != nil {
		return err
	}
	return s.Trail.Record(ctx, who, audit.Event{
		Action: "waitlist.leave", SubjectType: "appointment", SubjectID: a.ID, PatientID: a.PatientID,
	})
}

// EntriesOf gives what was asked for by those who wait for an earlier time for
// these appointments; nothing for those that are not the actor's to see. One
// statement, whatever their number.
func (s *Service) EntriesOf(ctx context.Context, who actor.Actor, appointmentIDs []string) (map[string]WaitlistEntry, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	rows, err := s.rows.entriesOf(actor.NewContext(ctx, who), appointmentIDs)
	if err != nil {
		return nil, err
	}
	found := make(map[string]WaitlistEntry, len(rows))
	for _, row := range rows {
		if s.Booking.MayManage(who, row.patientID) == nil {
			found[row.AppointmentID] = row.WaitlistEntry
		}
	}
	return found, nil
}
