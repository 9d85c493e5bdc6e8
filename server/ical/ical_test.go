package ical

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/ical/icaltest"
	"patientportal/server/outbox"
)

// now is in spring.
var now = time.Date(2026, 5, 4, 14, 0, 0, 0, time.UTC)

var card = Clinic{
	Name: `St. "Mary's", Clinic`, SupportPhone: "+1 555 0100",
	BaseURL: "https://portal.example.org:8443", MailFrom: "no-reply@portal.example.org",
}

func factsIn(zone string, start time.Time) outbox.AppointmentFacts {
	return outbox.AppointmentFacts{
		AppointmentID: "0197-visit", Sequence: 3, Start: start, End: start.Add(30 * time.Minute), TimeZone: zone,
		Practitioner: "Dr. Secret", Location: "Oncology House", Service: "Chemotherapy",
		LocationAddress: "12 Long Street; Suite 4, Springfield – behind the very long façade of the old railway station",
	}
}

func TestICS(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 3, 15, 20, 0, 0, time.UTC) // two days after the clocks went back
	file := Appointment(factsIn("America/Chicago", start), card, now)
	cal := icaltest.Read(t, file)
	event := cal.Part(t, "VEVENT")
	for _, c := range []struct {
		in         *icaltest.Component
		name, want string
	}{
		{cal, "VERSION", "2.0"},
		{cal, "METHOD", "PUBLISH"},
		{event, "UID", "0197-visit@portal.example.org"},
		{event, "SEQUENCE", "3"},
		{event, "DTSTAMP", "20260504T140000Z"},
		{event, "DTSTART;TZID=America/Chicago", "20261103T092000"},
		{event, "DTEND;TZID=America/Chicago", "20261103T095000"},
		{event, "SUMMARY", "Appointment"},
		{event, "STATUS", "CONFIRMED"},
		{event, "CLASS", "PRIVATE"},
		{event, "LOCATION", `12 Long Street\; Suite 4\, Springfield – behind the very long façade of the old railway station`},
		{event, "URL", "https://portal.example.org:8443/appointments/0197-visit"},
		{event, "ORGANIZER;CN=St. Mary’s  Clinic", "mailto:no-reply@portal.example.org"},
		{event.Part(t, "VALARM"), "TRIGGER", "-PT24H"},
		{event.Parts[1], "TRIGGER", "-PT2H"},
		{event, "LAST-MODIFIED", "20260504T140000Z"},
		{event.Part(t, "VALARM"), "ACTION", "DISPLAY"},
	} {
		if got := c.in.Properties[c.name]; got != c.want {
			t.Errorf("%s %s: %q, want %q", c.in.Name, c.name, got, c.want)
		}
	}
	for _, secret := range []string{"Secret", "Oncology", "Chemotherapy"} {
		if strings.Contains(string(file), secret) {
			t.Errorf("the file says %q", secret)
		}
	}
}

// The zone's description must give the moment that was meant, on either side of
// a change of clocks.
func TestICSDescribesItsZone(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{
		"America/Chicago", "Europe/Berlin", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Phoenix", "Africa/Casablanca",
	} {
		for month := range 12 {
			start := time.Date(2026, time.Month(month+1), 29, 13, 0, 0, 0, time.UTC)
			cal := icaltest.Read(t, Appointment(factsIn(zone, start), card, now))
			tz := cal.Part(t, "VTIMEZONE")
			if got := tz.Properties["TZID"]; got != zone {
				t.Fatalf("it describes %s", got)
			}
			local := cal.Part(t, "VEVENT").Properties["DTSTART;TZID="+zone]
			if got := resolve(t, tz, local); !got.Equal(start) {
				t.Errorf("%s: %s means %s, want %s", zone, local, got, start)
			}
			for _, o := range tz.Parts {
				checkOnset(t, location(zone), o.Properties)
			}
		}
	}
}

// resolve does what a calendar does that knows nothing of zones: it takes the
// latest observance that began before.
func resolve(t *testing.T, tz *icaltest.Component, local string) time.Time {
	t.Helper()
	onset, offset := "", ""
	for _, o := range tz.Parts {
		if begins := o.Properties["DTSTART"]; begins <= local && begins > onset {
			onset, offset = begins, o.Properties["TZOFFSETTO"]
		}
	}
	layout := "-0700"
	if len(offset) == len("+HHMMSS") {
		layout = "-070000"
	}
	at, err := time.Parse(localTime+layout, local+offset)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// checkOnset holds an observance against the zone itself: it begins, by the
// clock that was right until then, where the offset changes as told.
func checkOnset(t *testing.T, zone *time.Location, o map[string]string) {
	t.Helper()
	at, err := time.Parse(localTime+"-0700", o["DTSTART"]+o["TZOFFSETFROM"])
	if err != nil {
		t.Fatal(err)
	}
	if o["DTSTART"] == "19700101T000000" {
		return // stands for always
	}
	before, after := at.Add(-time.Second).In(zone).Format("-0700"), at.In(zone).Format("-0700")
	if before != o["TZOFFSETFROM"] || after != o["TZOFFSETTO"] {
		t.Errorf("%s at %s: from %s to %s, told %v", zone, at, before, after, o)
	}
}

func TestICSInUTC(t *testing.T) {
	t.Parallel()
	cal := icaltest.Read(t, Appointment(factsIn("UTC", now), card, now))
	if got := cal.Part(t, "VEVENT").Properties["DTSTART"]; got != "20260504T140000Z" {
		t.Errorf("DTSTART %s", got)
	}
}
