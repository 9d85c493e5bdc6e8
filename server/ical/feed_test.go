package ical

import (
	"bytes"
	"strings"
	"testing"
	"time"

	reader "github.com/emersion/go-ical"

	"patientportal/server/ical/icaltest"
)

func entryIn(id, zone string, start time.Time) Entry {
	v := factsIn(zone, start)
	v.AppointmentID = id
	return Entry{AppointmentFacts: v, ChangedAt: now}
}

// read takes a feed apart with a parser that had no part in writing it.
func read(t *testing.T, file []byte) []reader.Event {
	t.Helper()
	cal, err := reader.NewDecoder(bytes.NewReader(file)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	return cal.Events()
}

func TestAFeedIsReadByAnotherParser(t *testing.T) {
	t.Parallel()
	var entries []Entry
	for _, zone := range []string{"America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "UTC"} {
		for month := range 12 {
			start := time.Date(2026, time.Month(month+1), 29, 13, 0, 0, 0, time.UTC)
			entries = append(entries, entryIn(zone+start.Format(localTime), zone, start))
		}
	}
	file := Feed(entries, card)
	cal := icaltest.Read(t, file)
	events := read(t, file)
	if len(events) != len(entries) {
		t.Fatalf("%d events of %d", len(events), len(entries))
	}
	for i, e := range events {
		start, err := e.DateTimeStart(time.UTC)
		if err != nil || !start.Equal(entries[i].Start) {
			t.Errorf("it begins %s (%v), want %s", start, err, entries[i].Start)
		}
	}
	// And by a calendar that knows no zone but those that the file describes.
	zones := map[string]*icaltest.Component{}
	for _, part := range cal.Parts {
		if part.Name == "VTIMEZONE" {
			zones[part.Properties["TZID"]] = part
		}
	}
	if len(zones) != 3 {
		t.Errorf("%d zones are described, UTC needs none", len(zones))
	}
	checkZones(t, cal, entries, zones)
}

func checkZones(t *testing.T, cal *icaltest.Component, entries []Entry, zones map[string]*icaltest.Component) {
	t.Helper()
	events := cal.Parts[len(zones):]
	for i, e := range entries {
		tz, described := zones[e.TimeZone]
		if !described {
			continue
		}
		local := events[i].Properties["DTSTART;TZID="+e.TimeZone]
		if got := resolve(t, tz, local); !got.Equal(e.Start) {
			t.Errorf("%s: %s means %s, want %s", e.TimeZone, local, got, e.Start)
		}
	}
}

func TestTheSameFeedIsTheSameBytes(t *testing.T) {
	t.Parallel()
	entries := []Entry{entryIn("one", "Europe/Berlin", now), entryIn("two", "America/Chicago", now)}
	if !bytes.Equal(Feed(entries, card), Feed(entries, card)) {
		t.Error("two writings differ")
	}
}

func TestACancelledVisitStaysInTheFeed(t *testing.T) {
	t.Parallel()
	entry := entryIn("one", "America/Chicago", now)
	entry.Cancelled = true
	event := icaltest.Read(t, Feed([]Entry{entry}, card)).Part(t, "VEVENT")
	if event.Properties["STATUS"] != "CANCELLED" || len(event.Parts) != 0 {
		t.Errorf("%+v rings %d times", event.Properties, len(event.Parts))
	}
}

func TestTitles(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                                    "Appointment",
		" \r\n ":                              "Appointment",
		"Office visit with Dr. Ada Okafor":    "Office visit with Dr. Ada Okafor",
		"A, b; c \\ d":                        "A, b; c \\ d",
		"Visit\r\nATTACH:http://evil.test":    "Visit ATTACH:http://evil.test",
		"Visit\u2028\u202eEND:VEVENT\x00\x1b": "Visit\u2028END:VEVENT",
		strings.Repeat("é", 300):              strings.Repeat("é", longestTitle),
	} {
		entry := entryIn("one", "UTC", now)
		entry.Title = given
		file := Feed([]Entry{entry}, card)
		icaltest.Read(t, file)
		events := read(t, file)
		if len(events) != 1 {
			t.Fatalf("%q makes %d events", given, len(events))
		}
		if got, err := events[0].Props.Text("SUMMARY"); err != nil || strings.ReplaceAll(got, "\u2028", " ") != strings.ReplaceAll(want, "\u2028", " ") {
			t.Errorf("%q is titled %q (%v), want %q", given, got, err, want)
		}
		for name := range events[0].Props {
			if name == "ATTACH" {
				t.Errorf("%q wrote a property of its own", given)
			}
		}
	}
}

// The file of a booking, of its move and of its cancellation are, to a parser
// that had no part in writing them, three states of one event.
func TestBookedMovedAndCancelledIsOneEventToAnotherParser(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 10, 25, 8, 0, 0, 0, time.UTC) // the day on which Berlin's clocks go back
	for i, want := range []struct {
		method, status string
		start          time.Time
	}{
		{"PUBLISH", "CONFIRMED", start},
		{"PUBLISH", "CONFIRMED", start.Add(-12 * time.Hour)}, // before that, on the day before
		{"CANCEL", "CANCELLED", start.Add(-12 * time.Hour)},
	} {
		v := factsIn("Europe/Berlin", want.start)
		v.Sequence, v.End, v.Cancelled = i, want.start.Add(30*time.Minute), want.method == "CANCEL"
		cal, err := reader.NewDecoder(bytes.NewReader(Appointment(v, card, now))).Decode()
		if err != nil || len(cal.Events()) != 1 {
			t.Fatalf("file %d: %d events (%v)", i, len(cal.Events()), err)
		}
		event := cal.Events()[0]
		method, _ := cal.Props.Text(reader.PropMethod)
		uid, _ := event.Props.Text(reader.PropUID)
		status, _ := event.Props.Text(reader.PropStatus)
		if sequence := event.Props.Get(reader.PropSequence); method != want.method || status != want.status ||
			uid != "0197-visit@portal.example.org" || sequence == nil || sequence.Value != string(rune('0'+i)) {
			t.Errorf("file %d is %s of %s, %s, %+v", i, method, uid, status, sequence)
		}
		if at, err := event.DateTimeStart(time.UTC); err != nil || !at.Equal(want.start) {
			t.Errorf("file %d begins %s (%v), want %s", i, at, err, want.start)
		}
	}
}
