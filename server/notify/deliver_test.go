package notify

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestConfirmationIsSentOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		id := w.delivery(KindAppointmentConfirmed, 0).id
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if _, err := w.deliver(w.ctx, id, nil); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := w.sent.all(); len(got) != 1 {
			t.Fatalf("sent %d times", len(got))
		}
		if got := w.delivery(KindAppointmentConfirmed, 0); got.state != StateSent {
			t.Errorf("it stands at %s", got.state)
		}
		m := w.sent.all()[0]
		if m.To != "maria@example.org" || m.Subject != "Your appointment on Wednesday 3 June" || m.ID != id+"@portal.example.org" {
			t.Errorf("sent %+v", m)
		}
		for _, want := range []string{
			"You have an appointment on Wednesday 3 June at 9:00am (Central Time).",
			"https://portal.example.org/appointments/visit-1", "+1 555 0100", "St. Mary's Clinic",
		} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("the mail does not say %q:\n%s", want, m.Text)
			}
		}
	})
}

func TestReminderBeforeItsTimeRests(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.book("visit-1")
	r := w.delivery(KindAppointmentReminder, leads[0].minutes)
	if got, want := w.ring(r.id), r.due.Sub(now); got != want {
		t.Errorf("rests for %s, want %s", got, want)
	}
	if len(w.sent.all()) != 0 {
		t.Error("it was sent")
	}
}

func TestReminderIsToldAndSent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		r := w.delivery(KindAppointmentReminder, leads[0].minutes)
		w.clock.Set(r.due)
		w.ring(r.id)
		w.ring(r.id)
		events, err := w.outbox.After(w.ctx, outbox.PatientStream(thePatient), 0, 10)
		if err != nil || len(events) != 2 {
			t.Fatalf("%d events (%v), want 2", len(events), err)
		}
		if e, ok := appointmentEvent(events[1]).(AppointmentReminder); !ok || e.LeadMinutes != 7*24*60 || e.AppointmentID != "visit-1" {
			t.Errorf("told %+v", events[1])
		}
		list, err := w.notificationsAfter(w.ctx, ownAccount, 1, 10)
		if err != nil || len(list) != 1 || list[0].item.Kind != KindAppointmentReminder {
			t.Errorf("notifications %v (%v)", list, err)
		}
		if mails := w.sent.all(); len(mails) != 1 || mails[0].Subject != "Reminder: your appointment on Wednesday 3 June" || mails[0].Calendar != nil {
			t.Errorf("sent %+v", mails)
		}
	})
}

// A mail server that is away holds up the mail, not the portal, and nothing is
// sent or told twice when it is back.
func TestMailServerAwayAndBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		r := w.delivery(KindAppointmentReminder, leads[0].minutes)
		w.clock.Set(r.due)
		w.sent.setDown(true)
		for _, pause := range pauses[:3] {
			if got := w.ring(r.id); got != pause {
				t.Fatalf("rests for %s, want %s", got, pause)
			}
			if n, err := w.Sweep(w.ctx); err != nil || n != 1 { // the confirmation, which is due too
				t.Errorf("the sweep found %d (%v) beside the one that rests", n, err)
			}
			w.clock.Advance(pause)
		}
		w.sent.setDown(false)
		w.ring(r.id)
		w.ring(r.id)
		if got := len(w.sent.all()); got != 1 {
			t.Errorf("sent %d times", got)
		}
		if list, err := w.notificationsAfter(w.ctx, ownAccount, 0, 10); err != nil || len(list) != 2 {
			t.Errorf("%d notifications (%v), want the booking's and one reminder", len(list), err)
		}
	})
}

func TestMailServerAwayForGood(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.book("visit-1")
	id := w.delivery(KindAppointmentConfirmed, 0).id
	w.sent.setDown(true)
	for range pauses {
		w.clock.Advance(w.ring(id))
	}
	if again := w.ring(id); again != 0 {
		t.Errorf("rests again for %s", again)
	}
	list, err := w.Deliveries(w.ctx, own, thePatient, firstPage)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Edges {
		if e.Node.ID == id && (e.Node.State != StateFailed || e.Node.Reason == nil) {
			t.Errorf("it stands at %+v", e.Node)
		}
	}
}

