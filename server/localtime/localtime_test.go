package localtime

import (
	"testing"
	"time"
)

func TestZoneName(t *testing.T) {
	t.Parallel()
	may := time.Date(2026, 5, 5, 14, 20, 0, 0, time.UTC)
	twice := time.Date(2026, 11, 1, 6, 30, 0, 0, time.UTC) // 1:30am in Chicago, and again an hour later
	for _, one := range []struct {
		zone string
		at   time.Time
		want string
	}{
		{"America/Chicago", may, "Central Time"},
		{"America/Phoenix", may, "Mountain Standard Time"},
		{"Europe/Berlin", may, "Berlin time"},
		{"America/Argentina/Rio_Gallegos", may, "Rio Gallegos time"},
		{"UTC", may, "UTC"},
		{"America/Chicago", twice.Add(-time.Hour), "Central Time"},
		{"America/Chicago", twice, "Central Time, CDT"},
		{"America/Chicago", twice.Add(time.Hour), "Central Time, CST"},
		{"America/Chicago", twice.Add(2 * time.Hour), "Central Time"},
		{"America/Asuncion", time.Date(2024, 3, 24, 2, 30, 0, 0, time.UTC), "Asuncion time, UTC-03:00"},
	} {
		zone, err := time.LoadLocation(one.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := ZoneName(one.at, zone); got != one.want {
			t.Errorf("%s at %s: %q, want %q", one.zone, one.at, got, one.want)
		}
	}
}
