package booking

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// oneRoom is a bus whose servers are all in this process.
type oneRoom struct {
	mu     sync.Mutex
	hear   map[string][]func(string, []byte)
	failed error
}

func (o *oneRoom) Publish(subject string, data []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, fn := range o.hear[subject] {
		fn(subject, data)
	}
	return o.failed
}

func (o *oneRoom) Subscribe(subject string, fn func(string, []byte)) (func(), error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.hear == nil {
		o.hear = map[string][]func(string, []byte){}
	}
	o.hear[subject] = append(o.hear[subject], fn)
	return func() {}, nil
}

// watch is a subscriber until the test ends.
func (b *bench) watch(filter SlotChangeFilter) <-chan *SlotChange {
	b.t.Helper()
	return must(b.SlotChanges(b.t.Context(), b.account(actor.RolePatient), filter))(b.t)
}

// hears waits until the slot is told of as it should be, and gives what was
// told before: what follows quickly on one another may be told once.
func (b *bench) hears(news <-chan *SlotChange, slotID string, status SlotStatus) (before []SlotChange) {
	b.t.Helper()
	for {
		select {
		case change, open := <-news:
			switch {
			case !open:
				b.t.Fatalf("the news ended before %s of %s", status, slotID)
			case change.SlotID == slotID && change.Status == status:
				return before
			}
			before = append(before, *change)
		case <-time.After(20 * time.Second):
			b.t.Fatalf("nobody told %s of %s, only %v", status, slotID, before)
		}
	}
}

// ringBy makes the board's alarm the test's to ring.
func (b *bench) ringBy() (ring func(), in func() time.Duration) {
	var mu sync.Mutex
	var waits time.Duration
	b.board.alarm = func(d time.Duration, _ func()) func() bool {
		mu.Lock()
		defer mu.Unlock()
		waits = d
		return func() bool { return true }
	}
	return b.board.ring, func() time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return waits
	}
}

func TestWhateverTakesOrFreesASlotIsTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		one, two := list[len(list)-1], list[len(list)-2]
		both := []<-chan *SlotChange{b.watch(SlotChangeFilter{}), b.watch(SlotChangeFilter{LocationID: &b.chicago.ID})}
		told := func(slotID string, status SlotStatus) {
			t.Helper()
			for _, news := range both {
				b.hears(news, slotID, status)
			}
		}
		hold := b.hold(who, patientID, one)
		told(one.ID, SlotStatusHeld)
		must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: hold.ID}))(t)
		told(one.ID, SlotStatusFree)
		b.hold(who, patientID, one)
		told(one.ID, SlotStatusHeld)
		hold = b.hold(who, patientID, two) // gives the other back
		told(one.ID, SlotStatusFree)
		made := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t).(AppointmentBooked).Appointment
		told(two.ID, SlotStatusBusy)
		hold = b.hold(who, patientID, one)
		told(one.ID, SlotStatusHeld)
		must(b.RescheduleAppointment(b.ctx, who, RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: hold.ID}))(t)
		for _, news := range both {
			// One transaction: which of the two is told first depends on the times alone.
			b.hears(news, two.ID, SlotStatusFree)
			b.hears(news, one.ID, SlotStatusBusy)
		}
		must(b.CancelAppointment(b.ctx, who, CancelAppointmentInput{AppointmentID: made.ID, ReasonCode: CancellationReasonOther}))(t)
		told(one.ID, SlotStatusFree)
		must(b.Hours.AddException(b.ctx, b.system, hours.AddExceptionInput{
			LocationID: b.chicago.ID, Date: one.Start.Format(time.DateOnly), EndMinute: 24 * 60, Kind: hours.ExceptionClosed, Reason: "Inventory",
		}))(t)
		told(one.ID, SlotStatusBlocked)
	})
}

func TestLaidOutHoursAreTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		news := b.watch(SlotChangeFilter{PractitionerID: &b.doctor.ID})
		b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 30)
		for _, slot := range b.free(SlotFilter{}) {
			b.hears(news, slot.ID, SlotStatusFree)
		}
	})
}

func TestAHoldThatRanOutIsTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		ring, in := b.ringBy()
		patientID, who := b.person()
		otherID, other := b.person()
		list := b.free(SlotFilter{})
		early, late := list[len(list)-1], list[len(list)-2]
		hold := b.hold(who, patientID, early) // before anyone watches
		news := b.watch(SlotChangeFilter{})
		if in() != HoldTime {
			t.Fatalf("the alarm rings in %s", in())
		}
		b.pass(4 * time.Minute)
		b.hold(other, otherID, late)
		b.hears(news, late.ID, SlotStatusHeld)
		must(b.ExtendHold(b.ctx, who, ExtendHoldInput{HoldID: hold.ID}))(t)

		b.pass(6 * time.Minute) // the first would have run out
		ring()
		if before := b.hears(news, early.ID, SlotStatusHeld); len(before) > 0 {
			t.Errorf("told of %v, though no hold had run out", before)
		}
		b.pass(4 * time.Minute)
		ring()
		b.hears(news, early.ID, SlotStatusFree)
		b.board.mu.Lock()
		defer b.board.mu.Unlock()
		if len(b.board.ends) > 0 {
			t.Errorf("still waiting for %v", b.board.ends)
		}
	})
}