func TestObsoleteDeliveriesAreSkipped(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(w *world){
		"the appointment was changed": func(w *world) {
			e := visit("visit-1", 1, now.Add(40*24*time.Hour))
			w.happen(e)
		},
		"the appointment has begun": func(w *world) { w.clock.Set(now.Add(30 * 24 * time.Hour)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				w := newWorld(t, s)
				w.book("visit-1")
				confirmation, reminder := w.delivery(KindAppointmentConfirmed, 0), w.delivery(KindAppointmentReminder, 120)
				change(w)
				if w.clock.Now().Equal(now) {
					w.clock.Set(reminder.due)
				}
				for _, r := range []row{confirmation, reminder} {
					w.ring(r.id)
					for _, after := range w.deliveries() {
						if after.id == r.id && after.state != StateSkipped {
							t.Errorf("%s stands at %s", r.kind, after.state)
						}
					}
				}
				if got := len(w.sent.all()); got != 0 {
					t.Errorf("sent %d mails", got)
				}
			})
		})
	}
}

// A process that dies while it sends leaves a claim, which ends by itself.
func TestClaimOfADeadProcessEnds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		id := w.delivery(KindAppointmentConfirmed, 0).id
		if d, _, err := w.claim(w.ctx, id); err != nil || d == nil {
			t.Fatalf("claimed %v, %v", d, err)
		}
		if got := w.ring(id); got != claimFor || len(w.sent.all()) != 0 {
			t.Errorf("rests for %s with %d mails sent, want %s and none", got, len(w.sent.all()), claimFor)
		}
		w.clock.Advance(claimFor)
		w.ring(id)
		if got := len(w.sent.all()); got != 1 {
			t.Errorf("sent %d times", got)
		}
	})
}

func TestClaimByAClockThatWasMovedBackEnds(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.book("visit-1")
	id := w.delivery(KindAppointmentConfirmed, 0).id
	w.clock.Advance(167 * time.Hour)
	if d, _, err := w.claim(w.ctx, id); err != nil || d == nil {
		t.Fatalf("claimed %v, %v", d, err)
	}
	w.clock.Set(now)
	w.ring(id)
	if got := len(w.sent.all()); got != 1 {
		t.Errorf("sent %d times", got)
	}
}

// With River and all: the mail goes out by itself, and the reminders at their
// times after a restart, once each though two servers look.
func TestRemindersAfterARestart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first := newWorld(t, s)
		first.start()
		const visits = 5
		for i := range visits {
			first.book(fmt.Sprintf("visit-%d", i))
		}
		first.sent.wait(t, visits)
		first.end()

		first.clock.Set(first.delivery(KindAppointmentReminder, leads[1].minutes).due)
		second := serverOn(t, s, first.clock, first.sent)
		third := serverOn(t, s, first.clock, first.sent)
		second.start()
		third.start()
		first.sent.wait(t, 2*visits)
		second.end()
		third.end()

		seen := map[string]int{}
		for _, m := range first.sent.all() {
			seen[m.ID]++
		}
		for _, r := range first.deliveries() {
			want := 1
			if r.lead == leads[2].minutes {
				want = 0
			}
			if got := seen[r.id+"@portal.example.org"]; got != want {
				t.Errorf("%s %d was sent %d times, want %d", r.kind, r.lead, got, want)
			}
		}
	})
}

// The alarm's end is in the transaction that notes the mail: with it undone,
// River would ring again and find the delivery sent.
func TestAlarmEndsWithItsDelivery(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		done := 0
		_, err := w.deliver(w.ctx, w.delivery(KindAppointmentConfirmed, 0).id, func(ctx context.Context) error {
			if _, open := store.SQLTx(ctx); open {
				done++
			}
			return nil
		})
		if err != nil || done != 1 {
			t.Errorf("ended %d times in the transaction (%v), want once", done, err)
		}
	})
}

func TestSweepFindsWhatNobodyIsAt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		before := w.jobsSet()
		for range 3 {
			if n, err := w.Sweep(w.ctx); err != nil || n != 1 {
				t.Fatalf("found %d (%v), want the confirmation", n, err)
			}
		}
		if got := w.jobsSet() - before; got != 1 {
			t.Errorf("three sweeps set %d alarms, want one", got)
		}
	})
}
