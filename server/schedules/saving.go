package schedules

import (
	"context"
	"strconv"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
)

// SaveWeek sets a practitioner's weekly hours for a department at a place, from
// a date on; those from before end the day before it, and come back after the
// end if there is one. Slots follow in the same transaction. A dry run changes
// nothing and tells which appointments would be outside; else each of them is
// decided about. For members of staff.
//
// It fails with INVALID_INPUT for bad fields and without a post, and with
// CONFLICT when somebody changed the hours since the version that is given,
// when they overlap others, and when other appointments are affected than those
// decided about.
func (s *Service) SaveWeek(ctx context.Context, who actor.Actor, in SaveWeekInput) (SaveSchedulePayload, error) {
	if err := hours.MaySchedule(who); err != nil {
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

// changeWeek writes the rows, in the context's Tx.
func (s *Service) changeWeek(ctx context.Context, dir *clinic.Directory, in SaveWeekInput, today string) error {
	if err := hours.CheckPost(dir, in.PractitionerID, in.DepartmentID, in.LocationID); err != nil {
		return err
	}
	if err := checkServices(dir, in); err != nil {
		return err
	}
	return s.Hours.SetWeek(ctx, dir, in.week(today))
}

func checkServices(dir *clinic.Directory, in SaveWeekInput) error {
	var p fault.Problems
	for i, v := range in.Hours {
		if v.ServiceID == nil {
			continue
		}
		service := dir.Service(*v.ServiceID)
		p.Check(service != nil && service.DepartmentID == in.DepartmentID, "hours."+strconv.Itoa(i)+".serviceId", "booking.service_not_given",
			"This department does not give that service.")
	}
	return p.Err()
}
