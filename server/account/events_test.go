package account

import (
	"slices"
	"sync"
	"testing"

	"patientportal/server/store/storetest"
)

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestTheEndOfASessionIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, other := w.open(), w.open()
		var told []string
		w.OnRevoked(func(id string) { told = append(told, id) })
		first, stopFirst := w.Revoked(one.Who().SessionID())
		second, stopSecond := w.Revoked(one.Who().SessionID())
		kept, stopKept := w.Revoked(other.Who().SessionID())
		stopFirst()
		if _, err := w.RevokeSession(w.ctx, other.Who(), RevokeSessionInput{SessionID: one.Who().SessionID()}); err != nil {
			t.Fatal(err)
		}
		if !isClosed(first) || !isClosed(second) || isClosed(kept) {
			t.Error("the wrong ones were told")
		}
		late, stopLate := w.Revoked(one.Who().SessionID())
		if !isClosed(late) {
			t.Error("who listens just after the end is not told")
		}
		if !slices.Equal(told, []string{one.Who().SessionID()}) {
			t.Errorf("other servers were told %v", told)
		}
		for _, stop := range []func(){stopSecond, stopKept, stopLate, stopKept} {
			stop()
		}
		if n := len(w.hub.listeners); n != 0 {
			t.Errorf("%d listeners are left behind", n)
		}
	})
}

func TestAnotherServersWordIsPassedOnHereOnly(t *testing.T) {
	t.Parallel()
	s := &Service{hub: newHub(storetest.NewClock(start).Now)}
	s.OnRevoked(func(string) { t.Error("told back to the other servers, without end") })
	ended, stop := s.Revoked("a")
	defer stop()
	s.NoteRevoked("a")
	if !isClosed(ended) {
		t.Error("not told here")
	}
}

func TestTheHubForgets(t *testing.T) {
	t.Parallel()
	clock := storetest.NewClock(start)
	h := newHub(clock.Now)
	for range 3 {
		h.end("a")
		clock.Advance(endedMemory)
		h.end("b")
	}
	clock.Advance(endedMemory)
	h.end("c")
	if len(h.ended) != 1 {
		t.Errorf("remembers %v", h.ended)
	}
}

func TestListeningAndEndingAtOnce(t *testing.T) {
	t.Parallel()
	h := newHub(storetest.NewClock(start).Now)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			closed, stop := h.listen("a")
			defer stop()
			<-closed
		})
		wg.Go(func() { h.announce("a") })
	}
	wg.Wait()
}
