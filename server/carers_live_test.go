package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"patientportal/server/actor"
)

// listening is an open socket of a browser.
type listening struct {
	*websocket.Conn
	t *testing.T
}

// listen opens a socket with the browser's cookie, on a server of its own.
func (b *browser) listen(t *testing.T) listening {
	t.Helper()
	server := httptest.NewServer(b.world.handler)
	t.Cleanup(server.Close)
	d := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}
	header := http.Header{"Cookie": {b.cookie}, "Origin": {server.URL}}
	conn, _, err := d.Dial("ws"+strings.TrimPrefix(server.URL, "http")+"/graphql", header)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	l := listening{conn, t}
	l.send(map[string]any{"type": "connection_init"})
	if got := l.next(); got.Type != "connection_ack" {
		t.Fatalf("opening a socket: %+v", got)
	}
	return l
}

// heard is one message of the server's.
type heard struct {
	ID, Type string
	Payload  json.RawMessage
}

func (l listening) send(message map[string]any) {
	l.t.Helper()
	if err := l.WriteJSON(message); err != nil {
		l.t.Fatal(err)
	}
}

func (l listening) subscribe(id, document string, variables map[string]any) {
	l.t.Helper()
	l.send(map[string]any{"id": id, "type": "subscribe", "payload": map[string]any{"query": document, "variables": variables}})
}

// next waits for a message other than a ping.
func (l listening) next() heard {
	l.t.Helper()
	_ = l.SetReadDeadline(time.Now().Add(30 * time.Second))
	var got heard
	if err := l.ReadJSON(&got); err != nil {
		l.t.Fatal(err)
	}
	return got
}

// ask runs a query over the socket and gives its answer as text.
func (l listening) ask(id, document string, variables map[string]any) string {
	l.t.Helper()
	l.subscribe(id, document, variables)
	var text strings.Builder
	for {
		got := l.next()
		if got.ID != id {
			continue // an event of something else that is open
		}
		text.Write(got.Payload)
		if got.Type != "next" {
			return text.String()
		}
	}
}

const (
	followAppointments = `subscription($patient: ID!, $after: ID) { appointmentEvents(patientId: $patient, after: $after) { __typename } }`
	askResults         = `query($patient: ID!) { patient(patientId: $patient) { results(first: 1) { edges { node { id } } } } }`
	askAppointments    = `query($patient: ID!) { patient(patientId: $patient) { appointments(when: UPCOMING, first: 1) { totalCount } } }`
)

// A carer whose access ends hears no more of the patient within a second, though
// nothing happens to an appointment; their own session goes on, and the socket
// answers about the patient as any stranger's.
func TestARevokedCarersSubscriptionEndsWithinASecond(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			w.serveEvents(t)
			id, carer := w.carer(t, "carer", actor.AllScopes...)
			maria := w.signIn(t, "maria.alvarez")
			variables := map[string]any{"patient": w.maria.ID}
			socket := carer.listen(t)
			socket.subscribe("events", followAppointments, map[string]any{"patient": w.maria.ID, "after": w.firstEvent(t)})
			for socket.next().ID != "events" { // what it missed comes first: it is at work
			}
			if got := socket.ask("before", askResults, variables); !strings.Contains(got, `"edges"`) || strings.Contains(got, "errors") {
				t.Fatalf("before: %s", got)
			}
			maria.do(t, `mutation($carer: ID!) { revokeCarer(input: {carerId: $carer}) { carer { state } } }`, map[string]any{"carer": id}).into(t, &struct{}{})
			start := time.Now()
			for {
				if got := socket.next(); got.ID == "events" && got.Type == "complete" {
					break
				} else if got.ID == "events" && got.Type != "next" {
					t.Fatalf("the subscription ends with %s", got.Payload)
				}
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("the subscription lived on for %s", took)
			}
			if got := socket.ask("after", askResults, variables); !strings.Contains(got, not) {
				t.Errorf("over the socket afterwards: %s", got)
			}
			if got := socket.ask("again", followAppointments, variables); !strings.Contains(got, not) {
				t.Errorf("subscribing again: %s", got)
			}
			if got := socket.ask("own", `{ viewer { account { username } patients { id } } }`, nil); !strings.Contains(got, `"patients":[]`) {
				t.Errorf("the session itself: %s", got)
			}
		})
	}
}

// On the birthday that a grant has, the records close on a socket that is open,
// and appointments stay.
func TestABirthdayClosesTheRecordsOnAnOpenSocket(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			w.serveEvents(t)
			id, carer := w.carer(t, "mother", actor.AllScopes...)
			variables := map[string]any{"patient": w.maria.ID}
			birthday := func(at time.Time) {
				t.Helper()
				err := w.store.Tx(t.Context(), func(ctx context.Context) error { return w.Account.LimitCare(ctx, id, time.Time{}, at) })
				if err != nil {
					t.Fatal(err)
				}
			}
			birthday(w.clock().Add(time.Hour))
			socket := carer.listen(t)
			if got := socket.ask("eve", askResults, variables); strings.Contains(got, "errors") {
				t.Fatalf("on the eve: %s", got)
			}
			birthday(w.clock())
			if got := socket.ask("day", askResults, variables); !strings.Contains(got, not) {
				t.Errorf("on the day: %s", got)
			}
			if got := socket.ask("rest", askAppointments, variables); strings.Contains(got, "errors") {
				t.Errorf("appointments on the day: %s", got)
			}
		})
	}
}

// firstEvent is the oldest that Maria's pages could have heard.
func (w *world) firstEvent(t *testing.T) (id string) {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	err := w.store.Prepare(`SELECT id FROM outbox_events WHERE patient_id = ? AND kind = 'AppointmentConfirmed' ORDER BY number LIMIT 1`).
		QueryRow(ctx, w.maria.ID).Scan(&id)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// serveEvents has open pages hear of what happens until the test ends.
func (w *world) serveEvents(t *testing.T) {
	t.Helper()
	if err := w.Notify.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	stopping, ok := w.handler.(interface {
		Shutdown(ctx context.Context) error
	})
	if !ok {
		t.Fatal("the handler cannot be stopped")
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), farewell)
		defer cancel()
		if err := errors.Join(stopping.Shutdown(ctx), w.Notify.Stop(ctx)); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
}
