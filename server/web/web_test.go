package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestHeadersOfEveryAnswer(t *testing.T) {
	t.Parallel()
	p := start(t)
	for _, path := range []string{"/", "/graphql", "/schema.graphql", "/livez", "/readyz", "/records/results", "/missing.js", "/playground"} {
		h := p.do("GET", path, "").header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cache-Control": "no-store", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if h.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		csp := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
			if !strings.Contains(csp, part) {
				t.Errorf("%s: the policy lacks %s: %s", path, part, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || h.Get("X-Request-Id") == "" || h.Get("Permissions-Policy") == "" {
			t.Errorf("%s: %v", path, h)
		}
		if h.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: HSTS over plain http", path)
		}
	}
	secure := start(t, func(d *Deps) { d.BaseURL = &url.URL{Scheme: "https", Host: "portal.example.org"} }).do("GET", "/", "").header
	if secure.Get("Strict-Transport-Security") == "" || !strings.Contains(secure.Get("Content-Security-Policy"), "wss://portal.example.org") {
		t.Errorf("over https: %v", secure)
	}
}

func TestAppFiles(t *testing.T) {
	t.Parallel()
	p := start(t)
	for path, want := range map[string]struct {
		status int
		part   string
		cache  string
	}{
		"/":                       {200, "<title>app", "no-store"},
		"/index.html":             {200, "<title>app", "no-store"},
		"/records/results":        {200, "<title>app", "no-store"},
		"/appointments/0198-abc":  {200, "<title>app", "no-store"},
		"/assets/app-abc.js":      {200, "console.log", "public, max-age=31536000, immutable"},
		"/favicon.svg":            {200, "<svg/>", "no-store"},
		"/assets/app-old.js":      {404, "not found", "no-store"},
		"/assets/app-old":         {404, "not found", "no-store"},
		"/wp-login.php":           {404, "not found", "no-store"},
		"/..%2f..%2fetc%2fpasswd": {200, "<title>app", "no-store"},
	} {
		a := p.do("GET", path, "", "Accept-Encoding", "identity")
		a.expect(t, want.status, want.part)
		if got := a.header.Get("Cache-Control"); got != want.cache {
			t.Errorf("%s: %s", path, got)
		}
	}
	p.do("POST", "/", "").expect(t, 405)
	if a := p.do("HEAD", "/assets/app-abc.js", ""); a.status != 200 || a.body != "" || a.header.Get("Content-Length") == "" {
		t.Errorf("HEAD: %+v", a)
	}
	zipped := p.do("GET", "/assets/app-abc.js", "", "Accept-Encoding", "br, gzip")
	if zipped.header.Get("Content-Encoding") != "gzip" || zipped.header.Get("Vary") != "Accept-Encoding" || len(zipped.body) > 300 {
		t.Errorf("zipped: %v, %d bytes", zipped.header, len(zipped.body))
	}
	if h := p.do("GET", "/assets/app-abc.js", "", "Accept-Encoding", "gzip;q=0").header; h.Get("Content-Encoding") != "" {
		t.Errorf("zipped although refused: %v", h)
	}
}

func TestWithoutABuiltApp(t *testing.T) {
	t.Parallel()
	start(t, func(d *Deps) { d.App = nil }).do("GET", "/", "").expect(t, 503, "make build")
}

func TestPlaygroundIsOffUnlessAskedFor(t *testing.T) {
	t.Parallel()
	off, on := start(t), start(t, func(d *Deps) { d.Playground = true })
	off.do("GET", "/playground", "").expect(t, 404)
	off.do("GET", "/playground/graphiql.js", "").expect(t, 404)
	if a := on.do("GET", "/playground", ""); a.status == 404 {
		t.Error("the playground is missing")
	}
	on.do("GET", "/playground/%2e%2e/playground.go", "").expect(t, 404)
}

// What a demo shows of itself is no page of the app when it is off.
func TestDemoPagesAreMissingUnlessMounted(t *testing.T) {
	t.Parallel()
	start(t).do("GET", "/dev/mail", "").expect(t, 404)
	mail := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, 200, "mail") })
	on := start(t, func(d *Deps) { d.Mount = map[string]http.Handler{"GET /dev/mail": mail} })
	on.do("GET", "/dev/mail", "").expect(t, 200, "mail")
	on.do("GET", "/dev/else", "").expect(t, 404)
}

