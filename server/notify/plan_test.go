package notify

import (
	"testing"
	"time"
)

func TestPlanReminders(t *testing.T) {
	t.Parallel()
	const chicago = "America/Chicago"
	for _, c := range []struct {
		name   string
		zone   string
		booked string // by the clock of the zone
		start  string
		want   [3]string // 7 days, 2 days, 2 hours before; "" for skipped
	}{
		{"far ahead", chicago, "2026-05-04 09:00", "2026-06-03 14:00",
			[3]string{"2026-05-27 14:00", "2026-06-01 14:00", "2026-06-03 12:00"}},
		{"early morning: moved to the end of the quiet hours", chicago, "2026-05-04 09:00", "2026-06-03 09:20",
			[3]string{"2026-05-27 09:20", "2026-06-01 09:20", "2026-06-03 08:00"}},
		{"so early that the quiet hours end too late", chicago, "2026-05-04 09:00", "2026-06-03 07:45",
			[3]string{"2026-05-27 08:00", "2026-06-01 08:00", "2026-06-03 05:45"}},
		{"late in the evening: moved to the next morning", chicago, "2026-05-04 09:00", "2026-06-03 21:30",
			[3]string{"2026-05-28 08:00", "2026-06-02 08:00", "2026-06-03 19:30"}},
		{"in five days", chicago, "2026-05-04 09:00", "2026-05-09 14:00",
			[3]string{"", "2026-05-07 14:00", "2026-05-09 12:00"}},
		{"within two hours of booking", chicago, "2026-05-04 09:00", "2026-05-04 12:59", [3]string{}},
		{"two hours after booking", chicago, "2026-05-04 09:00", "2026-05-04 13:00",
			[3]string{"", "", "2026-05-04 11:00"}},
		{"the clocks go forward in between", chicago, "2026-02-01 09:00", "2026-03-10 14:00",
			[3]string{"2026-03-03 14:00", "2026-03-08 14:00", "2026-03-10 12:00"}},
		{"half an hour of daylight saving", "Australia/Lord_Howe", "2026-03-01 09:00", "2026-04-06 14:00",
			[3]string{"2026-03-30 14:00", "2026-04-04 14:00", "2026-04-06 12:00"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			zone := location(c.zone)
			plan := planReminders(local(t, c.start, zone), local(t, c.booked, zone), zone, usual)
			for i, p := range plan {
				if want := c.want[i]; want == "" != (p.skip != "") {
					t.Errorf("reminder %d: skipped %q, want %q", p.leadMinutes, p.skip, want)
				} else if got := p.due.In(zone).Format("2006-01-02 15:04"); want != "" && got != want {
					t.Errorf("reminder %d: %s, want %s", p.leadMinutes, got, want)
				}
			}
		})
	}
}

func local(t *testing.T, text string, zone *time.Location) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestNoQuietHours(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)
	if got := (QuietHours{}).shift(at, at.Add(time.Hour*9), time.UTC); !got.Equal(at) {
		t.Errorf("moved to %s", got)
	}
}

func TestSpoken(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 5, 14, 20, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"America/Chicago":                "Tuesday 5 May at 9:20am (Central Time)",
		"Asia/Kathmandu":                 "Tuesday 5 May at 8:05pm (Kathmandu time)",
		"America/Argentina/Rio_Gallegos": "Tuesday 5 May at 11:20am (Rio Gallegos time)",
		"UTC":                            "Tuesday 5 May at 2:20pm (UTC)",
	} {
		if got, _ := spoken(at, zone); got != want {
			t.Errorf("%s: %q, want %q", zone, got, want)
		}
	}
}

func TestHidden(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"maria@example.org": "m•••@example.org", "é@example.org": "é•••@example.org", "": "", "@x": "", "none": "",
	} {
		if got := hidden(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// usual are the preferences of who has chosen nothing.
var usual = (&Service{Config: Config{Quiet: DefaultQuietHours}}).defaultPreferences()
