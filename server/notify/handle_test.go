package notify

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestBookingLaysOutAllThatFollows(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		if got := w.delivery(KindAppointmentConfirmed, 0); got.state != StatePending || !got.due.Equal(now) {
			t.Errorf("confirmation %+v, want pending and due now", got)
		}
		for _, l := range leads {
			if got := w.delivery(KindAppointmentReminder, l.minutes); got.state != StatePending {
				t.Errorf("reminder %+v, want pending", got)
			}
		}
		if got := w.jobsSet(); got != 4 {
			t.Errorf("%d alarms, want 4", got)
		}
		for who, want := range map[string]string{
			ownAccount: "You have an appointment on Wednesday 3 June at 9:00am (Central Time).",
			carers:     "Someone you care for has an appointment on Wednesday 3 June at 9:00am (Central Time).",
		} {
			list, err := w.notificationsAfter(w.ctx, who, 0, 10)
			if err != nil || len(list) != 1 {
				t.Fatalf("%s got %d notifications (%v), want 1", who, len(list), err)
			}
			if n := list[0].item; n.Body != want || n.Link != "/appointments/visit-1" || n.Kind != KindAppointmentConfirmed {
				t.Errorf("%s was told %+v", who, n)
			}
		}
	})
}

func TestUndoneBookingLeavesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		undone := errors.New("undone")
		err := s.Tx(w.ctx, func(ctx context.Context) error {
			if _, err := w.outbox.Append(ctx, visit("visit-1", 0, now.Add(30*24*time.Hour))); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		notifications, err := w.notificationsAfter(w.ctx, ownAccount, 0, 10)
		if err != nil || len(notifications)+len(w.deliveries())+w.jobsSet() != 0 {
			t.Errorf("left behind: %d notifications (%v), %d deliveries, %d jobs",
				len(notifications), err, len(w.deliveries()), w.jobsSet())
		}
	})
}

func TestShortNoticeSkipsReminders(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.happen(visit("visit-1", 0, now.Add(3*time.Hour)))
	for _, l := range leads {
		if got := w.delivery(KindAppointmentReminder, l.minutes); got.state != StateSkipped {
			t.Errorf("reminder %+v, want skipped", got)
		}
	}
	if got := w.jobsSet(); got != 1 {
		t.Errorf("%d alarms, want the confirmation's alone", got)
	}
}

func TestVisitsOfThePastAreToldToNobody(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.happen(visit("visit-1", 0, now.Add(-24*time.Hour)))
	if got := w.deliveries(); len(got) != 0 {
		t.Errorf("planned %v", got)
	}
}

func TestWithoutAddressRemindersStayInThePortal(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	e := visit("visit-1", 0, now.Add(30*24*time.Hour))
	e.Payload = []byte(strings.Replace(string(e.Payload), "maria@example.org", "", 1))
	facts, err := factsOf(e)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.appointmentDeliveries(e, KindAppointmentConfirmed, facts, told{}) {
		if d.channel != ChannelInApp || d.kind != KindAppointmentReminder {
			t.Errorf("planned %s by %s", d.kind, d.channel)
		}
	}
}

func TestAdviceGoesToWhoMayReadIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.happen(outbox.Event{Kind: outbox.AdvicePublished, SubjectID: "advice-1", PatientID: thePatient, Payload: []byte(`{}`)})
		w.ring(w.delivery(KindAdvicePublished, 0).id)
		mails := w.sent.all()
		if len(mails) != 1 || mails[0].To != "own@example.org" || mails[0].Subject != "You have new advice in the portal" {
			t.Errorf("sent %+v", mails)
		}
		if list, err := w.notificationsAfter(w.ctx, carers, 0, 10); err != nil || len(list) != 0 {
			t.Errorf("a carer for appointments was told of advice: %v %v", list, err)
		}
	})
}

// Whatever the booking says, what leaves the portal says when and no more.
func TestNothingClinicalLeavesThePortal(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.book("visit-1")
	w.ringAll(now)
	w.happen(moved("visit-1", 1, inThirtyDays.Add(time.Hour)))
	w.ringAll(now)
	w.happen(calledOff("visit-1", 2, inThirtyDays.Add(time.Hour)))
	w.ringAll(now)
	rows, err := s.DB(w.ctx).NotifyDelivery.Query().All(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	notices, err := s.DB(w.ctx).NotifyNotification.Query().All(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	mails := w.sent.all()
	if len(mails) != 3 {
		t.Errorf("%d mails", len(mails))
	}
	all, err := json.Marshal([]any{rows, notices, mails})
	if err != nil {
		t.Fatal(err)
	}
	for _, mail := range mails {
		all = append(all, mail.Calendar...)
	}
	for _, secret := range []string{"Secret", "Oncology", "Chemotherapy"} {
		if strings.Contains(string(all), secret) {
			t.Errorf("%q got out", secret)
		}
	}
}