func TestContractAndHealth(t *testing.T) {
	t.Parallel()
	var notReady error
	p := start(t, func(d *Deps) { d.Ready = func(context.Context) error { return notReady } })
	p.do("GET", "/schema.graphql", "").expect(t, 200, "type Query")
	p.do("GET", "/livez", "").expect(t, 200, "ok")
	p.do("GET", "/readyz", "").expect(t, 200, "ok")
	notReady = errors.New("dial tcp 10.1.2.3:5432")
	a := p.do("GET", "/readyz", "")
	a.expect(t, 503, "not ready")
	if strings.Contains(a.body, "10.1.2.3") {
		t.Error(a.body)
	}
	p.do("GET", "/livez", "").expect(t, 200, "ok")
}

func TestMountedRoutes(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) {
		d.Mount = map[string]http.Handler{
			"/calendar/": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { plain(w, 200, "BEGIN:VCALENDAR") }),
			"/panics":    http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("Maria Alvarez") }),
		}
	})
	p.do("GET", "/calendar/token-0123456789.ics?key=hunter2", "").expect(t, 200, "VCALENDAR")
	a := p.do("GET", "/panics", "")
	a.expect(t, 500, "INTERNAL")
	if strings.Contains(a.body, "Maria") {
		t.Error(a.body)
	}
}

// A line for each request, with the route in place of the path.
func TestAccessLog(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) {
		d.Mount = map[string]http.Handler{"/calendar/": http.NotFoundHandler()}
	})
	p.do("GET", "/calendar/token-0123456789.ics?key=hunter2", "", "User-Agent", "agent-hunter2")
	p.do("POST", "/graphql", `{"query":"mutation Login($in:Login!){signIn(input:$in)}","variables":{"in":{"username":"maria","password":"hunter2"}}}`,
		"Content-Type", "application/json", "Authorization", "Bearer good:hunter2-token")
	lines := strings.Split(strings.TrimSpace(p.log.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines: %s", len(lines), p.log)
	}
	for _, secret := range []string{"hunter2", "0123456789", "maria"} {
		if strings.Contains(p.log.String(), secret) {
			t.Errorf("the log holds %s: %s", secret, p.log)
		}
	}
	var line map[string]any
	if err := json.Unmarshal([]byte(lines[1]), &line); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"operation": "Login", "route": "/graphql", "method": "POST", "status": 200.0, "account": "a1"} {
		if line[key] != want {
			t.Errorf("%s is %v in %s", key, line[key], lines[1])
		}
	}
	if line["request"] == "" || line["took"] == nil || line["bytes"] == 0.0 {
		t.Errorf("incomplete: %s", lines[1])
	}
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	clock := &fakeClock{t: time.Date(2026, 8, 6, 13, 0, 0, 0, time.UTC)}
	limit := newThrottle(clock.now, []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32")})
	served := 0
	h := limit.around(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served++ }))
	send := func(n int, peer, forwarded string) (refused int) {
		for range n {
			r := &http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": {forwarded}}}
			w := &statusOnly{header: http.Header{}}
			h.ServeHTTP(w, r)
			if w.status == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	if n := send(burst+10, "203.0.113.9:1", ""); n != 10 {
		t.Errorf("refused %d, want 10", n)
	}
	if n := send(10, "203.0.113.8:1", ""); n != 0 {
		t.Errorf("a neighbour pays: %d refused", n)
	}
	clock.advance(time.Second)
	if n := send(perSecond+1, "203.0.113.9:1", ""); n != 1 {
		t.Errorf("after a second: %d refused, want 1", n)
	}
	if n := send(burst*2, "127.0.0.1:1", ""); n != 0 {
		t.Errorf("the loopback: %d refused", n)
	}
	if n := send(burst+10, "10.0.0.1:1", "198.51.100.1"); n != 10 {
		t.Errorf("behind a proxy: %d refused, want 10", n)
	}
	send(burst, "[2001:db8::1]:1", "")
	if n := send(1, "[2001:db8::2]:1", ""); n != 1 {
		t.Error("another address of the same /64 has an allowance of its own")
	}
}

type statusOnly struct {
	header http.Header
	status int
}

func (s *statusOnly) Header() http.Header         { return s.header }
func (s *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
func (s *statusOnly) WriteHeader(status int)      { s.status = status }

func TestServerLimits(t *testing.T) {
	t.Parallel()
	s := Server(":0", http.NotFoundHandler(), nil)
	if s.ReadHeaderTimeout != 5*time.Second || s.ReadTimeout != 15*time.Second || s.IdleTimeout != time.Minute || s.MaxHeaderBytes != 16<<10 {
		t.Errorf("%+v", s)
	}
}
