package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/demo"
	"patientportal/server/page"
	"patientportal/server/store/storetest"
)

// watchers are as many sockets as a session may have.
const watchers = 10

// newsItem is a message of a socket, and when it came.
type newsItem struct {
	message string
	at      time.Time
}

// BenchmarkSlotNews measures from before somebody holds a time until the last of
// ten pages that watch has heard of it over its socket, the hold included:
//
//	go test -run '^$' -bench SlotNews -benchtime 200x ./server
func BenchmarkSlotNews(b *testing.B) {
	for _, database := range storetest.Dialects {
		b.Run(database, func(b *testing.B) {
			p, settings := openBenchDemo(b, database)
			settings.AdHocQueries = true
			handler, err := p.handler(settings)
			if err != nil {
				b.Fatal(err)
			}
			server := httptest.NewServer(handler)
			b.Cleanup(server.Close)
			if err := p.Notify.Start(b.Context()); err != nil {
				b.Fatal(err)
			}
			known := demo.Accounts()[0]
			outcome, err := p.Account.SignIn(b.Context(), account.SignInInput{Username: known.Username, Password: known.Password, Client: account.Mobile},
				account.Client{Address: "127.0.0.1"})
			if err != nil {
				b.Fatal(err)
			}
			who := p.agree(b, outcome.Who())
			news := make(chan newsItem, 10_000)
			for range watchers {
				watchSlots(b, server.URL, *outcome.SignedIn.AccessToken, news)
			}
			slots, service := freeTimes(b, p, who)
			var took []time.Duration
			for b.Loop() {
				slot := slots[len(took)%len(slots)]
				began := time.Now()
				_, err := p.Booking.HoldSlot(b.Context(), who, booking.HoldSlotInput{SlotID: slot, ServiceID: service, PatientID: who.PatientIDs()[0]})
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, lastOf(b, news, slot).Sub(began))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1e3, "ms-median")
			b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "ms-99th")
			b.ReportMetric(took[len(took)-1].Seconds()*1e3, "ms-slowest")
		})
	}
}

// watchSlots follows all times over a socket of its own.
func watchSlots(b *testing.B, url, token string, news chan<- newsItem) {
	b.Helper()
	dialer := websocket.Dialer{Subprotocols: []string{"graphql-transport-ws"}}
	conn, _, err := dialer.Dial("ws"+strings.TrimPrefix(url, "http")+"/graphql", http.Header{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = conn.Close() })
	for _, m := range []string{
		`{"type":"connection_init","payload":{"authorization":"Bearer ` + token + `"}}`,
		`{"id":"1","type":"subscribe","payload":{"query":"subscription { slotChanges { slotId status start } }"}}`,
		`{"type":"ping"}`,
	} {
		if err := conn.WriteMessage(websocket.TextMessage, []byte(m)); err != nil {
			b.Fatal(err)
		}
	}
	for _, want := range []string{`{"type":"connection_ack"}`, `{"type":"pong"}`} {
		if _, got, err := conn.ReadMessage(); err != nil || string(got) != want {
			b.Fatalf("got %s, %v, want %s", got, err, want)
		}
	}
	go func() {
		for {
			_, message, err := conn.ReadMessage()
			if err != nil {
				return
			}
			news <- newsItem{string(message), time.Now()}
		}
	}()
}

// freeTimes gives times that the patient can hold.
func freeTimes(b *testing.B, p *portal, who actor.Actor) (slotIDs []string, serviceID string) {
	b.Helper()
	dir, err := p.Clinic.Directory(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, v := range dir.Services() {
		if v.Name == "Office visit" {
			serviceID = v.ID
		}
	}
	most := 50
	from := p.clock().Add(48 * time.Hour)
	conn, err := p.Booking.Slots(b.Context(), who, booking.SlotFilter{ServiceID: &serviceID, From: &from}, page.Args{First: &most})
	if err != nil {
		b.Fatal(err)
	}
	for _, edge := range conn.Edges {
		slotIDs = append(slotIDs, edge.Node.ID)
	}
	return slotIDs, serviceID
}

// lastOf is when the last of the watchers heard that the slot is held.
func lastOf(b *testing.B, news <-chan newsItem, slotID string) (at time.Time) {
	b.Helper()
	for left := watchers; left > 0; {
		select {
		case one := <-news:
			if strings.Contains(one.message, slotID) && strings.Contains(one.message, `"HELD"`) {
				left, at = left-1, one.at
			}
		case <-time.After(patience):
			b.Fatal("nobody tells")
		}
	}
	return at
}
