package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// clientHeader must be on every request that acts by cookie and could change
// something: a page elsewhere cannot set it without being asked about by CORS.
const clientHeader = "X-Portal-Client"

// backgroundHeader says that nobody caused the request: a page that asks again
// by itself keeps no session alive.
const backgroundHeader = "X-Portal-Background"

// origins are the exact places whose pages may act for a signed-in person.
type origins struct {
	exact map[string]bool
	check *http.CrossOriginProtection
}

func newOrigins(base *url.URL, further []string) (*origins, error) {
	o := &origins{exact: map[string]bool{}, check: http.NewCrossOriginProtection()}
	for _, origin := range append([]string{base.Scheme + "://" + base.Host}, further...) {
		if err := o.check.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("web: %q is not an origin such as https://portal.example.org: %w", origin, err)
		}
		o.exact[origin] = true
	}
	o.check.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "web.cross_origin", "This request came from another site.")
	}))
	return o, nil
}

func (o *origins) protect(next http.Handler) http.Handler { return o.check.Handler(next) }

// allowsSocket decides a socket's Origin, which no CORS covers. A missing one
// is no browser's. A page that this very machine serves on the loopback is
// taken under any port, so that a portal tried out beside another one works;
// no foreign name can stand there.
func (o *origins) allowsSocket(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || o.exact[origin] {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, r.Host) && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && addr.IsLoopback())
}

// peerAddress is the address the connection comes from, the zero Addr when it
// has none that can be read.
func peerAddress(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	addr, _ := netip.ParseAddr(host)
	return addr.Unmap().WithZone("")
}

// clientAddress believes X-Forwarded-For from the right, as far as the hops
// are proxies that the operator named; without any it is the peer.
func clientAddress(r *http.Request, proxies []netip.Prefix) netip.Addr {
	addr := peerAddress(r)
	if !within(addr, proxies) {
		return addr
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return addr
		}
		if addr = hop.Unmap().WithZone(""); !within(addr, proxies) {
			return addr
		}
	}
	return addr
}

func within(addr netip.Addr, prefixes []netip.Prefix) bool {
	for _, p := range prefixes {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// neighbourhood is what one household or attacker has at hand: an IPv4
// address, or the /64 of an IPv6 one.
func neighbourhood(addr netip.Addr) netip.Addr {
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			return p.Addr()
		}
	}
	return addr
}
