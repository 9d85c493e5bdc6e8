// Package localtime names the clock that a time is told on, in mails, in
// messages and in what the app is told. The app names clocks by the same rule,
// in frontend/src/lib/zones.ts: both tests hold the same names.
package localtime

import (
	"strings"
	"time"
)

// spoken are zones with a name of their own where they are kept; others are
// called after their city.
var spoken = map[string]string{
	"America/New_York":             "Eastern Time",
	"America/Detroit":              "Eastern Time",
	"America/Indiana/Indianapolis": "Eastern Time",
	"America/Toronto":              "Eastern Time",
	"America/Chicago":              "Central Time",
	"America/Winnipeg":             "Central Time",
	"America/Denver":               "Mountain Time",
	"America/Boise":                "Mountain Time",
	"America/Edmonton":             "Mountain Time",
	"America/Phoenix":              "Mountain Standard Time",
	"America/Los_Angeles":          "Pacific Time",
	"America/Vancouver":            "Pacific Time",
	"America/Anchorage":            "Alaska Time",
	"Pacific/Honolulu":             "Hawaii Time",
}

// ZoneName is how people call the clock: "Central Time", "Rio Gallegos time",
// "UTC". In the hour that comes twice when summer time ends it also says which
// of the two: "Central Time, CDT".
func ZoneName(at time.Time, zone *time.Location) string {
	name := plainName(zone.String())
	if comesTwice(at, zone) {
		return name + ", " + letters(at.In(zone))
	}
	return name
}

func plainName(zone string) string {
	if zone == "" || zone == "UTC" {
		return "UTC"
	}
	if name, ok := spoken[zone]; ok {
		return name
	}
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ") + " time"
}

// comesTwice tells whether the clock shows this time an hour before or after too.
func comesTwice(at time.Time, zone *time.Location) bool {
	shown := func(t time.Time) string { return t.In(zone).Format(time.DateTime) }
	return shown(at) == shown(at.Add(time.Hour)) || shown(at) == shown(at.Add(-time.Hour))
}

// letters are the zone's own, or its distance from UTC: many have numbers only.
func letters(local time.Time) string {
	if own := local.Format("MST"); !strings.ContainsAny(own, "0123456789") {
		return own
	}
	return "UTC" + local.Format("-07:00")
}
