package notify

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"

	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// reachable is the event that the patient is to be reached elsewhere about a
// visit.
func reachable(id, address string) outbox.Event {
	payload, err := json.Marshal(outbox.ContactFacts{AppointmentID: id, ContactEmail: address})
	if err != nil {
		panic(err)
	}
	return outbox.Event{Kind: outbox.ContactChanged, SubjectID: store.NewID(), PatientID: thePatient, Payload: payload}
}

// to lists where mails went, in order.
func (s *sentMail) to() (addresses []string) {
	for _, m := range s.all() {
		addresses = append(addresses, m.To)
	}
	return addresses
}

// told counts the lines of a kind that an account has.
func (w *world) told(account string, kind NotificationKind) (n int) {
	w.t.Helper()
	list, err := w.notificationsAfter(w.ctx, account, 0, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, one := range list {
		if one.item.Kind == kind {
			n++
		}
	}
	return n
}

// An address that is changed at check-in is where everything goes that is still
// to come, what rests after a failure too.
func TestAChangedAddressReachesWhatIsStillToCome(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		w.book("visit-2")
		w.sent.setDown(true)
		w.ringAll(now) // the confirmations rest
		w.sent.setDown(false)
		w.happen(reachable("visit-1", "new@example.org"))
		w.happen(reachable("visit-1", "newer@example.org"))
		list, err := w.Deliveries(w.ctx, own, thePatient, page.Args{})
		if err != nil || !slices.ContainsFunc(list.Edges, func(e DeliveryEdge) bool { return e.Node.Address == hidden("newer@example.org") }) {
			t.Errorf("the list of deliveries has %+v (%v)", list, err)
		}
		w.ringAll(inThirtyDays.Add(-1))
		went := map[string]int{}
		for _, address := range w.sent.to() {
			went[address]++
		}
		if len(went) != 2 || went["newer@example.org"] != 4 || went["maria@example.org"] != 4 {
			t.Errorf("mails went to %v", went)
		}
	})
}

// Whose address it is by then is whose preferences count.
func TestAChangedAddressHasItsAccountsPreferences(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.save(own, leadsOff(10080))
		w.save(carer, leadsOff(2880))
		w.book("visit-1")
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: 1})
		w.happen(reachable("visit-1", "carer@example.org"))
		week, days := w.delivery(KindAppointmentReminder, 10080), w.delivery(KindAppointmentReminder, 2880)
		if week.state != StatePending || days.state != StateSkipped {
			t.Errorf("a week before %s, two days before %s", week.state, days.state)
		}
		w.ringAll(now)
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.ringAll(inThirtyDays.AddDate(0, 0, -2))
		if went := w.sent.to(); !slices.Equal(went, []string{"carer@example.org", "carer@example.org"}) {
			t.Errorf("the confirmation and one reminder went to %v", went)
		}
		if week, days := w.told(carers, KindAppointmentReminder), w.told(ownAccount, KindAppointmentReminder); week != 1 || days != 1 {
			t.Errorf("the carer was reminded %d times, the patient %d", week, days)
		}
	})
}

// A lead that the addressee has switched off is the addressee's own affair:
// everybody else hears in the portal what they want to hear.
func TestEachAccountIsRemindedAsItWants(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.save(own, leadsOff(10080)) // before it was booked
		w.book("visit-1")
		w.save(own, leadsOff(2880)) // after that
		w.save(own, leadsOff(2880)) // and once more
		w.save(carer, leadsOff(120))
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.ringAll(inThirtyDays.AddDate(0, 0, -2))
		if mother, patient := w.told(carers, KindAppointmentReminder), w.told(ownAccount, KindAppointmentReminder); mother != 2 || patient != 0 {
			t.Errorf("the carer was reminded %d times, want twice; the patient %d times, want never", mother, patient)
		}
		w.ringAll(inThirtyDays.Add(-1))
		if mother, patient := w.told(carers, KindAppointmentReminder), w.told(ownAccount, KindAppointmentReminder); mother != 2 || patient != 1 {
			t.Errorf("then the carer %d times, want twice; the patient %d times, want once", mother, patient)
		}
		if mails := w.subjects()["Reminder: your appointment on Wednesday 3 June"]; mails != 1 {
			t.Errorf("%d reminders were mailed, want one", mails)
		}
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: 2, "SENT IN_APP ": 2})
	})
}

// Preferences that are saved while the mail rests after a failure do not reach
// it before it is due again; those who want the reminder were told by then.
func TestALateChangeOfMindKeepsNobodyElseFromAReminder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		id := w.delivery(KindAppointmentReminder, 10080).id
		resting := inThirtyDays.AddDate(0, 0, -7)
		err := s.Tx(w.ctx, func(ctx context.Context) error {
			return s.DB(ctx).NotifyDelivery.UpdateOneID(id).SetBusyUntil(store.Micros(resting)).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		w.save(own, leadsOff(10080)) // which does not touch what somebody is at
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		if mother, patient := w.told(carers, KindAppointmentReminder), w.told(ownAccount, KindAppointmentReminder); mother != 1 || patient != 0 {
			t.Errorf("the carer was reminded %d times, the patient %d times", mother, patient)
		}
	})
}

// Whoever comes first: each mail goes out once, to the old address or the new.
func TestChangingTheAddressRacesSending(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		const visits = 8
		for i := range visits {
			w.book("visit-" + string(rune('a'+i)))
		}
		w.clock.Set(inThirtyDays.AddDate(0, 0, -7))
		var racing sync.WaitGroup
		start := make(chan struct{})
		race := func(fn func()) {
			racing.Go(func() { <-start; fn() })
		}
		for _, d := range w.deliveries() {
			if d.lead == 10080 || d.kind == KindAppointmentConfirmed {
				race(func() {
					if _, err := w.deliver(w.ctx, d.id, nil); err != nil {
						t.Error(err)
					}
				})
			}
		}
		for i := range visits {
			race(func() { w.happen(reachable("visit-"+string(rune('a'+i)), "new@example.org")) })
		}
		close(start)
		racing.Wait()
		w.ringAll(inThirtyDays.Add(-1))
		if sent := len(w.sent.to()); sent != 4*visits {
			t.Errorf("%d mails, want %d", sent, 4*visits)
		}
	})
}
