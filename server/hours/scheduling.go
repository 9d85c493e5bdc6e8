package hours

import (
	"context"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// conflictDays is how far ahead two weekly hours are compared: past both
// changes of clocks, which may bring hours in two zones to overlap.
const conflictDays = 366

// SaveSchedule makes weekly hours, or changes those with the ID, and lays out
// the practitioner's slots anew. Hours that would overlap the practitioner's
// other hours are a CONFLICT; a practitioner without a post for the department
// at the location is refused on "practitionerId".
func (s *Service) SaveSchedule(ctx context.Context, who actor.Actor, in SaveScheduleInput) (Schedule, error) {
	if err := MaySchedule(who); err != nil {
		return Schedule{}, err
	}
	if err := in.Validate(); err != nil {
		return Schedule{}, err
	}
	saved := Schedule(in)
	if saved.ID == "" {
		saved.ID = store.NewID()
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		dir, err := s.Clinic.Directory(ctx)
		if err != nil {
			return err
		}
		if err := s.checkSchedule(ctx, dir, saved); err != nil {
			return err
		}
		if err := s.schedules.save(ctx, saved, in.ID != ""); err != nil {
			return err
		}
		if _, err := s.LayOut(ctx, dir, saved.PractitionerID); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{Action: "booking.save_schedule", SubjectType: "schedule", SubjectID: saved.ID})
	})
	return saved, err
}

func (s *Service) checkSchedule(ctx context.Context, dir *clinic.Directory, saved Schedule) error {
	if err := CheckPost(dir, saved.PractitionerID, saved.DepartmentID, saved.LocationID); err != nil {
		return err
	}
	if err := s.LockPractitioner(ctx, saved.PractitionerID); err != nil {
		return err
	}
	plan, err := s.PlanOf(ctx, saved.PractitionerID)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(plan.Schedules, func(v Schedule) bool { return v.ID == saved.ID })
	if s.overlaps(dir, saved, others) {
		return fault.New(fault.Conflict, "booking.schedule_overlaps", "They have other hours at that time.")
	}
	return nil
}

// overlaps compares the hours as they fall on real days, which is right across
// zones too. Laid out together, hours that overlap would lose slots.
func (s *Service) overlaps(dir *clinic.Directory, saved Schedule, others []Schedule) bool {
	from := s.Clock()
	laid := func(list ...Schedule) int {
		return len(Plan{PractitionerID: saved.PractitionerID, Schedules: list}.Lay(dir, from, conflictDays))
	}
	return laid(append(slices.Clone(others), saved)...) < laid(others...)+laid(saved)
}

// CheckPost refuses, on "practitionerId", who has no post for the department at
// the location.
func CheckPost(dir *clinic.Directory, practitionerID, departmentID, locationID string) error {
	if dir.HasPost(clinic.Post{PractitionerID: practitionerID, DepartmentID: departmentID, LocationID: locationID}) {
		return nil
	}
	var p fault.Problems
	p.Add("practitionerId", "booking.no_post", "They do not work for this department at this location.")
	return p.Err()
}

// AddException closes hours of one day, or opens some, and lays out anew the
// slots of those it touches. Appointments that stand at that time are not
// changed.
func (s *Service) AddException(ctx context.Context, who actor.Actor, in AddExceptionInput) (Exception, error) {
	if err := MaySchedule(who); err != nil {
		return Exception{}, err
	}
	if err := in.Validate(); err != nil {
		return Exception{}, err
	}
	added := Exception{
		ID: store.NewID(), PractitionerID: in.PractitionerID, LocationID: in.LocationID, DepartmentID: in.DepartmentID,
		Date: in.Date, StartMinute: in.StartMinute, EndMinute: in.EndMinute,
		Kind: in.Kind, SlotMinutes: in.SlotMinutes, Reason: in.Reason,
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		dir, err := s.Clinic.Directory(ctx)
		if err != nil {
			return err
		}
		if err := s.Except(ctx, dir, added); err != nil {
			return err
		}
		for _, id := range TouchedBy(dir, added) {
			if _, err := s.LayOut(ctx, dir, id); err != nil {
				return err
			}
		}
		return s.Trail.Record(ctx, who, audit.Event{Action: "booking.add_exception", SubjectType: "schedule_exception", SubjectID: added.ID})
	})
	return added, err
}

func checkException(dir *clinic.Directory, v Exception) error {
	if v.Kind == ExceptionOpen {
		return CheckPost(dir, v.PractitionerID, v.DepartmentID, v.LocationID)
	}
	switch {
	case dir.Location(v.LocationID) == nil,
		v.PractitionerID != "" && dir.Practitioner(v.PractitionerID) == nil,
		v.DepartmentID != "" && dir.Department(v.DepartmentID) == nil:
		return fault.ErrNotFound
	}
	return nil
}

func practitionersAt(dir *clinic.Directory, locationID string) []string {
	var ids []string
	for _, post := range dir.Posts() {
		if post.LocationID == locationID {
			ids = append(ids, post.PractitionerID)
		}
	}
	return ids
}

// Schedules lists a practitioner's weekly hours for those who lay them out.
func (s *Service) Schedules(ctx context.Context, who actor.Actor, practitionerID string) ([]Schedule, error) {
	if err := MaySchedule(who); err != nil {
		return nil, err
	}
	plan, err := s.PlanOf(ctx, practitionerID)
	return plan.Schedules, err
}
