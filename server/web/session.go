package web

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"patientportal/graph"
	"patientportal/server/actor"
	"patientportal/server/fault"
)

// gate finds out who is asking.
type gate struct {
	sessions Sessions
	cookie   http.Cookie // the session's: name and attributes, without a value
	device   http.Cookie // the same of what remembers a browser
	proxies  []netip.Prefix
}

// cookieFor gives a cookie of a portal at that address. The __Host- prefix makes
// browsers refuse it from anywhere else, but needs https; over plain http, which
// only localhost is, it has to go without.
func cookieFor(base *url.URL, name string) http.Cookie {
	c := http.Cookie{Name: name, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if base.Scheme == "https" {
		c.Name, c.Secure = "__Host-"+name, true
	}
	return c
}

// credential is the token of a request and whether a browser sent it unasked.
type credential struct {
	token      string
	fromCookie bool
}

func (g *gate) credential(r *http.Request) credential {
	if token, ok := bearer(r.Header.Get("Authorization")); ok {
		return credential{token: token}
	}
	if c, err := r.Cookie(g.cookie.Name); err == nil && c.Value != "" {
		return credential{token: c.Value, fromCookie: true}
	}
	return credential{}
}

func bearer(header string) (string, bool) {
	scheme, token, ok := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	return token, ok && token != "" && strings.EqualFold(scheme, "Bearer")
}

// session is a verified one; the zero value is nobody.
type session struct {
	actor   actor.Actor
	expires time.Time
}

func (s session) id() string { return s.actor.SessionID() }

// verify turns a credential into a session. One that is no longer good counts
// as none, so that signing in and reading public things still work with it;
// graph refuses the rest.
func (g *gate) verify(ctx context.Context, c credential) (session, error) {
	return look(ctx, c, g.sessions.Authenticate)
}

// recognize is verify without counting as activity of the session.
func (g *gate) recognize(ctx context.Context, c credential) (session, error) {
	return look(ctx, c, g.sessions.Recognize)
}

// asker is who sent the request.
func (g *gate) asker(ctx context.Context, r *http.Request, c credential) (session, error) {
	if r.Header.Get(backgroundHeader) != "" {
		return g.recognize(ctx, c)
	}
	return g.verify(ctx, c)
}

func look(ctx context.Context, c credential, ask func(context.Context, string) (actor.Actor, time.Time, error)) (session, error) {
	if c.token == "" {
		return session{}, nil
	}
	who, expires, err := ask(ctx, c.token)
	if fault.CodeOf(err) == fault.Unauthenticated {
		return session{}, nil
	}
	if err != nil {
		return session{}, fmt.Errorf("verify a session: %w", err)
	}
	return session{actor: who, expires: expires}, nil
}

// client tells who is at the other end of the connection.
func (g *gate) client(r *http.Request) graph.Client {
	agent := r.UserAgent()
	return graph.Client{
		Address:   clientAddress(r, g.proxies).String(),
		UserAgent: agent[:min(len(agent), 300)],
		RequestID: requestID(r.Context()),
	}
}

// session puts the caller into the context of a plain route, and asks of a
// cookie that changes something what /graphql asks.
func (g *gate) session(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := g.credential(r)
		if c.fromCookie && !isSafe(r.Method) && r.Header.Get(clientHeader) == "" {
			refuseHeader(w)
			return
		}
		s, err := g.asker(r.Context(), r, c)
		if err != nil {
			failed(w, err)
			return
		}
		ctx := graph.WithExchange(r.Context(), g.client(r), nil)
		if !s.actor.IsZero() {
			ctx = actor.NewContext(ctx, s.actor)
			note(w).account = s.actor.AccountID()
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func isSafe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

func refuseHeader(w http.ResponseWriter) {
	refuse(w, http.StatusForbidden, "web.client_header", "The header "+clientHeader+" is missing.")
}

// browser collects what an operation does to the cookies; it is sent with the
// answer. Operations that set them are mutations, which run one after another.
type browser struct {
	request         *http.Request
	session, device http.Cookie // attributes
	pending         []http.Cookie
}

// browserOf is the browser at the other end of the request.
func (g *gate) browserOf(r *http.Request) *browser {
	return &browser{request: r, session: g.cookie, device: g.device}
}

// SetSession is part of graph.Browser.
func (b *browser) SetSession(token string, expires time.Time) { b.set(b.session, token, expires) }

// ClearSession is part of graph.Browser.
func (b *browser) ClearSession() { b.clear(b.session) }

// DeviceToken is part of graph.Browser.
func (b *browser) DeviceToken() string {
	c, err := b.request.Cookie(b.device.Name)
	if err != nil {
		return ""
	}
	return c.Value
}

// SetDevice is part of graph.Browser.
func (b *browser) SetDevice(token string, expires time.Time) { b.set(b.device, token, expires) }

// ClearDevice is part of graph.Browser.
func (b *browser) ClearDevice() { b.clear(b.device) }

func (b *browser) set(c http.Cookie, token string, expires time.Time) {
	c.Value, c.Expires = token, expires
	b.put(c)
}

func (b *browser) clear(c http.Cookie) {
	c.MaxAge = -1
	b.put(c)
}

// put takes the place of what the same operation did to the cookie before.
func (b *browser) put(c http.Cookie) {
	b.pending = slices.DeleteFunc(b.pending, func(old http.Cookie) bool { return old.Name == c.Name })
	b.pending = append(b.pending, c)
}

func (b *browser) send(w http.ResponseWriter) {
	for i := range b.pending {
		http.SetCookie(w, &b.pending[i])
	}
}
