package main

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	reader "github.com/emersion/go-ical"

	"patientportal/server/actor"
)

// fetch asks as a calendar program does: without a session.
func (w *world) fetch(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	out := httptest.NewRecorder()
	w.handler.ServeHTTP(out, r)
	return out.Result()
}

func bodyOf(t *testing.T, r *http.Response) []byte {
	t.Helper()
	var text bytes.Buffer
	if _, err := text.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

type madeFeed struct {
	CreateCalendarFeed struct {
		Feed struct{ ID string }
		URL  string
	}
}

func (b *browser) makeFeed(t *testing.T) (id, path string) {
	t.Helper()
	var made madeFeed
	b.do(t, `mutation($patient: ID!) { createCalendarFeed(input: {patientId: $patient}) { feed { id } url } }`,
		map[string]any{"patient": b.world.maria.ID}).into(t, &made)
	return made.CreateCalendarFeed.Feed.ID, made.CreateCalendarFeed.URL
}

func TestACalendarReadsTheFeed(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			log := &syncBuffer{}
			w := newWorldThatLogs(t, dialect, slog.NewJSONHandler(log, nil))
			maria := w.signIn(t, "maria.alvarez")
			id, path := maria.makeFeed(t)
			first := w.fetch(t, path)
			file := bodyOf(t, first)
			if first.StatusCode != http.StatusOK || first.Header.Get("Content-Type") != "text/calendar; charset=utf-8" ||
				!strings.Contains(first.Header.Get("Cache-Control"), "no-store") || first.Header.Get("Last-Modified") == "" {
				t.Fatalf("%d %v", first.StatusCode, first.Header)
			}
			cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
			if err != nil || len(cal.Events()) < 2 {
				t.Errorf("%s (%v)", file, err)
			}
			if strings.Contains(string(file), "Okafor") {
				t.Error("the feed names the doctor")
			}
			tag := first.Header.Get("ETag")
			if again := w.fetch(t, path, "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified {
				t.Errorf("asked again with %s: %d", tag, again.StatusCode)
			}
			maria.do(t, `mutation($feed: ID!) { revokeCalendarFeed(input: {feedId: $feed}) { revoked } }`, map[string]any{"feed": id})
			gone, never := w.fetch(t, path, "If-None-Match", tag), w.fetch(t, strings.Replace(path, path[10:14], "AAAA", 1))
			if gone.StatusCode != http.StatusNotFound || never.StatusCode != http.StatusNotFound || !bytes.Equal(bodyOf(t, gone), bodyOf(t, never)) {
				t.Errorf("revoked: %d, unknown: %d", gone.StatusCode, never.StatusCode)
			}
			for _, part := range []string{path[10:40], tag} {
				if strings.Contains(log.String(), part) {
					t.Errorf("the log tells %q", part)
				}
			}
			if !strings.Contains(log.String(), "GET /calendar/{file}") {
				t.Error("the log does not tell of the route at all")
			}
		})
	}
}

func TestACarersFeedEndsWithTheAccess(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	carerID, carer := w.carer(t, "sister", actor.ScopeAppointments)
	_, path := carer.makeFeed(t)
	if got := w.fetch(t, path).StatusCode; got != http.StatusOK {
		t.Fatalf("the carer's feed: %d", got)
	}
	w.signIn(t, "maria.alvarez").do(t, `mutation($carer: ID!) { revokeCarer(input: {carerId: $carer}) { carer { id } } }`, map[string]any{"carer": carerID})
	if got := w.fetch(t, path).StatusCode; got != http.StatusNotFound {
		t.Errorf("after the access has ended: %d", got)
	}
}
