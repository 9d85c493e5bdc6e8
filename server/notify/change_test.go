package notify

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"patientportal/server/ical/icaltest"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// inThirtyDays is when world.book's visits begin.
var inThirtyDays = now.Add(30 * 24 * time.Hour)

// moved is the event that a visit of inThirtyDays begins at another time.
func moved(id string, sequence int, start time.Time) outbox.Event {
	e := visit(id, sequence, start)
	e.Kind = outbox.AppointmentRescheduled
	return withFacts(e, func(f *outbox.AppointmentFacts) { f.PreviousStart = inThirtyDays })
}

func calledOff(id string, sequence int, start time.Time) outbox.Event {
	e := visit(id, sequence, start)
	e.Kind = outbox.AppointmentCancelled
	return withFacts(e, func(f *outbox.AppointmentFacts) { f.Cancelled = true })
}

func withFacts(e outbox.Event, change func(*outbox.AppointmentFacts)) outbox.Event {
	facts, err := factsOf(e)
	if err != nil {
		panic(err)
	}
	change(&facts)
	if e.Payload, err = json.Marshal(facts); err != nil {
		panic(err)
	}
	return e
}

// said is the newest notification of an account.
func (w *world) said(account string) *Notification {
	w.t.Helper()
	list, err := w.notificationsAfter(w.ctx, account, 0, 10)
	if err != nil || len(list) == 0 {
		w.t.Fatalf("%s has no notification (%v)", account, err)
	}
	return list[len(list)-1].item
}

// ringAll rings every delivery's alarm at a time.
func (w *world) ringAll(at time.Time) {
	w.clock.Set(at)
	for _, d := range w.deliveries() {
		w.ring(d.id)
	}
}

func TestMovingMovesTheReminders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		later := inThirtyDays.AddDate(0, 0, 7)
		w.happen(moved("visit-1", 1, later))
		for who, want := range map[string]string{
			ownAccount: "Your appointment is now on Wednesday 10 June at 9:00am (Central Time). " +
				"Before that it was on Wednesday 3 June at 9:00am (Central Time).",
			carers: "An appointment of someone you care for is now on Wednesday 10 June at 9:00am (Central Time). " +
				"Before that it was on Wednesday 3 June at 9:00am (Central Time).",
		} {
			if n := w.said(who); n.Body != want || n.Kind != KindAppointmentRescheduled || n.Link != "/appointments/visit-1" {
				t.Errorf("%s was told %+v", who, n)
			}
		}
		reminders, err := w.Reminders(w.ctx, own, thePatient, "visit-1")
		if err != nil || len(reminders) != 3 || !reminders[0].DueAt.Equal(later.AddDate(0, 0, -7)) || reminders[0].State != StatePending {
			t.Errorf("reminders %+v (%v)", reminders, err)
		}
		w.skippedWith("visit-1", 0, 4, reasonChanged)
		w.ringAll(later.Add(-time.Hour))
		if subjects := w.subjects(); len(subjects) != 2 || subjects["Moved: your appointment is now on Wednesday 10 June"] != 1 ||
			subjects["Reminder: your appointment on Wednesday 10 June"] != 3 {
			t.Errorf("sent %v", subjects)
		}
		for _, want := range []string{"The attached file moves it in your calendar.", "Where to go"} {
			if text := w.mail("Moved").Text; !strings.Contains(text, want) {
				t.Errorf("the mail does not say %q:\n%s", want, text)
			}
		}
	})
}

func TestCancellingDropsTheReminders(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		w.happen(calledOff("visit-1", 1, inThirtyDays))
		for who, want := range map[string]string{
			ownAccount: "Your appointment on Wednesday 3 June at 9:00am (Central Time) was cancelled.",
			carers:     "An appointment of someone you care for, on Wednesday 3 June at 9:00am (Central Time), was cancelled.",
		} {
			if n := w.said(who); n.Body != want || n.Kind != KindAppointmentCancelled {
				t.Errorf("%s was told %+v", who, n)
			}
		}
		if reminders, err := w.Reminders(w.ctx, own, thePatient, "visit-1"); err != nil || len(reminders) != 0 {
			t.Errorf("reminders %+v (%v)", reminders, err)
		}
		w.skippedWith("visit-1", 0, 4, reasonCancelled)
		w.ringAll(inThirtyDays.Add(-time.Hour))
		if subjects := w.subjects(); len(subjects) != 1 || subjects["Cancelled: your appointment on Wednesday 3 June"] != 1 {
			t.Errorf("sent %v", subjects)
		}
		if text := w.mail("Cancelled").Text; !strings.Contains(text, "takes it off your calendar") || strings.Contains(text, "Where to go") {
			t.Errorf("the mail says\n%s", text)
		}
	})
}

