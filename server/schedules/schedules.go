package schedules

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
)

// Bounds of what the front desk changes at once.
const (
	maxWeeklyHours   = 60
	maxExceptionDays = 366
	maxBlock         = 31 * 24 * time.Hour
	maxMessage       = 2000 // characters
)

// PractitionerSchedule is when a practitioner sees patients.
type PractitionerSchedule struct {
	Practitioner *clinic.Practitioner
	Version      int // how often the weekly hours were changed
	Hours        []WeeklyHours
	Exceptions   []ScheduleException
}

// WeeklyHours is an hours.Schedule with what it names.
type WeeklyHours struct {
	ID          string
	Location    *clinic.Location
	Department  *clinic.Department
	Service     *clinic.HealthcareService // nil for any
	Weekday     int                       // 0 is Sunday
	StartMinute int
	EndMinute   int
	SlotMinutes int
	ValidFrom   *string // nil for always
	ValidUntil  *string // nil for ever
}

// ScheduleException is an hours.Exception with what it names.
type ScheduleException struct {
	ID           string
	Location     *clinic.Location
	Practitioner *clinic.Practitioner // nil for everyone there
	Department   *clinic.Department   // nil for every one
	Date         string
	UntilDate    string
	StartMinute  int
	EndMinute    int
	Kind         hours.ExceptionKind
	Reason       string
}

// AffectedAction is what becomes of an appointment that a change leaves outside
// the hours.
type AffectedAction string

// The actions.
const (
	AffectedActionKeep    AffectedAction = "KEEP"    // it is seen all the same
	AffectedActionPropose AffectedAction = "PROPOSE" // it stays until the patient takes another time
	AffectedActionCancel  AffectedAction = "CANCEL"  // the clinic calls it off
)

// AffectedDecisionInput is what becomes of one appointment.
type AffectedDecisionInput struct {
	AppointmentID string
	Action        AffectedAction
}

// AffectedAppointment is one that a change leaves outside the hours.
type AffectedAppointment struct {
	Appointment booking.Appointment
	Action      *AffectedAction // nil in a dry run
	Proposed    int             // other times that are kept for the patient now
}

// consequences is what every change to hours is told of the appointments that
// it leaves outside.
type consequences struct {
	dryRun   bool
	affected []AffectedDecisionInput
	message  string
}

func (c consequences) check(p *fault.Problems) {
	for i, d := range c.affected {
		switch d.Action {
		case AffectedActionKeep, AffectedActionPropose:
		case AffectedActionCancel:
			p.Check(c.message != "", "message", "booking.message_missing", "Say why, for the patients whose appointment is cancelled.")
		default:
			p.Add(fmt.Sprintf("affected.%d.action", i), "booking.action", "Choose what becomes of it.")
		}
	}
	p.CheckProse("booking", "message", c.message, maxMessage)
}

// SaveWeekInput is a practitioner's weekly hours for a department at a place.
type SaveWeekInput struct {
	PractitionerID string
	LocationID     string
	DepartmentID   string
	Hours          []WeeklyHoursInput
	ValidFrom      *string // today when nil
	ValidUntil     *string // for ever when nil
	Version        int
	DryRun         bool
	Affected       []AffectedDecisionInput
	Message        *string
}

// WeeklyHoursInput is hours of one weekday.
type WeeklyHoursInput struct {
	Weekday     int
	StartMinute int
	EndMinute   int
	SlotMinutes int
	ServiceID   *string
}

// Validate reports every problem at once; today is the place's.
func (in SaveWeekInput) Validate(today string) error {
	var p fault.Problems
	p.CheckID("booking", "practitionerId", in.PractitionerID)
	p.CheckID("booking", "locationId", in.LocationID)
	p.CheckID("booking", "departmentId", in.DepartmentID)
	if len(in.Hours) > maxWeeklyHours {
		p.Addf("hours", "booking.hours", "A week has at most %d hours of its own.", maxWeeklyHours)
	}
	for i, v := range in.Hours {
		p.Check(v.Weekday >= 0 && v.Weekday <= 6, fmt.Sprintf("hours.%d.weekday", i), "booking.weekday", "Choose 0 (Sunday) to 6.")
		checkHoursAt(&p, fmt.Sprintf("hours.%d.", i), v.StartMinute, v.EndMinute, v.SlotMinutes)
	}
	if in.ValidFrom != nil {
		p.Check(hours.IsDate(*in.ValidFrom) && *in.ValidFrom >= today, "validFrom", "booking.valid_from", "Choose today or a later day.")
	}
	if in.ValidUntil != nil {
		p.Check(hours.IsDate(*in.ValidUntil) && *in.ValidUntil >= in.from(today), "validUntil", "booking.order", "The end comes after the beginning.")
	}
	in.consequences().check(&p)
	return p.Err()
}

func (in SaveWeekInput) from(today string) string {
	if in.ValidFrom != nil {
		return *in.ValidFrom
	}
	return today
}

func (in SaveWeekInput) consequences() consequences {
	return consequences{in.DryRun, in.Affected, trimmed(in.Message)}
}

