package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"patientportal/server/actor"
)

func TestWhoIsAsking(t *testing.T) {
	t.Parallel()
	p := start(t)
	for name, c := range map[string]struct {
		headers []string
		want    string
	}{
		"nobody":                 {nil, `"who":""`},
		"bearer":                 {[]string{"Authorization", "Bearer good"}, `"who":"s1"`},
		"bearer, other case":     {[]string{"Authorization", "bearer good"}, `"who":"s1"`},
		"bearer of no session":   {[]string{"Authorization", "Bearer bad"}, `"who":""`},
		"basic":                  {[]string{"Authorization", "Basic good"}, `"who":""`},
		"cookie":                 {[]string{"Cookie", browserCookie, clientHeader, "web"}, `"who":"s1"`},
		"cookie of no session":   {[]string{"Cookie", "portal_session=bad", clientHeader, "web"}, `"who":""`},
		"bearer beside a cookie": {[]string{"Cookie", browserCookie, "Authorization", "Bearer good:s2"}, `"who":"s2"`},
		"the cookie of https":    {[]string{"Cookie", "__Host-portal_session=good"}, `"who":""`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p.ask("{who}", c.headers...).expect(t, 200, c.want)
		})
	}
}

// A page that asks again by itself is not a person at work.
func TestBackgroundRequestsAreNoUse(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) {
		d.Mount = map[string]http.Handler{"/upload": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "") })}
	})
	by := []string{"Cookie", browserCookie, clientHeader, "web"}
	quietly := append([]string{backgroundHeader, "true"}, by...)
	p.ask("{who}", quietly...).expect(t, 200, `"who":"s1"`)
	p.do("POST", "/upload", "", quietly...).expect(t, 200)
	if n := p.sessions.used.Load(); n != 0 {
		t.Errorf("background requests counted %d times", n)
	}
	p.ask("{who}", by...).expect(t, 200, `"who":"s1"`)
	p.do("POST", "/upload", "", by...).expect(t, 200)
	if n := p.sessions.used.Load(); n != 2 {
		t.Errorf("two requests counted %d times", n)
	}
}

// A form on another site sends the cookie along; it cannot send the header.
func TestCookieAloneDoesNothing(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) {
		d.Mount = map[string]http.Handler{"/upload": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			who, _ := actor.From(r.Context())
			plain(w, http.StatusOK, who.SessionID())
		})}
	})
	p.ask("{who}", "Cookie", browserCookie).expect(t, 403, "web.client_header", "FORBIDDEN")
	p.do("POST", "/upload", "", "Cookie", browserCookie).expect(t, 403, "web.client_header")
	p.do("POST", "/upload", "", "Cookie", browserCookie, clientHeader, "web").expect(t, 200, "s1")
	p.do("GET", "/upload", "", "Cookie", browserCookie).expect(t, 200, "s1")
	p.do("POST", "/upload", "").expect(t, 200)
}

func TestOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) { d.Origins = []string{"https://app.example.org"} })
	good := []string{"Cookie", browserCookie, clientHeader, "web"}
	for name, c := range map[string]struct {
		headers []string
		status  int
	}{
		"same origin":          {[]string{"Sec-Fetch-Site", "same-origin"}, 200},
		"cross-site":           {[]string{"Sec-Fetch-Site", "cross-site"}, 403},
		"same-site":            {[]string{"Sec-Fetch-Site", "same-site"}, 403},
		"foreign origin":       {[]string{"Origin", "https://evil.example"}, 403},
		"null origin":          {[]string{"Origin", "null"}, 403},
		"our origin":           {[]string{"Origin", p.url}, 200},
		"a trusted origin":     {[]string{"Origin", "https://app.example.org", "Sec-Fetch-Site", "cross-site"}, 200},
		"its other port":       {[]string{"Origin", "https://app.example.org:8443", "Sec-Fetch-Site", "cross-site"}, 403},
		"its look-alike":       {[]string{"Origin", "https://app.example.org.evil.example"}, 403},
		"no browser at all":    {nil, 200},
		"a name that ends so":  {[]string{"Origin", "https://evilapp.example.org"}, 403},
		"the other scheme":     {[]string{"Origin", "http://app.example.org", "Sec-Fetch-Site", "cross-site"}, 403},
		"cross-site in a form": {[]string{"Sec-Fetch-Site", "cross-site", "Origin", "null"}, 403},
	} {
		if a := p.ask("{hello}", append(good, c.headers...)...); a.status != c.status {
			t.Errorf("%s: %d, want %d", name, a.status, c.status)
		}
	}
}

func TestCORSNamesExactOrigins(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) { d.Origins = []string{"https://app.example.org"} })
	preflight := func(origin string) http.Header {
		return p.do("OPTIONS", "/graphql", "", "Origin", origin, "Access-Control-Request-Method", "POST",
			"Access-Control-Request-Headers", "content-type,x-portal-client").header
	}
	if h := preflight("https://app.example.org"); h.Get("Access-Control-Allow-Origin") != "https://app.example.org" {
		t.Errorf("the trusted origin: %v", h)
	}
	if h := preflight("https://evil.example"); h.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a foreign origin: %v", h)
	}
	for _, bad := range []string{"*", "app.example.org", "https://app.example.org/path", "https://*.example.org/"} {
		if _, err := newOrigins(&url.URL{Scheme: "https", Host: "portal.example.org"}, []string{bad}); err == nil {
			t.Errorf("%q passed as an origin", bad)
		}
	}
}

