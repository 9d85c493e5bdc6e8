package ical

import (
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"
)

// timesOf gives the earliest start and the latest end of each zone's entries,
// in the order in which the zones come up.
func timesOf(entries []Entry) (names []string, spans map[string]span) {
	spans = map[string]span{}
	for _, e := range entries {
		s, known := spans[e.TimeZone]
		if !known {
			names, s = append(names, e.TimeZone), span{e.Start, e.End}
		}
		if e.Start.Before(s.start) {
			s.start = e.Start
		}
		if e.End.After(s.end) {
			s.end = e.End
		}
		spans[e.TimeZone] = s
	}
	return names, spans
}

type span struct{ start, end time.Time }

// location is the zone, or UTC when this machine does not know it: then times
// are told in UTC.
func location(zone string) *time.Location {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// timeZone describes the zone around the entries: the change of clocks before
// the first, and those until a year after the last, each by its own observance. A
// rule that repeats would promise what no tz database knows.
func timeZone(name string, zone *time.Location, start, end time.Time) *ics.VTimezone {
	tz := ics.NewTimezone(name)
	from, until := start.In(zone), end.In(zone).AddDate(1, 0, 0)
	for {
		begins, ends := from.ZoneBounds()
		tz.Components = append(tz.Components, observance(from, begins))
		if ends.IsZero() || ends.After(until) {
			return tz
		}
		from = ends
	}
}

// observance is the offset that holds at t, since begins; the zero time stands
// for always.
func observance(t, begins time.Time) ics.Component {
	name, offset := t.Zone()
	before, onset := offset, "19700101T000000"
	if !begins.IsZero() {
		_, before = begins.Add(-time.Second).Zone()
		onset = begins.UTC().Add(time.Duration(before) * time.Second).Format(localTime)
	}
	part := ics.ComponentBase{}
	part.SetProperty(ics.ComponentPropertyDtStart, onset)
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), utcOffset(before))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), utcOffset(offset))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	if t.IsDST() {
		return &ics.Daylight{ComponentBase: part}
	}
	return &ics.Standard{ComponentBase: part}
}

// utcOffset is RFC 5545's "+0530"; seconds east of Greenwich in, and out only
// where a zone has some.
func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := sign + twoDigits(seconds/3600) + twoDigits(seconds/60%60)
	if seconds%60 != 0 {
		text += twoDigits(seconds % 60)
	}
	return text
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
