package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// rawClient speaks the bytes of the protocol and nothing more.
type rawClient struct {
	t    *testing.T
	conn *websocket.Conn
}

// dial opens a socket; headers come as name, value pairs.
func (p *portal) dial(headers ...string) *rawClient {
	p.t.Helper()
	c, res, err := p.tryDial([]string{"graphql-transport-ws"}, headers...)
	if err != nil {
		p.t.Fatalf("dial: %v %v", err, res)
	}
	return c
}

func (p *portal) tryDial(protocols []string, headers ...string) (*rawClient, *http.Response, error) {
	p.t.Helper()
	h := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Add(headers[i], headers[i+1])
	}
	d := websocket.Dialer{Subprotocols: protocols, HandshakeTimeout: 5 * time.Second}
	conn, res, err := d.Dial("ws"+strings.TrimPrefix(p.url, "http")+"/graphql", h)
	if err != nil {
		return nil, res, err
	}
	p.t.Cleanup(func() { _ = conn.Close() })
	return &rawClient{t: p.t, conn: conn}, res, nil
}

// open dials and signs in with the cookie.
func (p *portal) open() *rawClient {
	p.t.Helper()
	c := p.dial("Cookie", browserCookie)
	c.send(`{"type":"connection_init"}`)
	c.expect(`{"type":"connection_ack"}`)
	return c
}

func (c *rawClient) send(messages ...string) {
	c.t.Helper()
	for _, m := range messages {
		if err := c.conn.WriteMessage(websocket.TextMessage, []byte(m)); err != nil {
			c.t.Fatalf("send %s: %v", m, err)
		}
	}
}

func (c *rawClient) subscribe(id, query string) {
	c.t.Helper()
	payload, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		c.t.Fatal(err)
	}
	c.send(fmt.Sprintf(`{"id":%q,"type":"subscribe","payload":%s}`, id, payload))
}

