package booking

import (
	"context"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// SaveWeek sets a practitioner's weekly hours for a department at a place, from
// a date on; those from before end the day before it, and come back after the
// end if there is one. Slots follow in the same transaction. A dry run changes
// nothing and tells which appointments would be outside; else each of them is
// decided about. For the front desk and administrators.
//
// It fails with INVALID_INPUT for bad fields and without a post, and with
// CONFLICT when somebody changed the hours since the version that is given,
// when they overlap others, and when other appointments are affected than those
// decided about.
func (s *Service) SaveWeek(ctx context.Context, who actor.Actor, in SaveWeekInput) (SaveSchedulePayload, error) {
	if err := maySchedule(who); err != nil {
		return SaveSchedulePayload{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return SaveSchedulePayload{}, err
	}
	today := s.todayAt(dir, in.LocationID)
	if err := in.Validate(today); err != nil {
		return SaveSchedulePayload{}, err
	}
	var made SaveSchedulePayload
	made.Affected, _, err = s.rearrange(ctx, rearranging{
		consequences: in.consequences(), who: who, touched: []string{in.PractitionerID},
		change: func(ctx context.Context, dir *clinic.Directory) error { return s.changeWeek(ctx, dir, in, today) },
		trail:  audit.Event{Action: "booking.save_schedule", SubjectType: "practitioner", SubjectID: in.PractitionerID},
	})
	if err != nil {
		return SaveSchedulePayload{}, err
	}
	made.Schedule, err = s.PractitionerSchedule(ctx, who, in.PractitionerID)
	return made, err
}

func (s *Service) todayAt(dir *clinic.Directory, locationID string) string {
	return s.Clock().In(dir.Zone(locationID)).Format(time.DateOnly)
}

var errHoursChanged = fault.New(fault.Conflict, "booking.hours_changed", "Somebody changed these hours since you opened them. Look at them again.")

// changeWeek writes the rows, in the context's Tx.
func (s *Service) changeWeek(ctx context.Context, dir *clinic.Directory, in SaveWeekInput, today string) error {
	if err := checkPost(dir, in.PractitionerID, in.DepartmentID, in.LocationID); err != nil {
		return err
	}
	if err := checkServices(dir, in); err != nil {
		return err
	}
	won, err := s.plans.raise(ctx, in.PractitionerID, in.Version, store.Micros(s.Clock()))
	if err != nil {
		return err
	}
	if !won {
		return errHoursChanged
	}
	plan, err := s.schedules.planningOf(ctx, in.PractitionerID, s.Clock())
	if err != nil {
		return err
	}
	var rest []Schedule
	for _, v := range plan.schedules {
		if v.LocationID != in.LocationID || v.DepartmentID != in.DepartmentID {
			rest = append(rest, v)
			continue
		}
		kept, err := s.makeRoom(ctx, v, in.from(today), text(in.ValidUntil))
		if err != nil {
			return err
		}
		rest = append(rest, kept...)
	}
	return s.addWeek(ctx, dir, rest, in.schedules(today))
}

func checkServices(dir *clinic.Directory, in SaveWeekInput) error {
	var p fault.Problems
	for i, v := range in.Hours {
		if v.ServiceID == nil {
			continue
		}
		service := dir.Service(*v.ServiceID)
		p.Check(service != nil && service.DepartmentID == in.DepartmentID, "hours."+itoa(i)+".serviceId", "booking.service_not_given",
			"This department does not give that service.")
	}
	return p.Err()
}

// makeRoom ends hours the day before others begin, and has them come back after
// those end. It gives what is left of them.
func (s *Service) makeRoom(ctx context.Context, v Schedule, from, until string) (kept []Schedule, err error) {
	if v.ValidUntil != "" && v.ValidUntil < from || until != "" && v.ValidFrom > until {
		return []Schedule{v}, nil // they do not meet
	}
	if v.ValidFrom < from {
		head := v
		head.ValidUntil = dayAfter(from, -1)
		kept = append(kept, head)
	}
	if until != "" && (v.ValidUntil == "" || v.ValidUntil > until) {
		tail := v
		tail.ValidFrom = dayAfter(until, 1)
		kept = append(kept, tail)
	}
	if err := s.schedules.remove(ctx, v.ID); err != nil {
		return nil, err
	}
	for i := range kept {
		kept[i].ID = store.NewID()
		if err := s.schedules.save(ctx, kept[i], false); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func dayAfter(date string, days int) string {
	day, _ := time.Parse(time.DateOnly, date)
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

func (s *Service) addWeek(ctx context.Context, dir *clinic.Directory, rest, week []Schedule) error {
	if len(week) == 0 {
		return nil
	}
	from := s.Clock()
	laid := func(list []Schedule) int {
		return len(planning{practitionerID: week[0].PractitionerID, schedules: list}.lay(dir, from, conflictDays))
	}
	apart := laid(rest)
	for i := range week {
		apart += laid(week[i : i+1])
	}
	if laid(append(slices.Clone(rest), week...)) < apart {
		return fault.New(fault.Conflict, "booking.schedule_overlaps", "They have other hours at that time.")
	}
	for _, v := range week {
		v.ID = store.NewID()
		if err := s.schedules.save(ctx, v, false); err != nil {
			return err
		}
	}
	return nil
}

// PractitionerSchedule is when a practitioner sees patients, for those who lay
// out hours; NOT_FOUND for one that there is not.
func (s *Service) PractitionerSchedule(ctx context.Context, who actor.Actor, practitionerID string) (PractitionerSchedule, error) {
	if err := maySchedule(who); err != nil {
		return PractitionerSchedule{}, err
	}
	now := s.Clock()
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return PractitionerSchedule{}, err
	}
	made := PractitionerSchedule{Practitioner: dir.Practitioner(practitionerID)}
	if made.Practitioner == nil {
		return made, fault.ErrNotFound
	}
	plan, err := s.schedules.planningOf(ctx, practitionerID, now)
	if err != nil {
		return made, err
	}
	for _, v := range plan.schedules {
		if v.ValidUntil == "" || v.ValidUntil >= s.todayAt(dir, v.LocationID) {
			made.Hours = append(made.Hours, v.shown(dir))
		}
	}
	slices.SortStableFunc(made.Hours, func(a, b WeeklyHours) int {
		return (a.Weekday-b.Weekday)*minutesADay + a.StartMinute - b.StartMinute
	})
	made.Exceptions = s.shownExceptions(dir, plan.exceptions, func(v Exception) bool {
		return v.PractitionerID == practitionerID || worksAt(dir, practitionerID, v)
	})
	made.Version, err = s.plans.version(ctx, practitionerID)
	return made, err
}

func worksAt(dir *clinic.Directory, practitionerID string, v Exception) bool {
	return slices.ContainsFunc(dir.Posts(), func(p clinic.Post) bool {
		return p.PractitionerID == practitionerID && p.LocationID == v.LocationID && (v.DepartmentID == "" || v.DepartmentID == p.DepartmentID)
	})
}

func (v Schedule) shown(dir *clinic.Directory) WeeklyHours {
	return WeeklyHours{
		ID: v.ID, Location: dir.Location(v.LocationID), Department: dir.Department(v.DepartmentID), Service: dir.Service(v.ServiceID),
		Weekday: int(v.Weekday), StartMinute: v.StartMinute, EndMinute: v.EndMinute, SlotMinutes: v.SlotMinutes,
		ValidFrom: trimmed(&v.ValidFrom), ValidUntil: trimmed(&v.ValidUntil),
	}
}

// shownExceptions are those that are not over, by date.
func (s *Service) shownExceptions(dir *clinic.Directory, all []Exception, wanted func(Exception) bool) (list []ScheduleException) {
	for _, v := range all {
		if v.until() >= s.todayAt(dir, v.LocationID) && wanted(v) {
			list = append(list, v.shown(dir))
		}
	}
	slices.SortStableFunc(list, func(a, b ScheduleException) int {
		if a.Date != b.Date {
			if a.Date < b.Date {
				return -1
			}
			return 1
		}
		return a.StartMinute - b.StartMinute
	})
	return list
}

func (v Exception) shown(dir *clinic.Directory) ScheduleException {
	return ScheduleException{
		ID: v.ID, Location: dir.Location(v.LocationID), Practitioner: dir.Practitioner(v.PractitionerID), Department: dir.Department(v.DepartmentID),
		Date: v.Date, UntilDate: v.until(), StartMinute: v.StartMinute, EndMinute: v.EndMinute, Kind: v.Kind, Reason: v.Reason,
	}
}

// ScheduleExceptions lists what is not over, of everyone, for those who lay out
// hours.
func (s *Service) ScheduleExceptions(ctx context.Context, who actor.Actor, locationID *string) ([]ScheduleException, error) {
	if err := maySchedule(who); err != nil {
		return nil, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.schedules.exceptionsAhead(ctx, text(locationID), s.Clock())
	return s.shownExceptions(dir, all, func(Exception) bool { return true }), err
}
