package notify

import (
	"time"
)

// A reminder that would come sooner after booking than this is left out: the
// person has just been told.
const tooSoon = 2 * time.Hour

// Why a mail was not sent, for people.
const (
	reasonTooSoon   = "The appointment was made too short a time before."
	reasonBegun     = "The appointment had begun."
	reasonChanged   = "The appointment was moved to another time."
	reasonCancelled = "The appointment was cancelled."
	// Of any message.
	reasonOutsider = "Its address is that of somebody whose access has ended."
	reasonUnproven = "The email address had not been confirmed."
)

// QuietHours are the hours of the night, by the clock of the appointment's
// place, in which no reminder goes out. They may span midnight. Equal ends mean
// that there are none.
type QuietHours struct {
	From, Until time.Duration // since midnight, whole minutes
}

// lead is how long before an appointment a reminder is due. Days are counted
// on the calendar of the place, so that the reminder keeps the time of day when
// the clocks change in between.
type lead struct {
	days    int
	hours   int
	minutes int // as the contract tells it
}

var leads = []lead{
	{days: 7, minutes: 7 * 24 * 60},
	{days: 2, minutes: 2 * 24 * 60},
	{hours: 2, minutes: 2 * 60},
}

func (l lead) before(start time.Time, zone *time.Location) time.Time {
	local := start.In(zone).AddDate(0, 0, -l.days)
	return local.Add(-time.Duration(l.hours) * time.Hour).UTC()
}

// planned is a reminder with its time, or the reason why there is none.
type planned struct {
	leadMinutes int
	due         time.Time
	skip        string
}

// planReminders lays out the reminders of an appointment that is booked, or
// moved, now.
func planReminders(start, now time.Time, zone *time.Location, quiet QuietHours) []planned {
	plan := make([]planned, 0, len(leads))
	for _, l := range leads {
		p := planned{leadMinutes: l.minutes, due: quiet.shift(l.before(start, zone), start, zone)}
		if p.due.Before(now.Add(tooSoon)) {
			p.skip = reasonTooSoon
		}
		plan = append(plan, p)
	}
	return plan
}

// shift moves a reminder that falls into the quiet hours to their end. Where
// the appointment would have begun by then it keeps its time: an early reminder
// is worth more than none.
func (q QuietHours) shift(due, start time.Time, zone *time.Location) time.Time {
	end, quiet := q.end(due.In(zone))
	if !quiet || !end.Before(start) {
		return due
	}
	return end.UTC()
}

// end is when the quiet hours around the local time are over; false outside
// them.
func (q QuietHours) end(local time.Time) (time.Time, bool) {
	day := 0
	ofDay := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	switch {
	case q.From <= q.Until && (ofDay < q.From || ofDay >= q.Until):
		return time.Time{}, false
	case q.From > q.Until && ofDay >= q.From:
		day = 1
	case q.From > q.Until && ofDay >= q.Until:
		return time.Time{}, false
	}
	year, month, date := local.Date()
	minutes := int(q.Until / time.Minute)
	return time.Date(year, month, date+day, minutes/60, minutes%60, 0, 0, local.Location()), true
}