// week is what is to hold.
func (in SaveWeekInput) week(today string) hours.Week {
	list := make([]hours.Schedule, len(in.Hours))
	for i, v := range in.Hours {
		list[i] = hours.Schedule{
			PractitionerID: in.PractitionerID, LocationID: in.LocationID, DepartmentID: in.DepartmentID,
			Weekday: time.Weekday(v.Weekday), StartMinute: v.StartMinute, EndMinute: v.EndMinute, SlotMinutes: v.SlotMinutes,
			ValidFrom: in.from(today), ValidUntil: text(in.ValidUntil), ServiceID: text(v.ServiceID),
		}
	}
	return hours.Week{
		PractitionerID: in.PractitionerID, LocationID: in.LocationID, DepartmentID: in.DepartmentID,
		From: in.from(today), Until: text(in.ValidUntil), Hours: list, Version: in.Version,
	}
}

// text is what a field says, empty for nothing.
func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func trimmed(value *string) string { return strings.TrimSpace(text(value)) }

func checkHoursAt(p *fault.Problems, where string, start, end, slot int) {
	p.Check(start >= 0 && start < hours.MinutesADay, where+"startMinute", "booking.minute", "Hours begin at minute 0 to 1439 of the day.")
	p.Check(end > start && end <= hours.MinutesADay, where+"endMinute", "booking.minute", "Hours end after they begin, at midnight at the latest.")
	if slot < hours.MinSlotMinutes || slot > hours.MaxSlotMinutes {
		p.Addf(where+"slotMinutes", "booking.slot_minutes", "A slot lasts %d to %d minutes.", hours.MinSlotMinutes, hours.MaxSlotMinutes)
	} else if end > start && slot > end-start {
		p.Add(where+"slotMinutes", "booking.slot_minutes", "The hours are shorter than one slot.")
	}
}

// SaveSchedulePayload is what saving hours does, or would do.
type SaveSchedulePayload struct {
	Schedule PractitionerSchedule
	Affected []AffectedAppointment
}

// AddScheduleExceptionInput is what is closed or opened.
type AddScheduleExceptionInput struct {
	LocationID     *string // every location when nil
	PractitionerID *string
	DepartmentID   *string
	Date           string
	UntilDate      *string
	StartMinute    int
	EndMinute      int
	Kind           hours.ExceptionKind
	SlotMinutes    *int
	Reason         string
	DryRun         bool
	Affected       []AffectedDecisionInput
	Message        *string
}

// Validate reports every problem at once.
func (in AddScheduleExceptionInput) Validate() error {
	var p fault.Problems
	p.Check(hours.IsDate(in.Date), "date", "booking.date", "A date looks like 2026-08-06.")
	p.Check(hours.IsDate(in.until()) && in.until() >= in.Date, "untilDate", "booking.order", "The end comes after the beginning.")
	p.Check(daysBetween(in.Date, in.until()) < maxExceptionDays, "untilDate", "booking.too_many_days", "Choose at most a year at once.")
	hours.CheckHours(&p, in.StartMinute, in.EndMinute)
	switch in.Kind {
	case hours.ExceptionClosed:
	case hours.ExceptionOpen:
		p.CheckID("booking", "locationId", text(in.LocationID))
		p.CheckID("booking", "practitionerId", text(in.PractitionerID))
		p.CheckID("booking", "departmentId", text(in.DepartmentID))
		hours.CheckSlotMinutes(&p, in.slotMinutes(), in.EndMinute-in.StartMinute)
	default:
		p.Add("kind", "booking.kind", "Choose CLOSED or OPEN.")
	}
	if utf8.RuneCountInString(in.Reason) > hours.MaxWords {
		p.Addf("reason", "booking.too_long", "Use at most %d characters.", hours.MaxWords)
	}
	in.consequences().check(&p)
	return p.Err()
}

func (in AddScheduleExceptionInput) until() string {
	if in.UntilDate != nil {
		return *in.UntilDate
	}
	return in.Date
}

func (in AddScheduleExceptionInput) slotMinutes() int {
	if in.SlotMinutes != nil {
		return *in.SlotMinutes
	}
	return 0
}

func (in AddScheduleExceptionInput) consequences() consequences {
	return consequences{in.DryRun, in.Affected, trimmed(in.Message)}
}

func daysBetween(from, to string) int {
	a, _ := time.Parse(time.DateOnly, from)
	b, _ := time.Parse(time.DateOnly, to)
	return int(b.Sub(a) / (24 * time.Hour))
}

// AddScheduleExceptionPayload is what an exception does, or would do.
type AddScheduleExceptionPayload struct {
	Exceptions []ScheduleException
	Affected   []AffectedAppointment
}

// RemoveScheduleExceptionInput says which to take back.
type RemoveScheduleExceptionInput struct{ ExceptionID string }

// RemoveScheduleExceptionPayload says that it is gone.
type RemoveScheduleExceptionPayload struct{ Removed bool }

// BlockSlotsInput says whose times to block, or to free again.
type BlockSlotsInput struct {
	PractitionerID string
	From           time.Time
	To             time.Time
	Unblock        bool
	DryRun         bool
	Affected       []AffectedDecisionInput
	Message        *string
}

// Validate reports every problem at once.
func (in BlockSlotsInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "practitionerId", in.PractitionerID)
	p.Check(in.To.After(in.From), "to", "booking.order", "The end comes after the beginning.")
	p.Check(in.To.Sub(in.From) <= maxBlock, "to", "booking.too_many_days", "Block at most 31 days at once.")
	in.consequences().check(&p)
	return p.Err()
}

func (in BlockSlotsInput) consequences() consequences {
	return consequences{in.DryRun, in.Affected, trimmed(in.Message)}
}

// BlockSlotsPayload is what blocking does, or would do.
type BlockSlotsPayload struct {
	Changed  int
	Affected []AffectedAppointment
}
