package notify

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// follow subscribes until the test ends, or the returned function is called.
func (w *world) follow(who actor.Actor, after string) (<-chan AppointmentEvent, context.CancelFunc) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.ctx)
	w.t.Cleanup(cancel)
	events, err := w.AppointmentEvents(ctx, who, thePatient, after)
	if err != nil {
		w.t.Fatal(err)
	}
	return events, cancel
}

func subject(e AppointmentEvent) string {
	switch e := e.(type) {
	case AppointmentConfirmed:
		return e.AppointmentID
	case AppointmentReminder:
		return e.AppointmentID + " in " + strconv.Itoa(e.LeadMinutes)
	}
	return ""
}

func TestOpenPagesHearOfABooking(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(own, "")
		notifications, err := w.NotificationAdded(w.ctx, own, "")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(w.ctx)
		carers, err := w.NotificationAdded(ctx, carer, "")
		if err != nil {
			t.Fatal(err)
		}
		e := w.book("visit-1")
		want := AppointmentConfirmed{ID: e.ID, At: now, AppointmentID: "visit-1", PatientID: thePatient}
		if got := receive(t, events); got != want {
			t.Errorf("heard %+v, want %+v", got, want)
		}
		if n := receive(t, notifications); n.Kind != KindAppointmentConfirmed || patientOf(n) != thePatient {
			t.Errorf("was told %+v", n)
		}
		if n := receive(t, carers); n.Title != "An appointment is booked" {
			t.Errorf("the carer was told %+v", n)
		}
		cancel()
		closed(t, carers)
	})
}

func TestReplayContinuesWhereTheClientLeftOff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		first := w.book("visit-1")
		w.book("visit-2")
		w.happen(outbox.Event{Kind: outbox.AdvicePublished, SubjectID: "advice-1", PatientID: thePatient, Payload: []byte(`{}`)})
		w.book("visit-3")
		events, _ := w.follow(own, first.ID)
		w.book("visit-4")
		for _, want := range []string{"visit-2", "visit-3", "visit-4"} {
			if got := subject(receive(t, events)); got != want {
				t.Fatalf("heard of %s, want %s", got, want)
			}
		}

		ctx, cancel := context.WithCancel(w.ctx)
		defer cancel()
		known, err := w.notificationsAfter(w.ctx, ownAccount, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		notifications, err := w.NotificationAdded(ctx, own, known[0].item.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"/appointments/visit-2", "/advice/advice-1", "/appointments/visit-3", "/appointments/visit-4"} {
			if got := receive(t, notifications).Link; got != want {
				t.Fatalf("was told of %s, want %s", got, want)
			}
		}
	})
}

// More than fits a batch, written while the subscriber reads: every event comes
// once and in order.
func TestReplayRunsIntoLiveWithoutGapOrRepeat(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		const before, during = replayBatch + 7, 40
		past := now.Add(-time.Hour) // nobody is mailed about these
		first := w.happen(visit("visit-start", 0, past))
		for i := range before {
			w.happen(visit(fmt.Sprintf("visit-%d", i), 0, past))
		}
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				for j := range during / 4 {
					err := s.Tx(w.ctx, func(ctx context.Context) error {
						_, err := w.outbox.Append(ctx, visit(fmt.Sprintf("visit-live-%d-%d", i, j), 0, past))
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		events, _ := w.follow(own, first.ID)
		var got []string
		for range before + during {
			got = append(got, subject(receive(t, events)))
		}
		wg.Wait()
		rows, err := w.outbox.After(w.ctx, outbox.PatientStream(thePatient), 1, before+during+1)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, e := range rows {
			want = append(want, e.SubjectID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("heard %d events in another order than the %d that happened", len(got), len(want))
		}
	})
}

// Two that commit one after the other may tell the other way round.
func TestSignalsInTheWrongOrder(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s) // not started: the test gives the signals
	events, _ := w.follow(own, "")
	first, second := w.book("visit-1"), w.book("visit-2")
	for _, e := range []outbox.Event{second, first, second} {
		w.hub.publish(patientTopic(thePatient), signalOf(e))
	}
	third := w.book("visit-3")
	w.hub.publish(patientTopic(thePatient), signalOf(third))
	for _, want := range []string{"visit-1", "visit-2", "visit-3"} {
		if got := subject(receive(t, events)); got != want {
			t.Errorf("heard of %s, want %s", got, want)
		}
	}
}

func TestWhoMayFollow(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	for name, c := range map[string]struct {
		who  actor.Actor
		want fault.Code
	}{
		"a stranger": {stranger, fault.NotFound},
		"nobody":     {actor.Actor{}, fault.NotFound},
	} {
		if _, err := w.AppointmentEvents(w.ctx, c.who, thePatient, ""); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	_, missing := w.AppointmentEvents(w.ctx, stranger, "patient-none", "")
	_, foreign := w.AppointmentEvents(w.ctx, stranger, thePatient, "")
	if missing == nil || missing.Error() != foreign.Error() {
		t.Errorf("missing: %v, foreign: %v", missing, foreign)
	}
	for _, who := range []actor.Actor{own, carer, desk} {
		ctx, cancel := context.WithCancel(w.ctx)
		events, err := w.AppointmentEvents(ctx, who, thePatient, "")
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		closed(t, events)
	}
	if _, err := w.NotificationAdded(w.ctx, actor.System("job"), ""); fault.CodeOf(err) != fault.Forbidden {
		t.Errorf("the system has no notifications: %v", err)
	}
	read, err := s.DB(w.ctx).AuditEvent.Query().All(w.ctx)
	if err != nil || len(read) != 2 {
		t.Errorf("%d reads by others in the trail (%v), want the carer's and the desk's", len(read), err)
	}
}

func TestUnknownAfterIsRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		if _, err := w.AppointmentEvents(w.ctx, own, thePatient, "unknown"); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("events: %v", err)
		}
		if _, err := w.NotificationAdded(w.ctx, own, "unknown"); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("notifications: %v", err)
		}
		if n := w.hub.count(); n != 0 {
			t.Errorf("%d listeners stay", n)
		}
	})
}

