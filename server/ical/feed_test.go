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