func TestCookieIsSetAndTakenBack(t *testing.T) {
	t.Parallel()
	plain, secure := start(t), start(t, func(d *Deps) { d.BaseURL = &url.URL{Scheme: "https", Host: "portal.example.org"} })
	in := `mutation{signIn(input:{username:"m",password:"p"})}`
	for name, c := range map[string]struct {
		portal  *portal
		query   string
		headers []string
		want    string
	}{
		"on localhost":   {plain, in, nil, "portal_session=good; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; SameSite=Lax"},
		"on https":       {secure, in, nil, "__Host-portal_session=good; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; Secure; SameSite=Lax"},
		"signing out":    {plain, "mutation{signOut}", nil, "portal_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"},
		"a stale cookie": {plain, "{hello}", []string{"Cookie", "portal_session=bad", clientHeader, "x"}, ""},
		"in over stale":  {plain, in, []string{"Cookie", "portal_session=bad", clientHeader, "x"}, "portal_session=good; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; SameSite=Lax"},
		"nothing to say": {plain, "{hello}", nil, ""},
	} {
		a := c.portal.ask(c.query, c.headers...)
		a.expect(t, 200)
		if got := strings.Join(a.header.Values("Set-Cookie"), " | "); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

// What remembers a browser has a cookie of its own: it stays when the session goes.
func TestTheDeviceHasACookieOfItsOwn(t *testing.T) {
	t.Parallel()
	plain, secure := start(t), start(t, func(d *Deps) { d.BaseURL = &url.URL{Scheme: "https", Host: "portal.example.org"} })
	for name, c := range map[string]struct {
		portal     *portal
		query      string
		headers    []string
		data, want string
	}{
		"on localhost": {plain, "mutation{remember}", nil, `"before: "`,
			"portal_session=good; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; SameSite=Lax | " +
				"portal_device=device-token; Path=/; Expires=Sat, 02 Feb 2030 03:04:05 GMT; HttpOnly; SameSite=Lax"},
		"on https": {secure, "mutation{remember}", nil, `"before: "`,
			"__Host-portal_session=good; Path=/; Expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; Secure; SameSite=Lax | " +
				"__Host-portal_device=device-token; Path=/; Expires=Sat, 02 Feb 2030 03:04:05 GMT; HttpOnly; Secure; SameSite=Lax"},
		"forgetting": {plain, "mutation{forget}", []string{"Cookie", "portal_device=old"}, `"before: old"`,
			"portal_device=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"},
		"signing out": {plain, "mutation{signOut}", []string{"Cookie", "portal_device=old; " + browserCookie, clientHeader, "x"}, `"out"`,
			"portal_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"},
		"another's name": {secure, "mutation{forget}", []string{"Cookie", "portal_device=old"}, `"before: "`,
			"__Host-portal_device=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax"},
	} {
		a := c.portal.ask(c.query, c.headers...)
		a.expect(t, 200, c.data)
		if got := strings.Join(a.header.Values("Set-Cookie"), " | "); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
}

// It opens nothing: who has it alone is nobody.
func TestTheDevicesCookieIsNoSession(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.ask("{who}", "Cookie", "portal_device=good", clientHeader, "web").expect(t, 200, `"who":""`)
}

func TestAddressOfTheClient(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, c := range map[string]struct {
		peer, forwarded, want string
	}{
		"no proxy":                   {"203.0.113.9:1234", "", "203.0.113.9"},
		"a header from a stranger":   {"203.0.113.9:1234", "198.51.100.1", "203.0.113.9"},
		"one proxy":                  {"10.0.0.1:80", "198.51.100.1", "198.51.100.1"},
		"two proxies":                {"10.0.0.1:80", "198.51.100.1, 10.0.0.2", "198.51.100.1"},
		"an invented first hop":      {"10.0.0.1:80", "1.1.1.1, 198.51.100.1", "198.51.100.1"},
		"nonsense from a proxy":      {"10.0.0.1:80", "198.51.100.1, unknown", "10.0.0.1"},
		"nothing from a proxy":       {"10.0.0.1:80", "", "10.0.0.1"},
		"IPv6":                       {"[2001:db8::1]:80", "", "2001:db8::1"},
		"IPv6 proxy on the loopback": {"[::1]:80", "2001:db8::2", "2001:db8::2"},
		"IPv4 in IPv6":               {"[::ffff:203.0.113.9]:80", "", "203.0.113.9"},
		"a zone":                     {"[fe80::1%eth0]:80", "", "fe80::1"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{}}
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clientAddress(r, proxies).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	start(t).ask("{address}", "X-Forwarded-For", "198.51.100.1").expect(t, 200, "127.0.0.1")
}
