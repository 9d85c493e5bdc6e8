package notify

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"patientportal/server/outbox"
)

var card = ClinicCard{
	Name: `St. "Mary's", Clinic`, SupportPhone: "+1 555 0100",
	BaseURL: "https://portal.example.org:8443", MailFrom: "no-reply@portal.example.org",
}

// component is what a strict reader makes of a calendar file.
type component struct {
	name       string
	properties map[string]string // with parameters in the name
	parts      []*component
}

func (c *component) part(t *testing.T, name string) *component {
	t.Helper()
	for _, p := range c.parts {
		if p.name == name {
			return p
		}
	}
	t.Fatalf("no %s in %s", name, c.name)
	return nil
}

// readStrictly follows RFC 5545: lines end in CRLF, are at most 75 octets long
// and valid UTF-8, begin and end in pairs, and no property comes twice.
func readStrictly(t *testing.T, file []byte) *component {
	t.Helper()
	text := string(file)
	if !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Fatal("lines do not all end in CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets, or cut within a character: %q", len(line), line)
		}
	}
	root := &component{name: "file", properties: map[string]string{}}
	open := []*component{root}
	unfolded := strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n")
	for line := range strings.SplitSeq(unfolded, "\r\n") {
		name, value, ok := cutName(line)
		here := open[len(open)-1]
		switch {
		case !ok:
			t.Fatalf("not a property: %q", line)
		case name == "BEGIN":
			next := &component{name: value, properties: map[string]string{}}
			here.parts, open = append(here.parts, next), append(open, next)
		case name == "END":
			if value != here.name {
				t.Fatalf("%s ends as %s", here.name, value)
			}
			open = open[:len(open)-1]
		default:
			if _, twice := here.properties[name]; twice {
				t.Errorf("%s comes twice in %s", name, here.name)
			}
			here.properties[name] = value
		}
	}
	if len(open) != 1 || len(root.parts) != 1 {
		t.Fatal("not one whole calendar")
	}
	return root.parts[0]
}

// cutName cuts at the first colon outside quotes.
func cutName(line string) (name, value string, ok bool) {
	quoted := false
	for i, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ':' && !quoted:
			return line[:i], line[i+1:], true
		}
	}
	return "", "", false
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
	file := ICS(factsIn("America/Chicago", start), card, now)
	cal := readStrictly(t, file)
	event := cal.part(t, "VEVENT")
	for _, c := range []struct {
		in         *component
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
		{event.part(t, "VALARM"), "TRIGGER", "-PT2H"},
		{event.part(t, "VALARM"), "ACTION", "DISPLAY"},
	} {
		if got := c.in.properties[c.name]; got != c.want {
			t.Errorf("%s %s: %q, want %q", c.in.name, c.name, got, c.want)
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
			cal := readStrictly(t, ICS(factsIn(zone, start), card, now))
			tz := cal.part(t, "VTIMEZONE")
			if got := tz.properties["TZID"]; got != zone {
				t.Fatalf("it describes %s", got)
			}
			local := cal.part(t, "VEVENT").properties["DTSTART;TZID="+zone]
			if got := resolve(t, tz, local); !got.Equal(start) {
				t.Errorf("%s: %s means %s, want %s", zone, local, got, start)
			}
			for _, o := range tz.parts {
				checkOnset(t, location(zone), o.properties)
			}
		}
	}
}

// resolve does what a calendar does that knows nothing of zones: it takes the
// latest observance that began before.
func resolve(t *testing.T, tz *component, local string) time.Time {
	t.Helper()
	onset, offset := "", ""
	for _, o := range tz.parts {
		if begins := o.properties["DTSTART"]; begins <= local && begins > onset {
			onset, offset = begins, o.properties["TZOFFSETTO"]
		}
	}
	layout := "-0700"
	if len(offset) == len("+HHMMSS") {
		layout = "-070000"
	}
	at, err := time.Parse(icsTime+layout, local+offset)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// checkOnset holds an observance against the zone itself: it begins, by the
// clock that was right until then, where the offset changes as told.
func checkOnset(t *testing.T, zone *time.Location, o map[string]string) {
	t.Helper()
	at, err := time.Parse(icsTime+"-0700", o["DTSTART"]+o["TZOFFSETFROM"])
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
	cal := readStrictly(t, ICS(factsIn("UTC", now), card, now))
	if got := cal.part(t, "VEVENT").properties["DTSTART"]; got != "20260504T140000Z" {
		t.Errorf("DTSTART %s", got)
	}
}
