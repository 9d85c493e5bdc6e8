package schedules

import (
	"context"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
)

// PractitionerSchedule is when a practitioner sees patients, for those who lay
// out hours; NOT_FOUND for one that there is not.
func (s *Service) PractitionerSchedule(ctx context.Context, who actor.Actor, practitionerID string) (PractitionerSchedule, error) {
	if err := hours.MaySchedule(who); err != nil {
		return PractitionerSchedule{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return PractitionerSchedule{}, err
	}
	made := PractitionerSchedule{Practitioner: dir.Practitioner(practitionerID)}
	if made.Practitioner == nil {
		return made, fault.ErrNotFound
	}
	plan, err := s.Hours.PlanOf(ctx, practitionerID)
	if err != nil {
		return made, err
	}
	for _, v := range plan.Schedules {
		if v.ValidUntil == "" || v.ValidUntil >= s.todayAt(dir, v.LocationID) {
			made.Hours = append(made.Hours, shownHours(dir, v))
		}
	}
	slices.SortStableFunc(made.Hours, func(a, b WeeklyHours) int {
		return (a.Weekday-b.Weekday)*hours.MinutesADay + a.StartMinute - b.StartMinute
	})
	made.Exceptions = s.shownExceptions(dir, plan.Exceptions, func(v hours.Exception) bool {
		return v.PractitionerID == practitionerID || worksAt(dir, practitionerID, v)
	})
	made.Version, err = s.Hours.Version(ctx, practitionerID)
	return made, err
}

func worksAt(dir *clinic.Directory, practitionerID string, v hours.Exception) bool {
	return slices.ContainsFunc(dir.Posts(), func(p clinic.Post) bool {
		return p.PractitionerID == practitionerID && p.LocationID == v.LocationID && (v.DepartmentID == "" || v.DepartmentID == p.DepartmentID)
	})
}

func shownHours(dir *clinic.Directory, v hours.Schedule) WeeklyHours {
	return WeeklyHours{
		ID: v.ID, Location: dir.Location(v.LocationID), Department: dir.Department(v.DepartmentID), Service: dir.Service(v.ServiceID),
		Weekday: int(v.Weekday), StartMinute: v.StartMinute, EndMinute: v.EndMinute, SlotMinutes: v.SlotMinutes,
		ValidFrom: orNothing(v.ValidFrom), ValidUntil: orNothing(v.ValidUntil),
	}
}

func orNothing(date string) *string {
	if date == "" {
		return nil
	}
	return &date
}

// shownExceptions are those that are not over, by date.
func (s *Service) shownExceptions(dir *clinic.Directory, all []hours.Exception, wanted func(hours.Exception) bool) (list []ScheduleException) {
	for _, v := range all {
		if v.Until() >= s.todayAt(dir, v.LocationID) && wanted(v) {
			list = append(list, shownException(dir, v))
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

func shownException(dir *clinic.Directory, v hours.Exception) ScheduleException {
	return ScheduleException{
		ID: v.ID, Location: dir.Location(v.LocationID), Practitioner: dir.Practitioner(v.PractitionerID), Department: dir.Department(v.DepartmentID),
		Date: v.Date, UntilDate: v.Until(), StartMinute: v.StartMinute, EndMinute: v.EndMinute, Kind: v.Kind, Reason: v.Reason,
	}
}

// ScheduleExceptions lists what is not over, of everyone, for those who lay out
// hours.
func (s *Service) ScheduleExceptions(ctx context.Context, who actor.Actor, locationID *string) ([]ScheduleException, error) {
	if err := hours.MaySchedule(who); err != nil {
		return nil, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.Hours.ExceptionsFrom(ctx, text(locationID), s.Clock())
	return s.shownExceptions(dir, all, func(hours.Exception) bool { return true }), err
}
