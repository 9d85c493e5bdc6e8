package web

import (
	"context"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"patientportal/server/fault"
)

func TestCalendarsAreHeldToTheirPace(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_000_000, 0)
	limited := newThrottleOf(calendarsPerSecond, calendarsAtOnce, func() time.Time { return at }, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})
	h := limited.around(Calendar(func(context.Context, string) (CalendarFile, error) { return CalendarFile{}, fault.ErrNotFound }))
	ask := func(from string) int {
		out := &noted{ResponseWriter: discard{}}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/calendar/x.ics", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.RemoteAddr = from
		r.SetPathValue("file", "x.ics")
		h.ServeHTTP(out, r)
		return out.status
	}
	for range calendarsAtOnce {
		if got := ask("198.51.100.7:1"); got != http.StatusNotFound {
			t.Fatalf("within the pace: %d", got)
		}
	}
	if got := ask("198.51.100.7:1"); got != http.StatusTooManyRequests {
		t.Errorf("beyond it: %d", got)
	}
	if got := ask("203.0.113.9:1"); got != http.StatusNotFound {
		t.Errorf("somebody else: %d", got)
	}
	at = at.Add(time.Second)
	if got := ask("198.51.100.7:1"); got != http.StatusNotFound {
		t.Errorf("a second later: %d", got)
	}
}

// discard takes an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}
