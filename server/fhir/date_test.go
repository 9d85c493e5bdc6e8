package fhir

import (
	"testing"
	"time"
)

func TestDatesAreOfTheCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		as   precision
		good bool
	}{
		{"2023", justDate, true}, {"2023-02", justDate, true}, {"2024-02-29", justDate, true}, {"0001-01-01", justDate, true},
		{"2023-02-30", justDate, false}, {"2023-02-29", justDate, false}, {"2023-13", justDate, false}, {"0000", justDate, false},
		{"23", justDate, false}, {"2023-2-3", justDate, false}, {"", justDate, false}, {"2023-02-03T10:00:00Z", justDate, false},
		{"2023-02", dateOrTime, true}, {"2015-02-07T13:28:17.239+02:00", dateOrTime, true}, {"2015-02-07T13:28-05:00", dateOrTime, true},
		{"2016-12-31T23:59:60Z", dateOrTime, true}, {"2015-02-07T13:28:17", dateOrTime, false}, {"2015-02-07T24:00:00Z", dateOrTime, false},
		{"2015-02-30T13:28:17Z", dateOrTime, false}, {"2015-02-07T13:28:17+15:00", dateOrTime, false}, {"yesterday", dateOrTime, false},
		{"2015-02-07", fullTime, false}, {"2015-02-07T13:28:17Z", fullTime, true},
		{"13:28:00", clockTime, true}, {"25:00:00", clockTime, false},
	} {
		if reason := checkWhen(c.text, c.as); (reason == "") != c.good {
			t.Errorf("%q as %d: %q", c.text, c.as, reason)
		}
	}
}

func TestTimesSortByInstantAndPartialDatesByTheirStart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2024-03-10T08:15:00-05:00": "2024-03-10T13:15:00Z", "2024-03-10T23:15:00+10:00": "2024-03-10T13:15:00Z",
		"2024": "2024-01-01T00:00:00Z", "2024-03": "2024-03-01T00:00:00Z", "1950-06-01": "1950-06-01T00:00:00Z",
	} {
		if got := time.UnixMicro(microsOf(text)).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s stands at %s, want %s", text, got, want)
		}
	}
	if microsOf("") != 0 || microsOf("soon") != 0 {
		t.Error("what is no date has a place")
	}
}

func TestClipNeverSplitsACharacter(t *testing.T) {
	t.Parallel()
	if got := clip("Grüße", 3); got != "Grü" {
		t.Errorf("got %q", got)
	}
	if got := clip("Grüße", 5); got != "Grüße" {
		t.Errorf("got %q", got)
	}
}
