package hours

import (
	"slices"
	"time"
	"unicode/utf8"

	"patientportal/server/clinic"
	"patientportal/server/fault"
)

// Bounds of hours, in minutes.
const (
	MinutesADay    = 24 * 60
	MinSlotMinutes = 5
	MaxSlotMinutes = 480
	MaxWords       = 200 // characters of a reason
)

// Schedule is weekly hours of a practitioner for a department at a location,
// on one weekday of the location's own calendar and clock.
type Schedule struct {
	ID             string
	PractitionerID string
	LocationID     string
	DepartmentID   string
	Weekday        time.Weekday
	StartMinute    int    // after local midnight
	EndMinute      int    // after StartMinute, at most 1440
	SlotMinutes    int    // length of each slot; a rest at the end is left free
	ValidFrom      string // first date, "" for always
	ValidUntil     string // last date, "" for ever
	ServiceID      string // only for this service, "" for any
}

// ExceptionKind is what an exception does to the hours of a day.
type ExceptionKind string

// The kinds. Where both apply, closed wins.
const (
	ExceptionClosed ExceptionKind = "CLOSED"
	ExceptionOpen   ExceptionKind = "OPEN"
)

// Exception closes hours of one day, or opens some beside the schedule.
type Exception struct {
	ID             string
	PractitionerID string // "" for everyone at the location; CLOSED only
	LocationID     string
	DepartmentID   string // "" for every department; CLOSED only
	Date           string // on the location's calendar
	UntilDate      string // the last one, "" for the same
	StartMinute    int
	EndMinute      int // 0 to 1440 is the whole day
	Kind           ExceptionKind
	SlotMinutes    int // OPEN only
	Reason         string
}

// SaveScheduleInput makes weekly hours, or changes those with the ID.
type SaveScheduleInput struct {
	ID             string // "" for new hours
	PractitionerID string
	LocationID     string
	DepartmentID   string
	Weekday        time.Weekday
	StartMinute    int
	EndMinute      int
	SlotMinutes    int
	ValidFrom      string
	ValidUntil     string
	ServiceID      string // "" for any
}

// Validate reports every problem at once.
func (in SaveScheduleInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "practitionerId", in.PractitionerID)
	p.CheckID("booking", "locationId", in.LocationID)
	p.CheckID("booking", "departmentId", in.DepartmentID)
	p.Check(in.Weekday >= time.Sunday && in.Weekday <= time.Saturday, "weekday", "booking.weekday", "Choose 0 (Sunday) to 6.")
	CheckHours(&p, in.StartMinute, in.EndMinute)
	CheckSlotMinutes(&p, in.SlotMinutes, in.EndMinute-in.StartMinute)
	p.Check(in.ValidFrom == "" || IsDate(in.ValidFrom), "validFrom", "booking.date", "A date looks like 2026-08-06.")
	p.Check(in.ValidUntil == "" || IsDate(in.ValidUntil), "validUntil", "booking.date", "A date looks like 2026-08-06.")
	p.Check(in.ValidUntil == "" || in.ValidUntil >= in.ValidFrom, "validUntil", "booking.order", "The end comes after the beginning.")
	return p.Err()
}

// AddExceptionInput closes hours of one day, or opens some.
type AddExceptionInput struct {
	PractitionerID string
	LocationID     string
	DepartmentID   string
	Date           string
	StartMinute    int
	EndMinute      int
	Kind           ExceptionKind
	SlotMinutes    int // OPEN only
	Reason         string
}

// Validate reports every problem at once.
func (in AddExceptionInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "locationId", in.LocationID)
	p.Check(IsDate(in.Date), "date", "booking.date", "A date looks like 2026-08-06.")
	CheckHours(&p, in.StartMinute, in.EndMinute)
	switch in.Kind {
	case ExceptionClosed:
	case ExceptionOpen:
		p.CheckID("booking", "practitionerId", in.PractitionerID)
		p.CheckID("booking", "departmentId", in.DepartmentID)
		CheckSlotMinutes(&p, in.SlotMinutes, in.EndMinute-in.StartMinute)
	default:
		p.Add("kind", "booking.kind", "Choose CLOSED or OPEN.")
	}
	if utf8.RuneCountInString(in.Reason) > MaxWords {
		p.Addf("reason", "booking.too_long", "Use at most %d characters.", MaxWords)
	}
	return p.Err()
}

// CheckHours adds what is wrong with hours from minute to minute of a day.
func CheckHours(p *fault.Problems, start, end int) {
	p.Check(start >= 0 && start < MinutesADay, "startMinute", "booking.minute", "Hours begin at minute 0 to 1439 of the day.")
	p.Check(end > start && end <= MinutesADay, "endMinute", "booking.minute", "Hours end after they begin, at minute 1440 at the latest.")
}

// CheckSlotMinutes adds what is wrong with slots of that length in so many
// minutes of hours.
func CheckSlotMinutes(p *fault.Problems, slot, hours int) {
	if slot < MinSlotMinutes || slot > MaxSlotMinutes {
		p.Addf("slotMinutes", "booking.slot_minutes", "A slot lasts %d to %d minutes.", MinSlotMinutes, MaxSlotMinutes)
	} else if slot > hours {
		p.Add("slotMinutes", "booking.slot_minutes", "The hours are shorter than one slot.")
	}
}

// IsDate tells whether the text is a day, as 2026-08-06.
func IsDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// covers tells whether the hours hold on that date of the location's calendar.
func (v Schedule) covers(date time.Time, day string) bool {
	return date.Weekday() == v.Weekday && day >= v.ValidFrom && (v.ValidUntil == "" || day <= v.ValidUntil)
}

// closes tells whether the exception takes away a slot of these minutes.
func (v Exception) closes(day string, locationID, departmentID, practitionerID string, start, end int) bool {
	return v.Kind == ExceptionClosed && v.isOn(day) && v.LocationID == locationID &&
		(v.DepartmentID == "" || v.DepartmentID == departmentID) &&
		(v.PractitionerID == "" || v.PractitionerID == practitionerID) &&
		start < v.EndMinute && v.StartMinute < end
}

// Until is the last date.
func (v Exception) Until() string { return max(v.Date, v.UntilDate) }

func (v Exception) isOn(day string) bool { return day >= v.Date && day <= v.Until() }

// TouchedBy lists the practitioners whose slots exceptions may change, sorted.
func TouchedBy(dir *clinic.Directory, list ...Exception) (ids []string) {
	for _, v := range list {
		if v.PractitionerID != "" {
			ids = append(ids, v.PractitionerID)
		} else {
			ids = append(ids, practitionersAt(dir, v.LocationID)...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
