package notify

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (w *world) ask(kind outbox.Kind, id string, version int, until time.Time) outbox.Event {
	w.t.Helper()
	payload, err := json.Marshal(outbox.AskFacts{Until: until, TimeZone: "America/Chicago", AppointmentID: "visit-1"})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.happen(outbox.Event{Kind: kind, SubjectID: id, SubjectVersion: version, PatientID: thePatient, Payload: payload})
}

func TestWhoMayAnswerIsAsked(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.ask(outbox.BookingInvited, "invitation-1", 0, now.AddDate(0, 0, 14))
		w.ask(outbox.WaitlistOffered, "offer-1", 0, now.Add(30*time.Minute))
		got, err := w.Notifications(w.ctx, own, page.Args{}, false)
		if err != nil || len(got.Edges) != 2 {
			t.Fatalf("%d lines, %v", len(got.Edges), err)
		}
		if links := got.Edges[1].Node.Link + " " + got.Edges[0].Node.Link; links != "/ /appointments/visit-1" {
			t.Errorf("they lead to %q", links)
		}
		for _, d := range w.deliveries() {
			w.ring(d.id)
		}
		asked := map[string]bool{}
		for _, m := range w.sent.all() {
			asked[m.To+": "+m.Subject] = true
			if strings.Contains(m.Subject, "earlier") && (!strings.Contains(m.Text, "(Central Time)") || !strings.Contains(m.Text, "nothing changes")) {
				t.Errorf("the mail says %s", m.Text)
			}
		}
		if n := len(w.sent.all()); n != 4 || len(asked) != 4 {
			t.Errorf("%d mails, want one each for both: %v", n, asked)
		}
	})
}

// A question that was answered, or whose time is over, is not mailed any more.
func TestNobodyIsAskedTooLate(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.ask(outbox.BookingInvited, "invitation-1", 0, now.AddDate(0, 0, 14))
		w.ask(outbox.BookingInvitationEnded, "invitation-1", 1, now.AddDate(0, 0, 14))
		w.ask(outbox.WaitlistOffered, "offer-1", 0, now)
		for _, d := range w.deliveries() {
			w.ring(d.id)
		}
		if n := len(w.sent.all()); n != 0 {
			t.Errorf("%d mails went out", n)
		}
		for _, d := range w.deliveries() {
			if d.state != StateSkipped {
				t.Errorf("%s is %s, want skipped", d.kind, d.state)
			}
		}
	})
}

func TestIsQuiet(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		zone := location("America/Chicago")
		for begin, want := range map[string]bool{
			"2026-05-04 07:59": true, "2026-05-04 08:00": false, "2026-05-04 20:30": false, "2026-05-04 20:31": true, "2026-05-04 23:00": true,
		} {
			from := local(t, begin, zone)
			got, err := w.IsQuiet(w.ctx, ownAccount, "America/Chicago", from, from.Add(30*time.Minute))
			if err != nil || got != want {
				t.Errorf("half an hour from %s: quiet is %t (%v), want %t", begin, got, err, want)
			}
		}
	})
}

// An offer's half hour is told by the clock on the wall, also on the days on
// which that is changed, and by the clock of whoever has set one.
func TestQuietHoursOfAChangeOfClocks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		wants := func(place, begin string, want bool) {
			t.Helper()
			from := local(t, begin, location(place))
			got, err := w.IsQuiet(w.ctx, ownAccount, place, from, from.Add(30*time.Minute))
			if err != nil || got != want {
				t.Errorf("half an hour from %s in %s: quiet is %t (%v), want %t", begin, place, got, err, want)
			}
		}
		for place, days := range map[string][2]string{
			"America/Chicago":     {"2026-03-08", "2026-11-01"},
			"Europe/Berlin":       {"2026-03-29", "2026-10-25"},
			"Australia/Lord_Howe": {"2026-10-04", "2026-04-05"}, // by half an hour
		} {
			for _, day := range days {
				wants(place, day+" 00:30", true)
				wants(place, day+" 03:30", true)
				wants(place, day+" 07:59", true)
				wants(place, day+" 08:00", false)
				wants(place, day+" 20:30", false)
				wants(place, day+" 20:31", true)
			}
		}
		in := asUsual()
		in.TimeZone = new("Europe/Berlin")
		w.save(own, in)
		wants("America/Chicago", "2026-03-29 01:00", false) // eight o'clock in Berlin, on its short day
		wants("America/Chicago", "2026-03-29 14:00", true)  // nine in the evening there
	})
}

// Open pages hear of an offer, and of its end.
func TestOpenPagesHearOfAnOffer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(own, "")
		e := w.ask(outbox.WaitlistOffered, "offer-1", 0, now.Add(30*time.Minute))
		end := w.ask(outbox.WaitlistOfferEnded, "offer-1", 1, now.Add(30*time.Minute))
		booked := w.book("visit-1")
		over := WaitlistOfferEnded{ID: end.ID, At: now, OfferID: "offer-1", PatientID: thePatient}
		want := WaitlistOffered{ID: e.ID, At: now, OfferID: "offer-1", PatientID: thePatient}
		if got := receive(t, events); got != want {
			t.Errorf("heard %+v, want %+v", got, want)
		}
		if got := receive(t, events); got != over {
			t.Errorf("then heard %+v, want %+v", got, over)
		}
		if got := receive(t, events); subject(got) != booked.SubjectID {
			t.Errorf("then heard %+v, want the booking", got)
		}
	})
}
