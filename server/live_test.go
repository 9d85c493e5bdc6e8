package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/store/storetest"
	"patientportal/server/web"
)

// livePortal is the whole program over a database of its own, with one
// administrator and no patients.
type livePortal struct {
	t   *testing.T
	url string
}

const livePassword = "Granite-Compass-64!"

func openLive(t *testing.T, dialect string) *livePortal {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	settings := config.Serve{
		Store: config.Store{DataDir: t.TempDir(), ClinicNames: config.ClinicNames{ClinicName: "Clinic"}},
		Addr:  ":0", BaseURL: "http://" + listener.Addr().String(), MailFrom: "no-reply@localhost", AdHocQueries: true, Demo: true,
	}
	settings.DatabaseURL = storetest.URL(t, dialect)
	settings.SecretKeyFile = filepath.Join(settings.DataDir, "secret.key")
	p, err := openPortal(t.Context(), settings, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	_, err = p.Account.Create(t.Context(), actor.System("test"), account.CreateInput{
		Username: "live.admin", DisplayName: "Made-up administrator", Role: actor.RoleAdministrator, Password: livePassword, Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := p.handler(settings)
	if err != nil {
		t.Fatal(err)
	}
	server := web.Server("", handler, nil)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), farewell)
		defer cancel()
		if err := errors.Join(handler.Shutdown(ctx), server.Shutdown(ctx)); err != nil {
			t.Errorf("shutting down: %v", err)
		}
	})
	return &livePortal{t: t, url: settings.BaseURL}
}

// ask posts a document and gives the answer's header and body.
func (p *livePortal) ask(document string, variables map[string]any, header http.Header) (http.Header, string) {
	p.t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.url+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header = header.Clone()
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Portal-Client", "test")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res.Header, string(read)
}

// signIn gives the header that acts for a new session of a browser.
func (p *livePortal) signIn() http.Header {
	p.t.Helper()
	header, body := p.ask(`mutation($in: SignInInput!) { signIn(input: $in) { __typename } }`, map[string]any{
		"in": map[string]any{"username": "live.admin", "password": livePassword, "client": "BROWSER"},
	}, http.Header{})
	cookie, _, _ := strings.Cut(header.Get("Set-Cookie"), ";")
	if !strings.Contains(body, "SignedIn") || !strings.HasPrefix(cookie, "portal_session=") {
		p.t.Fatalf("signing in: %s, cookie %q", body, header.Get("Set-Cookie"))
	}
	return http.Header{"Cookie": {cookie}}
}

// follow opens a socket with a subscription at work.
func (p *livePortal) follow(header http.Header) *websocket.Conn {
	p.t.Helper()
	d := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}
	conn, _, err := d.Dial("ws"+strings.TrimPrefix(p.url, "http")+"/graphql", header)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = conn.Close() })
	for _, m := range []string{
		`{"type":"connection_init"}`,
		`{"id":"1","type":"subscribe","payload":{"query":"subscription { notificationAdded { id } }"}}`,
		`{"type":"ping"}`,
	} {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(m)); err != nil {
			p.t.Fatal(err)
		}
	}
	for _, want := range []string{`{"type":"connection_ack"}`, `{"type":"pong"}`} {
		_, got, err := conn.ReadMessage()
		if err != nil || string(got) != want {
			p.t.Fatalf("got %s, %v, want %s", got, err, want)
		}
	}
	return conn
}

// A session that ends takes its sockets along within a second, and the cookie
// is worth nothing any more; another session of the same person stays.
func TestEndedSessionGoesDeadOnEveryChannel(t *testing.T) {
	t.Parallel()
	for _, dialect := range []string{"sqlite", "postgres"} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			p := openLive(t, dialect)
			ending, staying := p.signIn(), p.signIn()
			first, second, other := p.follow(ending), p.follow(ending), p.follow(staying)

			start := time.Now()
			if header, body := p.ask(`mutation { signOut { __typename } }`, nil, ending); !strings.Contains(header.Get("Set-Cookie"), "Max-Age=0") {
				t.Fatalf("signing out: %s", body)
			}
			for _, conn := range []*websocket.Conn{first, second} {
				_ = conn.SetReadDeadline(start.Add(5 * time.Second))
				_, got, err := conn.ReadMessage()
				if !websocket.IsCloseError(err, 4401) {
					t.Errorf("the socket gave %s, %v, not 4401", got, err)
				}
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("the sockets lived on for %s", took)
			}
			if _, body := p.ask(`{ unreadCount }`, nil, ending); !strings.Contains(body, "UNAUTHENTICATED") {
				t.Errorf("with the old cookie: %s", body)
			}
			if err := other.WriteMessage(websocket.TextMessage, []byte(`{"type":"ping"}`)); err != nil {
				t.Fatal(err)
			}
			if _, got, err := other.ReadMessage(); err != nil || string(got) != `{"type":"pong"}` {
				t.Errorf("the other session's socket gave %s, %v", got, err)
			}
		})
	}
}

func TestStrangersHearNothing(t *testing.T) {
	t.Parallel()
	p := openLive(t, "sqlite")
	d := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}
	conn, _, err := d.Dial("ws"+strings.TrimPrefix(p.url, "http")+"/graphql", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	for i, m := range []string{
		`{"type":"connection_init"}`,
		`{"id":"n","type":"subscribe","payload":{"query":"subscription { notificationAdded { id } }"}}`,
		`{"id":"e","type":"subscribe","payload":{"query":"subscription { appointmentEvents(patientId: \"x\") { __typename } }"}}`,
		`{"id":"s","type":"subscribe","payload":{"query":"subscription { slotChanges { slotId } }"}}`,
	} {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(m)); err != nil {
			t.Fatal(err)
		}
		_, got, err := conn.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		if !strings.Contains(string(got), "UNAUTHENTICATED") {
			t.Errorf("%s: %s", m, got)
		}
		if _, _, err := conn.ReadMessage(); err != nil { // complete
			t.Fatal(err)
		}
	}
}
