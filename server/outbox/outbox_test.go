package outbox_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var at = time.Date(2026, 5, 4, 9, 30, 0, 123_456_789, time.UTC)

const patientID = "patient-1"

// setUp is an outbox over a database with one patient, and a context in which
// the program itself is asking.
func setUp(t *testing.T, s *store.Store) (context.Context, *outbox.Outbox) {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	err := s.Tx(ctx, func(ctx context.Context) error {
		return s.DB(ctx).Patient.Create().SetID(patientID).SetClinicNumber("1").SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return ctx, outbox.New(s, storetest.NewClock(at).Now)
}

func confirmed(subject string) outbox.Event {
	return outbox.Event{Kind: outbox.AppointmentConfirmed, SubjectID: subject, PatientID: patientID,
		Payload: []byte(`{"appointmentId":"` + subject + `"}`)}
}

// appendOne appends in a transaction of its own.
func appendOne(ctx context.Context, s *store.Store, o *outbox.Outbox, e outbox.Event) (got outbox.Event, err error) {
	err = s.Tx(ctx, func(ctx context.Context) error {
		got, err = o.Append(ctx, e)
		return err
	})
	return got, err
}

func numbers(events []outbox.Event) []int64 {
	var list []int64
	for _, e := range events {
		list = append(list, e.Number)
	}
	return list
}

func TestAppendIsReadBackAsItWasTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		var told []outbox.Event
		o.Told(func(e outbox.Event) { told = append(told, e) })
		if _, err := appendOne(ctx, s, o, confirmed("a")); err != nil {
			t.Fatal(err)
		}
		read, err := o.Since(ctx, outbox.PatientStream(patientID), "", 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(read) != 1 || len(told) != 1 {
			t.Fatalf("read %d, told %d, want 1 and 1", len(read), len(told))
		}
		same := func(a, b outbox.Event) bool {
			samePayload := string(a.Payload) == string(b.Payload)
			a.Payload, b.Payload = nil, nil
			return samePayload && a.At.Equal(b.At) && a.ID == b.ID && a.Number == b.Number &&
				a.Stream == b.Stream && a.Kind == b.Kind && a.SubjectID == b.SubjectID && a.PatientID == b.PatientID
		}
		if !same(read[0], told[0]) {
			t.Errorf("told %+v\nread %+v", told[0], read[0])
		}
	})
}

func TestAppendNeedsATransaction(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	ctx, o := setUp(t, s)
	if _, err := o.Append(ctx, confirmed("a")); !errors.Is(err, store.ErrNoTx) {
		t.Errorf("got %v, want ErrNoTx", err)
	}
}

func TestUndoneEventsAreNeitherKeptNorTold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		told := 0
		o.Told(func(outbox.Event) { told++ })
		refused := errors.New("refused")
		o.Handle(func(_ context.Context, e outbox.Event) error {
			if e.SubjectID == "bad" {
				return refused
			}
			return nil
		})
		if _, err := appendOne(ctx, s, o, confirmed("bad")); !errors.Is(err, refused) {
			t.Fatalf("got %v, want the handler's error", err)
		}
		good, err := appendOne(ctx, s, o, confirmed("good"))
		if err != nil {
			t.Fatal(err)
		}
		if good.Number != 1 || told != 1 {
			t.Errorf("number %d, told %d times; want 1 and once", good.Number, told)
		}
	})
}

func TestDuplicateLeavesNoGap(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		err := s.Tx(ctx, func(ctx context.Context) error {
			if _, err := o.Append(ctx, confirmed("a")); err != nil {
				return err
			}
			if _, err := o.Append(ctx, confirmed("a")); !errors.Is(err, outbox.ErrDuplicate) {
				t.Errorf("got %v, want ErrDuplicate", err)
			}
			_, err := o.Append(ctx, confirmed("b"))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		events, err := o.After(ctx, outbox.PatientStream(patientID), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got := numbers(events); !slices.Equal(got, []int64{1, 2}) {
			t.Errorf("numbers %v, want 1 2", got)
		}
	})
}

// A reader that has seen a number committed must have been able to see every
// smaller one.
func TestNumbersBecomeVisibleInOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		const writers, each = 8, 10
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if _, err := appendOne(ctx, s, o, confirmed(strconv.Itoa(w*each+i))); err != nil {
						t.Error(err)
					}
				}
			})
		}
		finished := make(chan struct{})
		go func() { wg.Wait(); close(finished) }()
		stream := outbox.PatientStream(patientID)
		for last, over := int64(0), false; last < writers*each; {
			events, err := o.After(ctx, stream, last, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range events {
				if e.Number != last+1 {
					t.Fatalf("saw %d after %d", e.Number, last)
				}
				last = e.Number
			}
			if over && len(events) == 0 {
				t.Fatalf("the stream ends at %d, want %d", last, writers*each)
			}
			select {
			case <-finished:
				over = true
			default:
			}
		}
		<-finished
		if head, err := o.Head(ctx, stream); err != nil || head != writers*each {
			t.Errorf("head %d (%v), want %d", head, err, writers*each)
		}
	})
}

func TestSinceRefusesForeignAndUnknownEventsAlike(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		first, err := appendOne(ctx, s, o, confirmed("a"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := appendOne(ctx, s, o, confirmed("b")); err != nil {
			t.Fatal(err)
		}
		got, err := o.Since(ctx, outbox.PatientStream(patientID), first.ID, 10)
		if err != nil || len(got) != 1 || got[0].SubjectID != "b" {
			t.Errorf("since the first: %v, %v", got, err)
		}
		_, foreign := o.Since(ctx, outbox.PatientStream("patient-2"), first.ID, 10)
		_, unknown := o.Since(ctx, outbox.PatientStream(patientID), "nothing", 10)
		if fault.CodeOf(foreign) != fault.InvalidInput || foreign.Error() != unknown.Error() {
			t.Errorf("foreign: %v; unknown: %v", foreign, unknown)
		}
	})
}

func TestUntold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		first, err := appendOne(ctx, s, o, confirmed("a"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := appendOne(ctx, s, o, confirmed("b")); err != nil {
			t.Fatal(err)
		}
		if err := o.MarkTold(ctx, []string{first.ID}); err != nil {
			t.Fatal(err)
		}
		left, err := o.Untold(ctx, at.Add(time.Second), 10)
		if err != nil || len(left) != 1 || left[0].SubjectID != "b" {
			t.Errorf("left untold: %v, %v", left, err)
		}
		if young, err := o.Untold(ctx, at, 10); err != nil || len(young) != 0 {
			t.Errorf("events of this moment are still being told: %v, %v", young, err)
		}
	})
}

func TestLatest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, o := setUp(t, s)
		if version, kind, err := o.Latest(ctx, "a"); err != nil || version != 0 || kind != "" {
			t.Errorf("of nothing: %d %s, %v", version, kind, err)
		}
		for version, kind := range []outbox.Kind{outbox.AppointmentConfirmed, outbox.AppointmentRescheduled, outbox.AppointmentCancelled} {
			e := confirmed("a")
			e.SubjectVersion, e.Kind = version, kind
			if _, err := appendOne(ctx, s, o, e); err != nil {
				t.Fatal(err)
			}
		}
		if version, kind, err := o.Latest(ctx, "a"); err != nil || version != 2 || kind != outbox.AppointmentCancelled {
			t.Errorf("got %d %s, %v, want 2 by being cancelled", version, kind, err)
		}
	})
}
