package schedules

import (
	"time"
	"unicode/utf8"

	"patientportal/server/fault"
	"patientportal/server/hours"
)

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
type RemoveScheduleExceptionInput struct {
	ExceptionID string
	DryRun      bool
	Affected    []AffectedDecisionInput
	Message     *string
}

// Validate reports every problem at once.
func (in RemoveScheduleExceptionInput) Validate() error {
	var p fault.Problems
	in.consequences().check(&p)
	return p.Err()
}

func (in RemoveScheduleExceptionInput) consequences() consequences {
	return consequences{in.DryRun, in.Affected, trimmed(in.Message)}
}

// RemoveScheduleExceptionPayload is what taking an exception back does, or would
// do.
type RemoveScheduleExceptionPayload struct {
	Removed  bool // not in a dry run
	Affected []AffectedAppointment
}

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
