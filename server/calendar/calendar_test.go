package calendar

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/ical"
	"patientportal/server/ical/icaltest"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// monday is a Monday, 8:00 in Chicago.
var monday = time.Date(2026, 7, 6, 13, 0, 0, 0, time.UTC)

// world is the room on a database of its own, with a doctor in Chicago and one
// patient who has an account.
type world struct {
	*Service
	t         *testing.T
	ctx       context.Context
	clock     *storetest.Clock
	maria     actor.Actor
	patientID string
	serviceID string

	mu     sync.Mutex
	denied bool // Maria may act no longer
}

type noInsurance struct{}

func (noInsurance) OwnsCoverage(context.Context, actor.Actor, string, string) (bool, error) {
	return false, nil
}

func (w *world) MayStillAct(context.Context, string, string, actor.Scope) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.denied, nil
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newWorld(t, s)) })
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	system := actor.System("test")
	clock := storetest.NewClock(monday)
	trail := audit.New(s, clock.Now)
	clinics := clinic.New(s, trail, clock.Now, clinic.Settings{})
	w := &world{t: t, ctx: actor.NewContext(t.Context(), system), clock: clock}
	w.Service = New(Needs{
		Store: s, Rights: w, Trail: trail, Clock: clock.Now,
		Booking: booking.New(booking.Needs{
			Store: s, Clinic: clinics, Hours: hours.New(hours.Needs{Store: s, Clinic: clinics, Trail: trail, Clock: clock.Now}), Coverages: noInsurance{}, Trail: trail, Outbox: outbox.New(s, clock.Now), Clock: clock.Now,
			CalendarKey: make([]byte, 32),
		}),
		Clinic: ical.Clinic{Name: "Clinic", BaseURL: "https://portal.example.org", MailFrom: "no-reply@portal.example.org"},
	})
	place, err := clinics.AddLocation(w.ctx, system, clinic.AddLocationInput{Name: "Downtown", TimeZone: "America/Chicago", Address: "1 Main Street"})
	w.fine(err)
	department, err := clinics.AddDepartment(w.ctx, system, clinic.AddDepartmentInput{Name: "Medicine"})
	w.fine(err)
	doctor, err := clinics.AddPractitioner(w.ctx, system, clinic.AddPractitionerInput{Name: "Dr. One"})
	w.fine(err)
	_, err = clinics.AddPost(w.ctx, system, clinic.AddPostInput{PractitionerID: doctor.ID, DepartmentID: department.ID, LocationID: place.ID})
	w.fine(err)
	service, err := clinics.AddService(w.ctx, system, clinic.AddServiceInput{
		DepartmentID: department.ID, Name: "Office visit", DurationMinutes: 30, SelfBooking: clinic.SelfBookingBook, CancelNoticeMinutes: new(int),
	})
	w.fine(err)
	w.serviceID = service.ID
	_, err = w.Booking.Hours.SaveSchedule(w.ctx, system, hours.SaveScheduleInput{
		PractitionerID: doctor.ID, LocationID: place.ID, DepartmentID: department.ID,
		Weekday: time.Monday, StartMinute: 9 * 60, EndMinute: 12 * 60, SlotMinutes: 30,
	})
	w.fine(err)
	w.patientID = w.patient()
	w.maria = w.account(actor.Grant{PatientID: w.patientID, Self: true})
	return w
}

func (w *world) fine(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) patient() string {
	id := store.NewID()
	w.fine(w.Store.Tx(w.ctx, func(ctx context.Context) error {
		return w.Store.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(id).SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	}))
	return id
}

func (w *world) account(grants ...actor.Grant) actor.Actor {
	id := store.NewID()
	w.fine(w.Store.Tx(w.ctx, func(ctx context.Context) error {
		return w.Store.DB(ctx).Account.Create().SetID(id).SetUsernameFolded(id).SetPasswordHash("-").SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	}))
	return actor.FromSession(actor.Session{ID: store.NewID(), AccountID: id, Role: actor.RolePatient, Grants: grants})
}

func (w *world) book() booking.Appointment {
	w.t.Helper()
	hold := w.hold()
	answer, err := w.Booking.BookAppointment(w.ctx, w.maria, booking.BookAppointmentInput{
		HoldID: hold, PatientID: w.patientID, Reason: "A cough", Contact: booking.AppointmentContactInput{Email: "m@example.org"},
	})
	w.fine(err)
	return answer.(booking.AppointmentBooked).Appointment
}

