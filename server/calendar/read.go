package calendar

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/ical"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// past is how far back a feed reaches: calendars keep what they have read.
const past = 90 * 24 * time.Hour

// Read is the file of the feed that a token names: the patient's appointments of
// the last 90 days and all to come. NOT_FOUND for a token that is unknown or
// revoked, and when the account may not see the appointments any more.
func (s *Service) Read(ctx context.Context, token string) (File, error) {
	if !secret.IsToken(token) {
		return File{}, fault.ErrNotFound
	}
	ctx = actor.NewContext(ctx, actor.System("calendar"))
	feed, err := s.feeds.byToken(ctx, secret.HashToken(token))
	if err != nil {
		return File{}, err
	}
	may, err := s.Rights.MayStillAct(ctx, feed.accountID, feed.PatientID, actor.ScopeAppointments)
	if err != nil {
		return File{}, err
	}
	if !may {
		return File{}, fault.ErrNotFound
	}
	if err := s.noteRead(ctx, feed); err != nil {
		return File{}, err
	}
	return s.write(ctx, feed)
}

// noteRead keeps when the feed was read, and puts a line on the trail, once an
// hour at most.
func (s *Service) noteRead(ctx context.Context, feed storedFeed) error {
	hour := store.Micros(s.Clock().Truncate(time.Hour))
	if feed.lastRead >= hour {
		return nil
	}
	return s.Store.Tx(ctx, func(ctx context.Context) error {
		first, err := s.feeds.noteRead(ctx, feed.ID, hour)
		if err != nil || !first {
			return err
		}
		return s.Trail.Record(ctx, actor.System("calendar"), audit.Event{
			Action: "calendar.read_feed", SubjectType: "calendar_feed", SubjectID: feed.ID, PatientID: feed.PatientID,
		})
	})
}

func (s *Service) write(ctx context.Context, feed storedFeed) (File, error) {
	list, err := s.Booking.CalendarEntries(ctx, actor.System("calendar"), feed.PatientID, s.Clock().Add(-past))
	if err != nil {
		return File{}, err
	}
	entries := make([]ical.Entry, len(list))
	changed := store.FromMicros(feed.changedAt)
	for i, v := range list {
		entries[i] = entryOf(v, feed.DetailedTitles)
		if v.ChangedAt.After(changed) {
			changed = v.ChangedAt
		}
	}
	return File{Content: ical.Feed(entries, s.Clinic), ModifiedAt: changed}, nil
}

func entryOf(v booking.CalendarEntry, detailed bool) ical.Entry {
	e := ical.Entry{AppointmentFacts: v.Facts, ChangedAt: v.ChangedAt}
	if detailed {
		e.Title = v.Facts.Service + " with " + v.Facts.Practitioner
	}
	return e
}
