package notify

import (
	"context"
	"errors"
	"testing"
	"time"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestChoresRunSoonAfterTheStart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		ran := make(chan struct{}, 10)
		err := w.Every("lay out slots", time.Hour, func(context.Context) error {
			ran <- struct{}{}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.start()
		receive(t, ran)
	})
}

func TestChoresNeedANameOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	chore := func(context.Context) error { return nil }
	if err := w.Every("a", time.Hour, chore); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		w.Every("a", time.Hour, chore), w.Every("", time.Hour, chore), w.Every("b", 0, chore), w.Every("c", time.Hour, nil),
	} {
		if err == nil {
			t.Error("it was taken")
		}
	}
}

func TestAlarmsNeedATransaction(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	if err := w.jobs.set(w.ctx, []alarm{{deliveryID: "x", due: now}}); !errors.Is(err, store.ErrNoTx) {
		t.Errorf("got %v, want ErrNoTx", err)
	}
}
