package schedules

import (
	"fmt"
	"time"

	"patientportal/server/fault"
	"patientportal/server/hours"
)

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