func TestRevokedHearNothingMore(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(carer, "")
		w.book("visit-1")
		receive(t, events)
		w.may.revoke()
		w.book("visit-2")
		closed(t, events)
	})
}

// A subscription ends with the access that it hangs on, though nothing happens to
// an appointment.
func TestAFollowersEndComesWithTheChangeOfCarers(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(carer, "")
		w.may.revoke()
		w.happen(careChanged(t, false))
		closed(t, events)
	})
}

// A process died between the commit and the telling: an outbox that tells
// nobody stands for it.
func TestEventsLeftUntoldAreToldByTheRelay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.start()
		events, _ := w.follow(own, "")
		mute := outbox.New(s, w.clock.Now)
		err := s.Tx(w.ctx, func(ctx context.Context) error {
			_, err := mute.Append(ctx, visit("visit-1", 0, now.Add(24*time.Hour)))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(time.Second)
		if err := w.retell(w.ctx, w.clock.Now()); err != nil {
			t.Fatal(err)
		}
		if got := subject(receive(t, events)); got != "visit-1" {
			t.Errorf("heard of %s", got)
		}
		if left, err := w.outbox.Untold(w.ctx, w.clock.Now(), 10); err != nil || len(left) != 0 {
			t.Errorf("still untold: %v, %v", left, err)
		}
	})
}

func TestToldEventsAreMarked(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		w.markTold(w.ctx)
		if left, err := w.outbox.Untold(w.ctx, now.Add(time.Hour), 10); err != nil || len(left) != 0 {
			t.Errorf("still untold: %v, %v", left, err)
		}
	})
}

func TestSlowListenersAreDroppedAndHoldNobodyUp(t *testing.T) {
	t.Parallel()
	h := newHub()
	slow, quick := h.listen("patient.1"), h.listen("patient.1")
	for i := range listenerQueue + 1 {
		h.publish("patient.1", &signal{Number: int64(i + 1)})
		if got := receive(t, quick.signals); got.Number != int64(i+1) {
			t.Fatalf("heard %d, want %d", got.Number, i+1)
		}
	}
	if got := h.count(); got != 1 {
		t.Errorf("%d listen, want the quick one alone", got)
	}
	for range listenerQueue {
		receive(t, slow.signals)
	}
	closed(t, slow.signals)
	h.leave(slow)
}

func TestAHundredSubscribersComeAndGo(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.start()
	var all []<-chan AppointmentEvent
	var ends []context.CancelFunc
	for range 100 {
		events, cancel := w.follow(own, "")
		all, ends = append(all, events), append(ends, cancel)
	}
	w.book("visit-1")
	for i, cancel := range ends {
		if i%2 == 0 {
			receive(t, all[i])
			cancel() // the others go while an event waits for them
		} else {
			cancel()
			for range all[i] {
			}
		}
	}
	for i := range all {
		for range all[i] {
		}
	}
	// Each leaves the hub before its channel closes.
	if got := w.hub.count(); got != 0 {
		t.Errorf("%d listeners stay", got)
	}
}

func TestStopEndsSubscriptions(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	w.start()
	events, _ := w.follow(own, "")
	w.end()
	closed(t, events)
}

// Two servers with a NATS cluster between them: a page on one hears of a
// booking on the other.
func TestEventsTravelBetweenServers(t *testing.T) {
	t.Parallel()
	cluster, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	cluster.Start()
	t.Cleanup(func() { cluster.Shutdown(); cluster.WaitForShutdown() })
	if !cluster.ReadyForConnections(patience) {
		t.Fatal("the NATS server did not start")
	}
	connect := func() *Bus {
		bus, err := OpenBus(cluster.ClientURL(), quietLog())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(bus.Close)
		return bus
	}
	s := storetest.Open(t, storetest.Dialects[0])
	here := newWorld(t, s)
	there := serverWith(t, s, here.clock, here.sent, connect())
	here.Bus = connect()
	here.start()
	there.start()
	events, _ := there.follow(own, "")
	here.book("visit-1")
	if got := subject(receive(t, events)); got != "visit-1" {
		t.Errorf("heard of %s", got)
	}
}

func TestBusWithoutAnswer(t *testing.T) {
	t.Parallel()
	if bus, err := OpenBus("nats://127.0.0.1:1", quietLog()); err == nil {
		bus.Close()
		t.Error("it connected to nothing")
	}
}
