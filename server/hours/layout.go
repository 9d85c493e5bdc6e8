package hours

import (
	"cmp"
	"slices"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/store"
)

// Plan is all that lays out one practitioner's time.
type Plan struct {
	PractitionerID string
	Schedules      []Schedule
	Exceptions     []Exception
}

// Time is a slot that the schedules give. Instants are in microseconds.
type Time struct {
	Start, End                               int64
	PractitionerID, LocationID, DepartmentID string
	ServiceID                                string // "" for any
}

// Lay gives the practitioner's slots that begin after a time, from the local
// day of that time and for so many days on, sorted and without overlap: of two
// that overlap the one that begins first stays, whatever the location. Nobody
// is laid out who, or whose location or department, is not in use.
func (p Plan) Lay(dir *clinic.Directory, after time.Time, days int) []Time {
	if v := dir.Practitioner(p.PractitionerID); v == nil || !v.Active {
		return nil
	}
	var all []Time
	for _, locationID := range p.locations() {
		location := dir.Location(locationID)
		if location == nil || !location.Active {
			continue
		}
		zone := dir.Zone(locationID)
		today := DateOf(after.In(zone))
		for i := range days + 1 {
			all = p.layDay(all, dir, zone, locationID, today.AddDate(0, 0, i))
		}
	}
	limit := store.Micros(after)
	all = slices.DeleteFunc(all, func(v Time) bool { return v.Start <= limit })
	return withoutOverlap(all)
}

func (p Plan) locations() []string {
	var ids []string
	for _, v := range p.Schedules {
		ids = append(ids, v.LocationID)
	}
	for _, v := range p.Exceptions {
		if v.Kind == ExceptionOpen {
			ids = append(ids, v.LocationID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// layDay appends the slots of one date at one location. The date is the day's
// midnight in UTC, as a calendar has it; AddDate on it never meets a change of
// clocks.
func (p Plan) layDay(all []Time, dir *clinic.Directory, zone *time.Location, locationID string, date time.Time) []Time {
	day := date.Format(time.DateOnly)
	for _, v := range p.Schedules {
		if v.LocationID == locationID && v.covers(date, day) {
			all = p.layHours(all, dir, zone, date, day, v)
		}
	}
	for _, v := range p.Exceptions {
		if v.Kind == ExceptionOpen && v.LocationID == locationID && v.isOn(day) && v.PractitionerID == p.PractitionerID {
			all = p.layHours(all, dir, zone, date, day, Schedule{
				LocationID: v.LocationID, DepartmentID: v.DepartmentID,
				StartMinute: v.StartMinute, EndMinute: v.EndMinute, SlotMinutes: v.SlotMinutes,
			})
		}
	}
	return all
}

func (p Plan) layHours(all []Time, dir *clinic.Directory, zone *time.Location, date time.Time, day string, hours Schedule) []Time {
	if v := dir.Department(hours.DepartmentID); v == nil || !v.Active {
		return all
	}
	length := time.Duration(hours.SlotMinutes) * time.Minute
	for minute := hours.StartMinute; minute+hours.SlotMinutes <= hours.EndMinute; minute += hours.SlotMinutes {
		closed := slices.ContainsFunc(p.Exceptions, func(e Exception) bool {
			return e.closes(day, hours.LocationID, hours.DepartmentID, p.PractitionerID, minute, minute+hours.SlotMinutes)
		})
		if closed {
			continue
		}
		first, second := onClock(date, minute, zone)
		for _, start := range [...]time.Time{first, second} {
			if !start.IsZero() {
				all = append(all, Time{
					Start: store.Micros(start), End: store.Micros(start.Add(length)),
					PractitionerID: p.PractitionerID, LocationID: hours.LocationID, DepartmentID: hours.DepartmentID,
					ServiceID: hours.ServiceID,
				})
			}
		}
	}
	return all
}

// withoutOverlap sorts the slots and drops each that begins before the one
// kept before it has ended.
func withoutOverlap(all []Time) []Time {
	sortTimes(all)
	kept := all[:0]
	for _, v := range all {
		if len(kept) == 0 || v.Start >= kept[len(kept)-1].End {
			kept = append(kept, v)
		}
	}
	return kept
}

func sortTimes(all []Time) {
	slices.SortFunc(all, func(a, b Time) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
			cmp.Compare(a.PractitionerID, b.PractitionerID),
			cmp.Compare(a.LocationID, b.LocationID), cmp.Compare(a.DepartmentID, b.DepartmentID), cmp.Compare(a.ServiceID, b.ServiceID))
	})
}

// onClock gives the instants at which a clock in the zone shows that minute of
// that date: none when the clocks skip it, two, earliest first, when they show
// it twice, else one. The zero time stands for none. time.Date alone would move
// a missing time by the gap and give only one of a doubled pair.
func onClock(date time.Time, minute int, zone *time.Location) (first, second time.Time) {
	guess := time.Date(date.Year(), date.Month(), date.Day(), 0, minute, 0, 0, zone)
	wall := time.Date(date.Year(), date.Month(), date.Day(), 0, minute, 0, 0, time.UTC)
	// Clocks change at most once within six hours; so these are the only
	// offsets that the minute can have.
	_, before := guess.Add(-3 * time.Hour).Zone()
	_, after := guess.Add(3 * time.Hour).Zone()
	if before == after {
		if DateOf(guess).Equal(date) && guess.Hour()*60+guess.Minute() == minute {
			return guess, time.Time{}
		}
		return time.Time{}, time.Time{} // a zone that skipped a whole day
	}
	for _, offset := range [...]int{max(before, after), min(before, after)} {
		at := wall.Add(-time.Duration(offset) * time.Second)
		if _, actual := at.In(zone).Zone(); actual != offset {
			continue
		}
		if first.IsZero() {
			first = at
		} else {
			second = at
		}
	}
	return first, second
}

// DateOf is the date that a clock shows, as a midnight in UTC.
func DateOf(local time.Time) time.Time {
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
}
