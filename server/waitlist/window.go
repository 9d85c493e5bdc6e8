package waitlist

import (
	"slices"
	"time"
)

const endOfDay = 24 * 60

// days are as time.Weekday counts them.
var days = [7]WaitlistDay{
	WaitlistDaySunday, WaitlistDayMonday, WaitlistDayTuesday, WaitlistDayWednesday,
	WaitlistDayThursday, WaitlistDayFriday, WaitlistDaySaturday,
}

// minuteOf reads HH:MM as minutes since midnight; 24:00 is the end of the day.
func minuteOf(text string) (minute int, ok bool) {
	if text == "24:00" {
		return endOfDay, true
	}
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, false
	}
	return at.Hour()*60 + at.Minute(), true
}

// covers tells whether a visit that begins then would suit.
func (w WaitlistWindow) covers(local time.Time) bool {
	if len(w.Days) > 0 && !slices.Contains(w.Days, days[local.Weekday()]) {
		return false
	}
	from, _ := minuteOf(w.From)
	until, _ := minuteOf(w.Until)
	minute := local.Hour()*60 + local.Minute()
	return minute >= from && minute < until
}

// suits tells whether a visit that begins then, on the clock of its place,
// would suit whoever waits.
func (e wish) suits(local time.Time) bool {
	if e.Earliest != nil && local.Format(time.DateOnly) < *e.Earliest {
		return false
	}
	return len(e.Windows) == 0 || slices.ContainsFunc(e.Windows, func(w WaitlistWindow) bool { return w.covers(local) })
}