// skippedWith looks for that many skipped deliveries of a version, each of
// which says why.
func (w *world) skippedWith(id string, version, n int, reason string) {
	w.t.Helper()
	rows, err := w.store.DB(w.ctx).NotifyDelivery.Query().All(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range rows {
		if d.SubjectID == id && d.SubjectVersion == version && d.State == string(StateSkipped) && d.Reason == reason {
			n--
		}
	}
	if n != 0 {
		w.t.Errorf("%d deliveries too few were skipped with %q", n, reason)
	}
	list, err := w.Deliveries(w.ctx, own, "", page.Args{})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, edge := range list.Edges {
		if edge.Node.State == StateSkipped && *edge.Node.Reason != reason {
			w.t.Errorf("the patient sees %q", *edge.Node.Reason)
		}
	}
}

func (w *world) subjects() map[string]int {
	found := map[string]int{}
	for _, m := range w.sent.all() {
		found[m.Subject]++
	}
	return found
}

func (w *world) mail(beginning string) Message {
	w.t.Helper()
	for _, m := range w.sent.all() {
		if strings.HasPrefix(m.Subject, beginning) {
			return m
		}
	}
	w.t.Fatalf("no mail begins with %q", beginning)
	return Message{}
}

// A delivery that was being sent, or rested after a failure, when the visit
// was changed is looked at again before it goes.
func TestWhatRestedWhenTheVisitWasChangedIsSkipped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.sent.setDown(true)
		for id, change := range map[string]outbox.Event{
			"moved":     moved("moved", 1, inThirtyDays.Add(time.Hour)),
			"cancelled": calledOff("cancelled", 1, inThirtyDays),
		} {
			w.book(id)
			for _, d := range w.deliveries() {
				if d.kind == KindAppointmentConfirmed && d.state == StatePending {
					w.ring(d.id)
				}
			}
			w.happen(change)
		}
		w.sent.setDown(false)
		w.ringAll(now.Add(time.Hour))
		if subjects := w.subjects(); len(subjects) != 2 || subjects["Your appointment on Wednesday 3 June"] != 0 {
			t.Errorf("sent %v", subjects)
		}
		for id, want := range map[string]string{"moved": reasonChanged, "cancelled": reasonCancelled} {
			if n := w.countOf(id, KindAppointmentConfirmed, want); n != 1 {
				t.Errorf("%s: %d confirmations skipped with %q", id, n, want)
			}
		}
	})
}

func (w *world) countOf(id string, kind NotificationKind, reason string) (n int) {
	w.t.Helper()
	rows, err := w.store.DB(w.ctx).NotifyDelivery.Query().All(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, d := range rows {
		if d.SubjectID == id && d.Kind == string(kind) && d.State == string(StateSkipped) && d.Reason == reason {
			n++
		}
	}
	return n
}

func TestOpenPagesHearOfChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(own, "")
		first := w.book("visit-1")
		receive(t, events)
		e := w.happen(moved("visit-1", 1, inThirtyDays.Add(time.Hour)))
		want := AppointmentRescheduled{ID: e.ID, At: now, AppointmentID: "visit-1", PatientID: thePatient}
		if got := receive(t, events); got != want {
			t.Errorf("heard %+v, want %+v", got, want)
		}
		e = w.happen(calledOff("visit-1", 2, inThirtyDays.Add(time.Hour)))
		off := AppointmentCancelled{ID: e.ID, At: now, AppointmentID: "visit-1", PatientID: thePatient}
		if got := receive(t, events); got != off {
			t.Errorf("heard %+v, want %+v", got, off)
		}
		// Whoever was away hears of them in the same words.
		replayed, _ := w.follow(own, first.ID)
		if one, two := receive(t, replayed), receive(t, replayed); one != want || two != off {
			t.Errorf("replayed %+v and %+v", one, two)
		}
	})
}

// A calendar keeps one event a UID, the version with the highest SEQUENCE, and
// takes it off when that was cancelled.
func TestTheMailsOfAVisitAreUpdatesOfOneEvent(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.book("visit-1")
	w.ringAll(now)
	w.happen(moved("visit-1", 1, inThirtyDays.Add(time.Hour)))
	w.ringAll(now)
	w.happen(calledOff("visit-1", 2, inThirtyDays.Add(time.Hour)))
	w.ringAll(now)
	mails := w.sent.all()
	if len(mails) != 3 {
		t.Fatalf("%d mails", len(mails))
	}
	for i, want := range []struct{ method, status, start string }{
		{"PUBLISH", "CONFIRMED", "20260603T090000"},
		{"PUBLISH", "CONFIRMED", "20260603T100000"},
		{"CANCEL", "CANCELLED", "20260603T100000"},
	} {
		cal := icaltest.Read(t, mails[i].Calendar)
		event := cal.Part(t, "VEVENT")
		if cal.Properties["METHOD"] != want.method || mails[i].Method != want.method || event.Properties["STATUS"] != want.status ||
			event.Properties["DTSTART;TZID=America/Chicago"] != want.start ||
			event.Properties["UID"] != "visit-1@portal.example.org" || event.Properties["SEQUENCE"] != string(rune('0'+i)) {
			t.Errorf("mail %d (%s): %+v", i, mails[i].Method, event.Properties)
		}
		if alarms := len(event.Parts); (alarms == 0) != (want.method == "CANCEL") {
			t.Errorf("mail %d rings %d times", i, alarms)
		}
		msg, err := mails[i].written()
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if _, err := msg.WriteTo(&text); err != nil || !strings.Contains(text.String(), "method="+want.method) {
			t.Errorf("mail %d does not carry its method (%v)", i, err)
		}
	}
}
