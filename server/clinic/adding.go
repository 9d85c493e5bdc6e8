package clinic

import (
	"context"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// mayChange is for administrators and the program itself.
func mayChange(who actor.Actor) error {
	return who.Require(actor.RoleAdministrator)
}

// AddLocation adds a place. A zone that does not load is refused.
func (s *Service) AddLocation(ctx context.Context, who actor.Actor, in AddLocationInput) (Location, error) {
	added := Location{
		ID: store.NewID(), Name: in.Name, Address: in.Address, Phone: in.Phone,
		TimeZone: in.TimeZone, Directions: in.Directions, Active: true,
	}
	err := s.add(ctx, who, in.Validate, "location", added.ID, func(ctx context.Context) error {
		return s.store.insertLocation(ctx, added, in.Position)
	})
	return added, err
}

// AddDepartment adds a part of the clinic.
func (s *Service) AddDepartment(ctx context.Context, who actor.Actor, in AddDepartmentInput) (Department, error) {
	added := Department{ID: store.NewID(), Name: in.Name, Description: in.Description, Active: true}
	err := s.add(ctx, who, in.Validate, "department", added.ID, func(ctx context.Context) error {
		return s.store.insertDepartment(ctx, added, in.Position)
	})
	return added, err
}

// AddPractitioner adds someone who can be booked; AddPost says where.
func (s *Service) AddPractitioner(ctx context.Context, who actor.Actor, in AddPractitionerInput) (Practitioner, error) {
	added := Practitioner{
		ID: store.NewID(), Name: in.Name, Credentials: in.Credentials, Specialty: in.Specialty,
		PhotoURL: maybe(in.PhotoURL), Active: true,
	}
	err := s.add(ctx, who, in.Validate, "practitioner", added.ID, func(ctx context.Context) error {
		return s.store.insertPractitioner(ctx, added, in.Position)
	})
	return added, err
}

// AddPost gives a practitioner a post. One that they hold already is a
// CONFLICT; a practitioner, department or location that there is not is
// NOT_FOUND.
func (s *Service) AddPost(ctx context.Context, who actor.Actor, in AddPostInput) (Post, error) {
	added := Post(in)
	err := s.add(ctx, who, in.Validate, "post", in.PractitionerID, func(ctx context.Context) error {
		dir, err := s.store.load(ctx)
		if err != nil {
			return err
		}
		if dir.Practitioner(in.PractitionerID) == nil || dir.Department(in.DepartmentID) == nil || dir.Location(in.LocationID) == nil {
			return fault.ErrNotFound
		}
		if dir.HasPost(added) {
			return fault.New(fault.Conflict, "clinic.post_exists", "They hold this post already.")
		}
		return s.store.insertPost(ctx, added)
	})
	return added, err
}

// AddService adds a kind of visit. A department that there is not is
// NOT_FOUND.
func (s *Service) AddService(ctx context.Context, who actor.Actor, in AddServiceInput) (HealthcareService, error) {
	added := in.service(store.NewID())
	err := s.add(ctx, who, in.Validate, "service", added.ID, func(ctx context.Context) error {
		dir, err := s.store.load(ctx)
		if err != nil {
			return err
		}
		if dir.Department(in.DepartmentID) == nil {
			return fault.ErrNotFound
		}
		return s.store.insertService(ctx, added, in.Position)
	})
	return added, err
}

func (in AddServiceInput) service(id string) HealthcareService {
	return HealthcareService{
		ID: id, DepartmentID: in.DepartmentID, Name: strings.TrimSpace(in.Name), DurationMinutes: in.DurationMinutes,
		Instructions: strings.TrimSpace(in.Instructions), SelfBooking: in.SelfBooking, Active: true,
		MinimumNoticeMinutes:    orElse(in.MinimumNoticeMinutes, DefaultNoticeMinutes),
		RescheduleNoticeMinutes: orElse(in.RescheduleNoticeMinutes, DefaultChangeNoticeMinutes),
		CancelNoticeMinutes:     orElse(in.CancelNoticeMinutes, DefaultChangeNoticeMinutes),
		BufferBeforeMinutes:     in.BufferBeforeMinutes, BufferAfterMinutes: in.BufferAfterMinutes,
		MostADay: in.MostADay, NeedsReferral: in.NeedsReferral,
	}
}

func orElse(given *int, usual int) int {
	if given != nil {
		return *given
	}
	return usual
}

// add writes one row and its line on the trail, and has this process see it.
func (s *Service) add(ctx context.Context, who actor.Actor, validate func() error, kind, id string, insert func(context.Context) error) error {
	if err := mayChange(who); err != nil {
		return err
	}
	if err := validate(); err != nil {
		return err
	}
	ctx = actor.NewContext(ctx, who)
	return s.tx.Tx(ctx, func(ctx context.Context) error {
		if err := insert(ctx); err != nil {
			return err
		}
		store.AfterCommit(ctx, s.cache.forget)
		return s.trail.Record(ctx, who, audit.Event{Action: "clinic.add_" + kind, SubjectType: kind, SubjectID: id})
	})
}
