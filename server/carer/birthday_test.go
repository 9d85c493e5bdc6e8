package carer

import (
	"testing"
	"time"
)

func zonesOf(t *testing.T, names ...string) []*time.Location {
	t.Helper()
	list := make([]*time.Location, len(names))
	for i, name := range names {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = zone
	}
	return list
}

func TestABirthdayBeginsWithItsDay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		born  born
		age   int
		zones []string
		want  string
	}{
		"west of Greenwich":            {"2013-05-04", 13, []string{"America/Chicago"}, "2026-05-04T05:00:00Z"},
		"east of Greenwich":            {"2013-05-04", 13, []string{"Asia/Tokyo"}, "2026-05-03T15:00:00Z"},
		"winter time":                  {"2013-01-04", 13, []string{"America/Chicago"}, "2026-01-04T06:00:00Z"},
		"the first of several places":  {"2013-05-04", 13, []string{"America/Los_Angeles", "America/New_York"}, "2026-05-04T04:00:00Z"},
		"a leap day in a leap year":    {"2012-02-29", 16, []string{"UTC"}, "2028-02-29T00:00:00Z"},
		"a leap day in another year":   {"2012-02-29", 13, []string{"UTC"}, "2025-02-28T00:00:00Z"},
		"a leap day in a century":      {"2080-02-29", 20, []string{"UTC"}, "2100-02-28T00:00:00Z"},
		"a month alone":                {"2013-05", 13, []string{"UTC"}, "2026-05-01T00:00:00Z"},
		"a year alone":                 {"2013", 13, []string{"UTC"}, "2026-01-01T00:00:00Z"},
		"no twelve o'clock that night": {"2005-09-11", 17, []string{"America/Santiago"}, "2022-09-11T04:00:00Z"},
		"twelve o'clock twice":         {"2011-11-05", 12, []string{"America/Havana"}, "2023-11-05T04:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at, ok := c.born.turns(c.age, zonesOf(t, c.zones...))
			if got := at.Format(time.RFC3339); !ok || got != c.want {
				t.Errorf("got %s %v, want %s", got, ok, c.want)
			}
		})
	}
}

func TestAnUnknownBirthDateHasNoBirthday(t *testing.T) {
	t.Parallel()
	for _, b := range []born{"", "unknown", "2013-13-01", "2013-02-30", "0000-01-01", "2013-05-04T10:00:00Z", "-5"} {
		if at, ok := b.turns(13, zonesOf(t, "UTC")); ok {
			t.Errorf("%q has a birthday at %s", b, at)
		}
	}
	if _, ok := born("2013-05-04").turns(13, nil); ok {
		t.Error("a day begins nowhere")
	}
}

// TestEveryDayBeginsWithItself goes through every day of years in zones whose
// clocks do unusual things.
func TestEveryDayBeginsWithItself(t *testing.T) {
	t.Parallel()
	for _, zone := range zonesOf(t, "America/Santiago", "America/Havana", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia") {
		for day := time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2026; day = day.AddDate(0, 0, 1) {
			begins := dayBegins(day.Year(), day.Month(), day.Day(), zone)
			if shown := localDay(begins.In(zone)); shown.Before(day) {
				t.Fatalf("%s: %s begins at %s, on the day before", zone, day.Format(time.DateOnly), begins)
			}
			if before := localDay(begins.In(zone).Add(-time.Minute)); !before.Before(day) {
				t.Fatalf("%s: %s has begun before %s", zone, day.Format(time.DateOnly), begins)
			}
		}
	}
}