func (w *world) hold() string {
	w.t.Helper()
	free, err := w.Booking.FirstAvailable(w.ctx, w.maria, booking.SlotFilter{ServiceID: &w.serviceID, From: new(w.clock.Now().AddDate(0, 0, 2))})
	w.fine(err)
	answer, err := w.Booking.HoldSlot(w.ctx, w.maria, booking.HoldSlotInput{SlotID: free.ID, ServiceID: w.serviceID, PatientID: w.patientID})
	w.fine(err)
	return answer.(booking.SlotHeld).Hold.ID
}

func (w *world) feed(detailed bool) (Feed, string) {
	w.t.Helper()
	made, err := w.CreateCalendarFeed(w.ctx, w.maria, CreateCalendarFeedInput{PatientID: w.patientID, DetailedTitles: detailed})
	w.fine(err)
	token := strings.TrimSuffix(strings.TrimPrefix(made.URL, "/calendar/"), ".ics")
	if !secret.IsToken(token) {
		w.t.Fatalf("the address is %s", made.URL)
	}
	return made.Feed, token
}

// event is the one event of a feed, with what the file says of itself.
func (w *world) event(token string) (map[string]string, File) {
	w.t.Helper()
	file, err := w.Read(w.ctx, token)
	w.fine(err)
	return icaltest.Read(w.t, file.Content).Part(w.t, "VEVENT").Properties, file
}

func TestAFeedFollowsTheAppointment(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made := w.book()
		_, token := w.feed(false)
		first, file := w.event(token)
		if first["SUMMARY"] != "Appointment" || first["SEQUENCE"] != "0" || first["STATUS"] != "CONFIRMED" ||
			first["UID"] != made.ID+"@portal.example.org" || first["DTSTART;TZID=America/Chicago"] != "20260713T090000" {
			t.Errorf("%v", first)
		}
		for _, secret := range []string{"Office visit", "Dr. One", "cough", "example.org:m"} {
			if strings.Contains(string(file.Content), secret) {
				t.Errorf("the feed says %q", secret)
			}
		}
		w.clock.Advance(time.Minute)
		_, err := w.Booking.RescheduleAppointment(w.ctx, w.maria, booking.RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: w.hold()})
		w.fine(err)
		moved, later := w.event(token)
		if moved["SEQUENCE"] != "1" || moved["DTSTART;TZID=America/Chicago"] != "20260713T093000" || moved["UID"] != first["UID"] {
			t.Errorf("%v", moved)
		}
		if !later.ModifiedAt.After(file.ModifiedAt) {
			t.Errorf("changed %s, then %s", file.ModifiedAt, later.ModifiedAt)
		}
		_, err = w.Booking.CancelAppointment(w.ctx, w.maria, booking.CancelAppointmentInput{AppointmentID: made.ID, ReasonCode: booking.CancellationReasonOther})
		w.fine(err)
		if gone, _ := w.event(token); gone["SEQUENCE"] != "2" || gone["STATUS"] != "CANCELLED" {
			t.Errorf("%v", gone)
		}
		// Long after, it is out of the feed.
		w.clock.Advance(past + 8*24*time.Hour)
		if file, err := w.Read(w.ctx, token); err != nil || strings.Contains(string(file.Content), "VEVENT") {
			t.Errorf("%s (%v)", file.Content, err)
		}
	})
}

func TestTitlesTellMoreForWhoAsks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.book()
		feed, token := w.feed(true)
		told, before := w.event(token)
		if told["SUMMARY"] != "Office visit with Dr. One" {
			t.Errorf("%v", told)
		}
		w.clock.Advance(time.Second)
		saved, err := w.SaveCalendarFeed(w.ctx, w.maria, SaveCalendarFeedInput{FeedID: feed.ID})
		if err != nil || saved.Feed.DetailedTitles {
			t.Fatalf("%+v (%v)", saved, err)
		}
		quiet, after := w.event(token)
		if quiet["SUMMARY"] != "Appointment" || !after.ModifiedAt.After(before.ModifiedAt) {
			t.Errorf("%v, changed %s and %s", quiet, before.ModifiedAt, after.ModifiedAt)
		}
	})
}

func TestAnEndedFeedIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, replaced := w.feed(false)
		feed, token := w.feed(false)
		gone := func(token string) bool {
			_, err := w.Read(w.ctx, token)
			return fault.CodeOf(err) == fault.NotFound
		}
		if !gone(replaced) || gone(token) {
			t.Error("a new address does not end the old one, and that alone")
		}
		w.denied = true
		if !gone(token) {
			t.Error("who may act no longer still reads")
		}
		w.denied = false
		if gone(token) {
			t.Error("it does not come back with the right")
		}
		for range 2 { // twice is no error
			if out, err := w.RevokeCalendarFeed(w.ctx, w.maria, RevokeCalendarFeedInput{FeedID: feed.ID}); err != nil || !out.Revoked {
				t.Fatal(out, err)
			}
		}
		stranger, _ := secret.NewToken()
		if !gone(token) || !gone(stranger) || !gone("") || !gone(strings.Repeat("x", 5000)) {
			t.Error("it is still found")
		}
		if own, err := w.Feed(w.ctx, w.maria, w.patientID); own != nil || err != nil {
			t.Errorf("%+v (%v)", own, err)
		}
		if _, err := w.SaveCalendarFeed(w.ctx, w.maria, SaveCalendarFeedInput{FeedID: feed.ID}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("an ended feed is changed: %v", err)
		}
	})
}

func TestFeedsAreTheAccountsOwn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		feed, _ := w.feed(false)
		carer := w.account(actor.Grant{PatientID: w.patientID, Scopes: []actor.Scope{actor.ScopeAppointments}})
		reader := w.account(actor.Grant{PatientID: w.patientID, Scopes: []actor.Scope{actor.ScopeRecords}})
		desk := actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: actor.RoleFrontDesk})
		for name, who := range map[string]actor.Actor{"reader": reader, "desk": desk, "stranger": w.account()} {
			if _, err := w.CreateCalendarFeed(w.ctx, who, CreateCalendarFeedInput{PatientID: w.patientID}); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%s makes a feed: %v", name, err)
			}
			if _, err := w.Feed(w.ctx, who, w.patientID); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%s sees a feed: %v", name, err)
			}
		}
		if own, err := w.Feed(w.ctx, carer, w.patientID); own != nil || err != nil {
			t.Errorf("a carer sees the patient's own feed: %+v (%v)", own, err)
		}
		for name, who := range map[string]actor.Actor{"carer": carer, "desk": desk} {
			if _, err := w.RevokeCalendarFeed(w.ctx, who, RevokeCalendarFeedInput{FeedID: feed.ID}); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%s ends another's feed: %v", name, err)
			}
			if _, err := w.SaveCalendarFeed(w.ctx, who, SaveCalendarFeedInput{FeedID: feed.ID}); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("%s changes another's feed: %v", name, err)
			}
		}
		if _, err := w.CreateCalendarFeed(w.ctx, actor.Actor{}, CreateCalendarFeedInput{PatientID: w.patientID}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("nobody makes a feed: %v", err)
		}
	})
}

// Whoever makes feeds at once ends up with one.
func TestSixteenMakeOneFeed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				if _, err := w.CreateCalendarFeed(w.ctx, w.maria, CreateCalendarFeedInput{PatientID: w.patientID}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		var open, rows int
		w.fine(w.Store.Prepare(`SELECT count(*), COALESCE(SUM(CASE WHEN revoked_at = 0 THEN 1 ELSE 0 END), 0) FROM calendar_feeds`).QueryRow(w.ctx).Scan(&rows, &open))
		if rows != 16 || open != 1 {
			t.Errorf("%d feeds, %d open", rows, open)
		}
	})
}

func TestTheTokenIsKeptNowhere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		feed, token := w.feed(false)
		var kept string
		w.fine(w.Store.Prepare(`SELECT token_hash FROM calendar_feeds WHERE id = ?`).QueryRow(w.ctx, feed.ID).Scan(&kept))
		if kept == token || kept != secret.HashToken(token) {
			t.Errorf("%s is kept", kept)
		}
	})
}

func TestAReadingIsNotedOnceAnHour(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		feed, token := w.feed(false)
		for range 3 {
			_, err := w.Read(w.ctx, token)
			w.fine(err)
		}
		w.clock.Advance(time.Hour)
		_, err := w.Read(w.ctx, token)
		w.fine(err)
		own, err := w.Feed(w.ctx, w.maria, w.patientID)
		w.fine(err)
		if own.LastReadAt == nil || !own.LastReadAt.Equal(monday.Add(time.Hour)) {
			t.Errorf("last read %v", own.LastReadAt)
		}
		var lines int
		w.fine(w.Store.Prepare(`SELECT count(*) FROM audit_events WHERE action = 'calendar.read_feed' AND subject_id = ?`).QueryRow(w.ctx, feed.ID).Scan(&lines))
		if lines != 2 {
			t.Errorf("%d lines on the trail", lines)
		}
	})
}
