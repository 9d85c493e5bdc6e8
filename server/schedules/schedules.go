package schedules

import (
	"strings"
	"time"

	"patientportal/server/clinic"
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

// text is what a field says, empty for nothing.
func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func trimmed(value *string) string { return strings.TrimSpace(text(value)) }
