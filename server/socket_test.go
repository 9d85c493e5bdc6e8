package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// arriveByPhone is arrive for an app with its access token.
func (w *world) arriveByPhone(t testing.TB, username string) *browser {
	t.Helper()
	var in struct{ SignIn struct{ AccessToken string } }
	b := w.anonymous()
	b.do(t, `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p, client: MOBILE}) { ... on SignedIn { accessToken } } }`,
		map[string]any{"u": username, "p": passwords()[username]}).into(t, &in)
	b.bearer = in.SignIn.AccessToken
	return b
}

// liveSocket is an open socket of a browser or phone.
type liveSocket struct {
	conn   *websocket.Conn
	last   int
	others []string // heard while something else was waited for
}

func (b *browser) socket(t *testing.T, url string) *liveSocket {
	t.Helper()
	header, start := http.Header{}, `{"type":"connection_init"}`
	if b.cookie != "" {
		header.Set("Cookie", b.cookie)
	}
	if b.bearer != "" {
		start = `{"type":"connection_init","payload":{"authorization":"Bearer ` + b.bearer + `"}}`
	}
	dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}
	conn, _, err := dialer.Dial("ws"+strings.TrimPrefix(url, "http")+"/graphql", header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	s := &liveSocket{conn: conn}
	if got := s.say(t, start); got != `{"type":"connection_ack"}` {
		t.Fatalf("the socket began with %s", got)
	}
	return s
}

func (s *liveSocket) say(t *testing.T, message string) string {
	t.Helper()
	if err := s.conn.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		t.Fatal(err)
	}
	return s.hear(t)
}

func (s *liveSocket) hear(t *testing.T) string {
	t.Helper()
	_ = s.conn.SetReadDeadline(time.Now().Add(patience))
	_, got, err := s.conn.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// ask gives the answer to a query, or why it was refused.
func (s *liveSocket) ask(t *testing.T, document string) string {
	t.Helper()
	id := s.begin(t, document)
	for {
		got := s.hear(t)
		if strings.Contains(got, id) {
			return got
		}
		s.others = append(s.others, got)
	}
}

// begin sends an operation and waits for nothing. It gives how its messages are
// marked.
func (s *liveSocket) begin(t *testing.T, document string) string {
	t.Helper()
	s.last++
	id := fmt.Sprintf(`"id":"op%d"`, s.last)
	message := fmt.Sprintf(`{%s,"type":"subscribe","payload":{"query":%q}}`, id, document)
	if err := s.conn.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		t.Fatal(err)
	}
	return id
}

// ended waits for the close frame that says so.
func (s *liveSocket) ended(t *testing.T, name string) {
	t.Helper()
	_ = s.conn.SetReadDeadline(time.Now().Add(patience))
	for {
		if _, _, err := s.conn.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, 4401) {
				t.Errorf("%s ended with %v, not 4401", name, err)
			}
			return
		}
	}
}

// A step-up changes the cookie and not the session: sockets that are open go on
// without being opened again, and end with the session, however its tokens have
// changed since.
func TestSocketsOutliveAStepUpAndNotTheirSession(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			server := httptest.NewServer(w.handler)
			t.Cleanup(server.Close)
			b, other := w.signIn(t, "maria.alvarez"), w.signIn(t, "maria.alvarez")
			before := b.socket(t, server.URL)
			before.begin(t, `subscription { notificationAdded { id } }`)
			old := &browser{world: w, cookie: b.cookie}
			if got := b.do(t, `mutation($p: String!) { stepUp(input: {password: $p}) { expiresAt } }`, map[string]any{"p": passwords()["maria.alvarez"]}); got.code() != yes {
				t.Fatal(got.Errors)
			}
			if got := before.ask(t, `{ unreadCount }`); !strings.Contains(got, `"unreadCount":`) {
				t.Errorf("the socket from before: %s", got)
			}
			after := b.socket(t, server.URL)
			if got := after.ask(t, `{ unreadCount }`); !strings.Contains(got, `"unreadCount":`) {
				t.Errorf("a socket with the new cookie: %s", got)
			}
			if got := old.socket(t, server.URL).ask(t, `{ unreadCount }`); !strings.Contains(got, in_) {
				t.Errorf("a socket with the old cookie: %s", got)
			}
			var mine struct {
				Viewer struct {
					Account struct {
						Sessions []struct {
							ID      string
							Current bool
						}
					}
				}
			}
			b.do(t, `{ viewer { account { sessions { id current } } } }`, nil).into(t, &mine)
			for _, s := range mine.Viewer.Account.Sessions {
				if !s.Current {
					continue
				}
				if got := other.do(t, `mutation($s: ID!) { revokeSession(input: {sessionId: $s}) { account { id } } }`, map[string]any{"s": s.ID}); got.code() != yes {
					t.Fatal(got.Errors)
				}
			}
			before.ended(t, "the socket from before")
			after.ended(t, "the socket from after")
		})
	}
}
