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

// QuietHours are the hours in which no reminder goes out, by the clock of the
// account's zone or of the appointment's place. They may span midnight. Equal
// ends mean that there are none.
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

// leadOf is the lead of so many minutes; false when there is none any more.
func leadOf(minutes int) (lead, bool) {
	for _, l := range leads {
		if l.minutes == minutes {
			return l, true
		}
	}
	return lead{}, false
}

// planReminders lays out the reminders of an appointment that is booked, or
// moved, now: as its addressee wants them.
func planReminders(start, now time.Time, place *time.Location, wants preferences) []planned {
	plan := make([]planned, 0, len(leads))
	for _, l := range leads {
		p := planned{leadMinutes: l.minutes, due: wants.shift(l.before(start, place), start, place)}
		if p.due.Before(now.Add(tooSoon)) {
			p.skip = reasonTooSoon
		} else {
			p.skip = wants.unwanted(delivery{kind: KindAppointmentReminder, lead: l.minutes})
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
	end := time.Date(year, month, date+day, minutes/60, minutes%60, 0, 0, local.Location())
	return end.Add(leftOut(end, minutes)), true
}

// leftOut is how far before the time of day asked for Go put it, because the
// clocks leave that hour out.
func leftOut(at time.Time, minutes int) time.Duration {
	return max(0, time.Duration(minutes-at.Hour()*60-at.Minute())*time.Minute)
}
