package web

import (
	"net/http"
	"net/netip"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// The edge only keeps one address from taking the whole machine: a ward
// behind one address works well below it. Guessing passwords is counted in
// account, much more strictly.
const (
	perSecond      = 100
	burst          = 500
	addressesKnown = 20_000 // the least recent are forgotten, with a full allowance
)

// Calendars read an address every few minutes at most, and many people's
// calendars read from one network.
const (
	calendarsPerSecond = 2
	calendarsAtOnce    = 120
)

type throttle struct {
	perSecond rate.Limit
	atOnce    int
	addresses *lru.Cache[netip.Addr, *rate.Limiter]
	clock     func() time.Time
	proxies   []netip.Prefix
}

func newThrottle(clock func() time.Time, proxies []netip.Prefix) *throttle {
	return newThrottleOf(perSecond, burst, clock, proxies)
}

func newThrottleOf(perSecond rate.Limit, atOnce int, clock func() time.Time, proxies []netip.Prefix) *throttle {
	addresses, err := lru.New[netip.Addr, *rate.Limiter](addressesKnown)
	if err != nil {
		panic("web: the throttle needs a positive size") // a constant above
	}
	return &throttle{perSecond: perSecond, atOnce: atOnce, addresses: addresses, clock: clock, proxies: proxies}
}

// around refuses what is over the limit.
func (t *throttle) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l := t.limiter(r); l == nil || l.AllowN(t.clock(), 1) {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Retry-After", "1")
		refuse(w, http.StatusTooManyRequests, "web.too_many_requests", "Too many requests at once. Please wait a moment.")
	})
}

// limiter gives the allowance of where a request comes from. The loopback has
// no limit: there stands the operator, or a proxy that was not named and has
// limits of its own.
func (t *throttle) limiter(r *http.Request) *rate.Limiter {
	client := clientAddress(r, t.proxies)
	if client.IsLoopback() {
		return nil
	}
	addr := neighbourhood(client)
	if l, ok := t.addresses.Get(addr); ok {
		return l
	}
	fresh := rate.NewLimiter(t.perSecond, t.atOnce)
	if l, ok, _ := t.addresses.PeekOrAdd(addr, fresh); ok {
		return l
	}
	return fresh
}