func TestNewsIsNarrowed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		elsewhere := b.location("Uptown", "America/Chicago")
		colleague := b.practitioner("Dr. Two", elsewhere)
		b.hours(colleague, elsewhere, time.Tuesday, 9*60, 12*60, 30)
		patientID, who := b.person()
		list := b.free(SlotFilter{PractitionerID: &b.doctor.ID})
		first, last := list[0], list[len(list)-1]
		theirs := b.free(SlotFilter{PractitionerID: &colleague.ID})[0]
		none := "nobody"
		for name, c := range map[string]struct {
			filter SlotChangeFilter
			hears  []string
		}{
			"all":               {SlotChangeFilter{}, []string{first.ID, last.ID, theirs.ID}},
			"a place":           {SlotChangeFilter{LocationID: &elsewhere.ID}, []string{theirs.ID}},
			"a practitioner":    {SlotChangeFilter{PractitionerID: &b.doctor.ID}, []string{first.ID, last.ID}},
			"a department":      {SlotChangeFilter{DepartmentID: &b.department.ID}, []string{first.ID, last.ID, theirs.ID}},
			"from, inclusive":   {SlotChangeFilter{From: &last.Start}, []string{last.ID}},
			"until, exclusive":  {SlotChangeFilter{To: &theirs.Start}, []string{first.ID}},
			"what there is not": {SlotChangeFilter{PractitionerID: &none}, nil},
		} {
			news := b.watch(c.filter)
			for _, slot := range []Slot{first, last, theirs} {
				b.hold(who, patientID, slot) // each gives the one before back
				if slices.Contains(c.hears, slot.ID) {
					b.hears(news, slot.ID, SlotStatusHeld)
				}
			}
			b.ForgetNews()
			for change := range news {
				if !slices.Contains(c.hears, change.SlotID) {
					t.Errorf("%s: told of %v", name, change)
				}
			}
		}
	})
}

// What did not come to be is not told, nor what is told by a bus that failed.
func TestNewsIsTrueOrAtAnEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		slots := b.free(SlotFilter{})
		news := b.watch(SlotChangeFilter{})
		undone := errors.New("undone")
		err := b.store.Tx(b.ctx, func(ctx context.Context) error {
			if _, err := b.slots.hold(ctx, stretch{{id: slots[0].ID}}, "h", 1, 1); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		b.hold(who, patientID, slots[1])
		if before := b.hears(news, slots[1].ID, SlotStatusHeld); len(before) > 0 {
			t.Errorf("told of %v, which was undone", before)
		}
		b.Bus.(*oneRoom).failed = errors.New("the bus is away")
		b.hold(who, patientID, slots[2])
		for range news { // ends
		}
		if _, err := b.SlotChanges(t.Context(), actor.Actor{}, SlotChangeFilter{}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("a stranger: %v", err)
		}
	})
}

func TestABurstIsOneReadHoweverManyWatch(t *testing.T) {
	t.Parallel()
	reads, begun, goOn := 0, make(chan struct{}), make(chan struct{})
	board := newBoard(func() time.Time { return monday }, func(_ context.Context, ids []string) ([]toldSlot, error) {
		reads++
		if reads == 1 {
			close(begun)
			<-goOn
		}
		list := make([]toldSlot, len(ids))
		for i, id := range ids {
			list[i] = toldSlot{storedSlot{id: id}, &SlotChange{SlotID: id, Status: SlotStatusBusy}}
		}
		return list, nil
	})
	slow, _ := board.join(SlotChangeFilter{})
	quick, _ := board.join(SlotChangeFilter{})
	board.hear("first")
	<-begun
	for range 100 {
		board.hear(store.NewID(), "again")
	}
	close(goOn)
	for range 1 + 100 + 1 {
		<-quick.out
	}
	if reads != 2 {
		t.Errorf("%d reads, not one for the first and one for the burst", reads)
	}
	for range watcherQueue { // more than the slow one has room for
		board.hear(store.NewID())
		<-quick.out
	}
	told := 0
	for range slow.out {
		told++
	}
	if told != watcherQueue {
		t.Errorf("the slow one was told %d before it was dropped", told)
	}
}

func TestAHundredWatchersComeAndGo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		ctx, cancel := context.WithCancel(b.ctx)
		var all []<-chan *SlotChange
		for range 100 {
			all = append(all, must(b.SlotChanges(ctx, b.system, SlotChangeFilter{}))(t))
		}
		patientID, who := b.person()
		slot := b.free(SlotFilter{})[0]
		b.hold(who, patientID, slot)
		for _, news := range all {
			b.hears(news, slot.ID, SlotStatusHeld)
		}
		cancel()
		for _, news := range all {
			for range news { // ends
			}
		}
		b.board.mu.Lock()
		defer b.board.mu.Unlock()
		if left := len(b.board.watchers) + len(b.board.ends) + len(b.board.pending); left > 0 || b.board.stopAlarm != nil {
			t.Errorf("%d things are left on the board, or its alarm", left)
		}
	})
}