// expect reads the next messages and compares them.
func (c *rawClient) expect(messages ...string) {
	c.t.Helper()
	for _, want := range messages {
		if got := c.read(); got != want {
			c.t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

func (c *rawClient) read() string {
	c.t.Helper()
	_ = c.conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, data, err := c.conn.ReadMessage()
	if err != nil {
		c.t.Fatalf("read: %v", err)
	}
	return string(data)
}

// quiet shows that nothing was sent before now: what is asked for now comes first.
func (c *rawClient) quiet() {
	c.t.Helper()
	c.send(`{"type":"ping"}`)
	c.expect(`{"type":"pong"}`)
}

func (c *rawClient) expectClose(code int, reason string) {
	c.t.Helper()
	_ = c.conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	for {
		_, data, err := c.conn.ReadMessage()
		if err == nil {
			c.t.Logf("before the close: %s", data)
			continue
		}
		var closed *websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != code || closed.Text != reason {
			c.t.Fatalf("closed with %v, want %d %s", err, code, reason)
		}
		return
	}
}

// The protocol, point by point.
func TestProtocol(t *testing.T) {
	t.Parallel()
	const invalid = "Invalid message received"
	points := map[string]func(*portal, *testing.T){
		"01 another subprotocol": func(p *portal, _ *testing.T) {
			for _, protocols := range [][]string{nil, {"graphql-ws"}} {
				c, res, err := p.tryDial(protocols)
				if err != nil {
					p.t.Fatal(err)
				}
				if got := res.Header.Values("Sec-Websocket-Protocol"); !slices.Equal(got, protocols) {
					p.t.Errorf("answered with %v to %v", got, protocols)
				}
				c.expectClose(4406, "Subprotocol not acceptable")
			}
		},
		"02 our subprotocol among others": func(p *portal, t *testing.T) {
			c, res, err := p.tryDial([]string{"graphql-ws", "graphql-transport-ws"})
			if err != nil || res.Header.Get("Sec-Websocket-Protocol") != "graphql-transport-ws" {
				t.Fatal(err, res)
			}
			c.send(`{"type":"connection_init","payload":{}}`)
			c.expect(`{"type":"connection_ack"}`)
		},
		"03 no init in time": func(p *portal, _ *testing.T) {
			c := p.dial()
			p.sockets.sweep(time.Now().Add(initWithin + time.Second))
			c.expectClose(4408, "Connection initialisation timeout")
		},
		"04 a second init": func(p *portal, _ *testing.T) {
			c := p.open()
			c.send(`{"type":"connection_init"}`)
			c.expectClose(4429, "Too many initialisation requests")
		},
		"05 subscribe before the acknowledgement": func(p *portal, _ *testing.T) {
			c := p.dial()
			c.subscribe("1", "{hello}")
			c.expectClose(4401, "Unauthorized")
		},
		"06 messages that are none": func(p *portal, _ *testing.T) {
			for _, m := range []string{
				`not json`, `"text"`, `[]`, `{}`, `{"type":"start"}`, `{"type":7}`, `{"type":"next","id":"1"}`,
				`{"type":"connection_ack"}`, `{"id":7,"type":"subscribe","payload":{"query":"{hello}"}}`,
				`{"type":"subscribe","payload":{"query":"{hello}"}}`, `{"id":"","type":"subscribe","payload":{"query":"{hello}"}}`,
				`{"id":"1","type":"subscribe"}`, `{"id":"1","type":"subscribe","payload":{}}`,
				`{"id":"1","type":"subscribe","payload":{"query":7}}`, `{"id":"1","type":"subscribe","payload":{"query":"{hello}","variables":[]}}`,
				`{"id":"` + strings.Repeat("x", idMost+1) + `","type":"subscribe","payload":{"query":"{hello}"}}`,
				`{"type":"ping","payload":"x"}`,
			} {
				c := p.open()
				c.send(m)
				c.expectClose(4400, invalid)
			}
		},
		"07 a binary message": func(p *portal, t *testing.T) {
			c := p.open()
			if err := c.conn.WriteMessage(websocket.BinaryMessage, []byte(`{"type":"ping"}`)); err != nil {
				t.Fatal(err)
			}
			c.expectClose(4400, invalid)
		},
		"08 ping and pong": func(p *portal, _ *testing.T) {
			c := p.dial() // also before the init
			c.send(`{"type":"ping"}`, `{"type":"pong"}`, `{"type":"ping","payload":{"at":1}}`, `{"type":"ping","payload":null}`)
			c.expect(`{"type":"pong"}`, `{"type":"pong","payload":{"at":1}}`, `{"type":"pong"}`)
		},
		"09 a query": func(p *portal, _ *testing.T) {
			c := p.open()
			c.subscribe("q", "{hello}")
			c.expect(`{"id":"q","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"q","type":"complete"}`)
			c.subscribe("q", "{hello}") // the id is free again
			c.expect(`{"id":"q","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"q","type":"complete"}`)
		},
		"10 a subscription": func(p *portal, _ *testing.T) {
			c := p.open()
			c.subscribe("s", "subscription{ticks}")
			p.graph.ticks <- 1
			p.graph.ticks <- 2
			close(p.graph.ticks)
			c.expect(`{"id":"s","type":"next","payload":{"data":{"ticks":1}}}`, `{"id":"s","type":"next","payload":{"data":{"ticks":2}}}`,
				`{"id":"s","type":"complete"}`)
		},
		"11 two with one id": func(p *portal, _ *testing.T) {
			c := p.open()
			c.subscribe("s", "subscription{forever}")
			c.subscribe("s", "{hello}")
			c.expectClose(4409, "Subscriber for s already exists")
		},
		"12 nothing after an error": func(p *portal, t *testing.T) {
			c := p.open()
			for _, query := range []string{"{", "{nothing}", "subscription{panics}"} {
				c.subscribe("e", query)
				if got := c.read(); !strings.HasPrefix(got, `{"id":"e","type":"error","payload":[{"message":`) || strings.Contains(got, "Maria") {
					t.Fatal(got)
				}
				c.quiet()
			}
			c.subscribe("e", "{hello}") // the id is free again
			c.expect(`{"id":"e","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"e","type":"complete"}`)
		},
		"13 the client completes": func(p *portal, _ *testing.T) {
			c := p.open()
			c.subscribe("s", "subscription{ticks}")
			p.graph.ticks <- 1
			c.expect(`{"id":"s","type":"next","payload":{"data":{"ticks":1}}}`)
			c.send(`{"id":"s","type":"complete"}`)
			c.quiet() // no complete comes back
			c.subscribe("s", "{hello}")
			c.expect(`{"id":"s","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"s","type":"complete"}`)
		},
		"14 ids that are not running": func(p *portal, _ *testing.T) {
			c := p.open()
			c.send(`{"id":"unknown","type":"complete"}`, `{"type":"complete"}`)
			c.quiet()
		},
		"15 a message that is too long": func(p *portal, _ *testing.T) {
			c := p.open()
			_ = c.conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"ping","payload":{"x":"`+strings.Repeat("x", messageMost)+`"}}`))
			c.expectClose(websocket.CloseMessageTooBig, "")
		},
	}
	for name, point := range points {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			point(start(t), t)
		})
	}
}

func TestSocketOperations(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) { d.Documents = map[string]string{"d1": "{who}"} })
	c := p.open()
	c.send(`{"id":"d","type":"subscribe","payload":{"documentId":"d1"}}`)
	c.expect(`{"id":"d","type":"next","payload":{"data":{"who":"s1"}}}`, `{"id":"d","type":"complete"}`)
	c.subscribe("r", "subscription{refused}")
	c.expect(`{"id":"r","type":"next","payload":{"errors":[{"message":"Please sign in.","extensions":{"code":"UNAUTHENTICATED","messageId":"unauthenticated"}}],"data":null}}`,
		`{"id":"r","type":"complete"}`)
	c.subscribe("b", "{broken}")
	if got := c.read(); !strings.Contains(got, `"code":"INTERNAL"`) || strings.Contains(got, "Maria") {
		t.Error(got)
	}
	c.subscribe("m", `mutation{signIn(input:{username:"m",password:"p"})}`)
	if got := c.read(); !strings.Contains(got, "account.no_browser") {
		t.Errorf("a cookie cannot be set here: %s", got)
	}
	c.read() // complete
	for i := range operationsMost {
		c.subscribe(fmt.Sprint("s", i), "subscription{forever}")
	}
	c.subscribe("over", "subscription{forever}")
	if got := c.read(); !strings.Contains(got, `"id":"over","type":"error"`) || !strings.Contains(got, "RATE_LIMITED") {
		t.Error(got)
	}
	c.send(`{"id":"s0","type":"complete"}`)
	c.subscribe("fits", "{hello}")
	c.expect(`{"id":"fits","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"fits","type":"complete"}`)
}

// A page that opens and closes quickly takes its subscription back before the
// session has been looked at.
func TestCompletingAtOnceLeavesTheSocketOpen(t *testing.T) {
	t.Parallel()
	p := start(t)
	c := p.open()
	for range 20 {
		p.sessions.slow.Store(true)
		c.subscribe("brief", "subscription{forever}")
		c.send(`{"id":"brief","type":"complete"}`)
		c.quiet()
		p.sessions.slow.Store(false)
		c.subscribe("next", "{hello}")
		c.expect(`{"id":"next","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"next","type":"complete"}`)
	}
}

// A database that does not answer costs the operation and not the socket.
func TestFailureToLookAtTheSessionIsTheOperations(t *testing.T) {
	t.Parallel()
	p := start(t)
	c := p.open()
	p.sessions.set(func(f *fakeSessions) { f.fails = errors.New("no connection") })
	c.subscribe("now", "{hello}")
	if got := c.read(); !strings.Contains(got, `"id":"now","type":"error"`) || !strings.Contains(got, "INTERNAL") {
		t.Error(got)
	}
	p.sessions.set(func(f *fakeSessions) { f.fails = nil })
	c.subscribe("later", "{hello}")
	c.expect(`{"id":"later","type":"next","payload":{"data":{"hello":"world"}}}`, `{"id":"later","type":"complete"}`)
}

func TestSocketSignsIn(t *testing.T) {
	t.Parallel()
	p := start(t)
	for name, c := range map[string]struct {
		cookie, payload, who string
	}{
		"by cookie":            {browserCookie, "{}", "s1"},
		"by bearer":            {"", `{"authorization":"Bearer good:s2"}`, "s2"},
		"by Bearer, any case":  {"", `{"Authorization":"bearer good:s2"}`, "s2"},
		"bearer over cookie":   {browserCookie, `{"authorization":"Bearer good:s3"}`, "s3"},
		"as nobody":            {"", "null", ""},
		"with a stale cookie":  {"portal_session=bad", "{}", ""},
		"other things besides": {browserCookie, `{"locale":"en","authorization":null}`, "s1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := p.dial("Cookie", c.cookie)
			s.send(`{"type":"connection_init","payload":` + c.payload + `}`)
			s.expect(`{"type":"connection_ack"}`)
			s.subscribe("w", "{who}")
			s.expect(`{"id":"w","type":"next","payload":{"data":{"who":"` + c.who + `"}}}`)
		})
	}
	bad := p.dial("Cookie", browserCookie)
	bad.send(`{"type":"connection_init","payload":{"authorization":"Bearer bad"}}`)
	bad.expectClose(4403, "Forbidden")
	for _, payload := range []string{`[]`, `"x"`, `{"authorization":7}`, `{"authorization":"good"}`} {
		c := p.dial()
		c.send(`{"type":"connection_init","payload":` + payload + `}`)
		c.expectClose(4400, "Invalid message received")
	}
}

func TestSocketOrigins(t *testing.T) {
	t.Parallel()
	p := start(t, func(d *Deps) { d.Origins = []string{"https://app.example.org"} })
	host := strings.TrimPrefix(p.url, "http://")
	for origin, allowed := range map[string]bool{
		"": true, p.url: true, "https://app.example.org": true, "https://" + host: true,
		"https://evil.example": false, "null": false, "https://app.example.org.evil.example": false,
		"http://app.example.org": false, "http://localhost:1": false, p.url + ".evil.example": false,
	} {
		headers := []string{"Cookie", browserCookie}
		if origin != "" {
			headers = append(headers, "Origin", origin)
		}
		_, res, err := p.tryDial([]string{"graphql-transport-ws"}, headers...)
		if allowed != (err == nil) {
			t.Errorf("Origin %q: %v", origin, err)
		}
		if !allowed && res.StatusCode != http.StatusForbidden {
			t.Errorf("Origin %q: %s", origin, res.Status)
		}
	}
	r := &http.Request{Host: "portal.example.org", Header: http.Header{"Origin": {"https://portal.example.org"}}}
	if o, err := newOrigins(p.base(), nil); err != nil || o.allowsSocket(r) {
		t.Errorf("the Host header made its own origin good: %v", err)
	}
}

// What is pushed stops within one sweep of the session's end, and so does the
// socket.
func TestRevokedSessionClosesItsSockets(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.sockets.holdSweeps()
	first, second := p.open(), p.open()
	other := p.dial()
	other.send(`{"type":"connection_init","payload":{"authorization":"Bearer good:s2"}}`)
	other.expect(`{"type":"connection_ack"}`)
	first.subscribe("s", "subscription{ticks}")
	p.graph.ticks <- 1
	first.read()
	p.sessions.revoke("s1")
	p.sockets.sweep(time.Now())
	first.expectClose(4401, "Session ended")
	second.expectClose(4401, "Session ended")
	other.quiet()
}

func TestSweepComesByItself(t *testing.T) {
	t.Parallel()
	p := start(t)
	c := p.open()
	p.sessions.revoke("s1")
	begin := time.Now()
	c.expectClose(4401, "Session ended")
	if took := time.Since(begin); took > 900*time.Millisecond {
		t.Errorf("took %s", took)
	}
}

// A query over an open socket asks for the session again, so that one ended by
// another server, or a grant taken back, is felt at once.
func TestNoAnswerAfterTheSession(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.sockets.holdSweeps()
	c := p.open()
	p.sessions.set(func(f *fakeSessions) { f.dead["s1"] = true })
	c.subscribe("q", "{hello}")
	c.expectClose(4401, "Session ended")
}

// Each event is checked even if no sweep came in between.
func TestNoEventAfterTheSession(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*portal){
		"revoked": func(p *portal) { p.sessions.revoke("s1") },
		"ended without a word": func(p *portal) {
			p.clock.advance(checkAgain)
			p.sessions.set(func(f *fakeSessions) { f.dead["s1"] = true })
		},
		"expired": func(p *portal) { p.clock.advance(31 * time.Minute) },
		"nobody can tell": func(p *portal) {
			p.clock.advance(checkAgain)
			p.sessions.set(func(f *fakeSessions) { f.fails = errors.New("no database") })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			p.sockets.holdSweeps()
			c := p.open()
			c.subscribe("s", "subscription{ticks}")
			p.graph.ticks <- 1
			c.expect(`{"id":"s","type":"next","payload":{"data":{"ticks":1}}}`)
			end(p)
			p.graph.ticks <- 2
			_ = c.conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			_, data, err := c.conn.ReadMessage()
			var closed *websocket.CloseError
			if !errors.As(err, &closed) || closed.Code != 4401 {
				t.Errorf("heard %s, %v", data, err)
			}
		})
	}
}

// A person who is active elsewhere keeps the socket of an open page.
func TestSessionThatLivesOnKeepsItsSocket(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.sockets.holdSweeps()
	c := p.open()
	p.sessions.set(func(f *fakeSessions) { f.expires = f.expires.Add(time.Hour) })
	p.clock.advance(31 * time.Minute)
	p.sockets.sweep(time.Now())
	c.quiet()
	c.subscribe("s", "subscription{ticks}")
	p.graph.ticks <- 1
	c.expect(`{"id":"s","type":"next","payload":{"data":{"ticks":1}}}`)
	p.clock.advance(2 * time.Hour)
	p.sockets.sweep(time.Now())
	c.expectClose(4401, "Session ended")
}

func TestTenSocketsASession(t *testing.T) {
	t.Parallel()
	p := start(t)
	var all []*rawClient
	for range socketsOfSession {
		all = append(all, p.open())
	}
	over := p.dial("Cookie", browserCookie)
	over.send(`{"type":"connection_init"}`)
	over.expectClose(4403, "Too many sockets")
	_ = all[0].conn.Close()
	p.sockets.await(t, socketsOfSession-1)
	p.open()
}

func TestSilentSocketIsDropped(t *testing.T) {
	t.Parallel()
	p := start(t)
	p.sockets.holdSweeps()
	c := p.open()
	pinged := make(chan struct{}, 1)
	c.conn.SetPingHandler(func(string) error { pinged <- struct{}{}; return nil })
	p.sockets.sweep(time.Now().Add(pingEvery))
	c.quiet() // reads the ping on the way
	<-pinged
	p.sockets.sweep(time.Now().Add(silentMost + time.Second))
	_ = c.conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, _, err := c.conn.ReadMessage(); err == nil {
		t.Error("the socket is still there")
	}
	p.sockets.await(t, 0)
}

// A client that does not read is cut off and holds nobody up.
func TestSlowClientIsDropped(t *testing.T) {
	t.Parallel()
	p := start(t)
	s := p.serverSide(p.open())
	s.mu.Lock()
	s.writing = true // as if a write hung
	s.mu.Unlock()
	for range queueMost {
		s.send([]byte(`{}`))
	}
	if s.isClosing() {
		t.Fatal("dropped too early")
	}
	s.send([]byte(`{}`))
	if !s.isClosing() || s.ctx.Err() == nil || s.queue != nil {
		t.Error("still there")
	}
	p.sockets.await(t, 0)
}

func TestShutdownClosesSockets(t *testing.T) {
	t.Parallel()
	p := start(t)
	c := p.open()
	done := make(chan error)
	go func() { done <- p.Shutdown(t.Context()) }()
	c.expectClose(websocket.CloseServiceRestart, "Restarting")
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, res, err := p.tryDial([]string{"graphql-transport-ws"}); err == nil || res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a new socket: %v", err)
	}
}

// A hundred sockets come, subscribe and go in every way there is; nothing of
// them stays.
func TestKilledSocketsLeaveNothing(t *testing.T) {
	p := start(t)
	p.open().quiet()
	before := runtime.NumGoroutine()
	for i := range 100 {
		c := p.dial("Cookie", fmt.Sprintf("portal_session=good:k%d", i))
		c.send(`{"type":"connection_init"}`)
		c.expect(`{"type":"connection_ack"}`)
		c.subscribe("s", "subscription{forever}")
		c.subscribe("t", "subscription{forever}")
		c.quiet()
		switch i % 4 {
		case 0:
			_ = c.conn.NetConn().Close()
		case 1:
			_ = c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
		case 2:
			c.send(`nonsense`)
		case 3:
			p.sessions.revoke(fmt.Sprintf("k%d", i))
		}
	}
	p.sockets.await(t, 1)
	for i := 0; runtime.NumGoroutine() > before+5 && i < 500; i++ {
		runtime.Gosched()
		time.Sleep(10 * time.Millisecond) // until connections that were closed are gone
	}
	if after := runtime.NumGoroutine(); after > before+5 {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
	p.sessions.set(func(f *fakeSessions) {
		if f.listening != 1 {
			t.Errorf("%d sessions are still listened to, want 1", f.listening)
		}
	})
	p.sockets.mu.Lock()
	defer p.sockets.mu.Unlock()
	if len(p.sockets.sessions) != 1 || len(p.sockets.strangers) != 0 {
		t.Errorf("counted: %v %v", p.sockets.sessions, p.sockets.strangers)
	}
}
