package schedules

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
)

// SaveServiceInput is a service with all of its rules as they are to be.
type SaveServiceInput struct {
	ServiceID               *string // nil to add one
	DepartmentID            *string // needed to add one
	Version                 int
	Name                    string
	DurationMinutes         int
	Instructions            string
	SelfBooking             clinic.SelfBooking
	MinimumNoticeMinutes    int
	RescheduleNoticeMinutes int
	CancelNoticeMinutes     int
	BufferBeforeMinutes     int
	BufferAfterMinutes      int
	MostADay                int
	NeedsReferral           bool
	DryRun                  bool
}

// SaveServicePayload is what changing a service does, or would do.
type SaveServicePayload struct {
	Service  *clinic.HealthcareService
	FreeNow  *int // how many times patients find, in a dry run
	FreeThen *int // and how many they would
	Affected []AffectedAppointment
}

func (in SaveServiceInput) rules() clinic.AddServiceInput {
	return clinic.AddServiceInput{
		DepartmentID: text(in.DepartmentID), Name: in.Name, DurationMinutes: in.DurationMinutes, Instructions: in.Instructions,
		SelfBooking: in.SelfBooking, MinimumNoticeMinutes: &in.MinimumNoticeMinutes,
		RescheduleNoticeMinutes: &in.RescheduleNoticeMinutes, CancelNoticeMinutes: &in.CancelNoticeMinutes,
		BufferBeforeMinutes: in.BufferBeforeMinutes, BufferAfterMinutes: in.BufferAfterMinutes,
		MostADay: in.MostADay, NeedsReferral: in.NeedsReferral,
	}
}

// SaveService gives a service other rules, or adds one, for administrators. They
// hold for what is booked, moved or cancelled from then on. Slots are laid out
// by hours alone, so none changes: a longer visit takes more of them. Visits
// that stand keep the time they were booked for; those that are shorter than the
// service takes from now on, and were not before, are told. A dry run changes
// nothing and tells the same, and how many times patients would find.
//
// It fails with INVALID_INPUT for bad fields, with NOT_FOUND for a service or
// department that there is not, and with CONFLICT when somebody changed the
// service since the version that is given.
func (s *Service) SaveService(ctx context.Context, who actor.Actor, in SaveServiceInput) (made SaveServicePayload, err error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return made, err
	}
	ctx = actor.NewContext(ctx, who)
	err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		made, err = s.tryRules(ctx, who, in)
		if err == nil && in.DryRun {
			err = errDryRun
		}
		return err
	})
	switch {
	case errors.Is(err, errDryRun):
		return made, nil
	case err != nil:
		return SaveServicePayload{}, err
	}
	return made, nil
}

// tryRules does it in the context's Tx.
func (s *Service) tryRules(ctx context.Context, who actor.Actor, in SaveServiceInput) (made SaveServicePayload, err error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return made, err
	}
	was := dir.Service(text(in.ServiceID))
	if in.DryRun && was != nil {
		if made.FreeNow, err = s.countFree(ctx, was.ID); err != nil {
			return made, err
		}
	}
	is, err := s.writeRules(ctx, who, dir, in)
	if err != nil {
		return made, err
	}
	made.Service = &is
	s.Booking.TellOfRules(ctx)
	if was != nil {
		if made.Affected, err = s.shorter(ctx, *was, is); err != nil {
			return made, err
		}
	}
	if in.DryRun {
		made.FreeThen, err = s.countFree(ctx, is.ID)
	}
	return made, err
}

func (s *Service) countFree(ctx context.Context, serviceID string) (*int, error) {
	n, err := s.Booking.CountFree(ctx, serviceID)
	return &n, err
}

func (s *Service) writeRules(ctx context.Context, who actor.Actor, dir *clinic.Directory, in SaveServiceInput) (clinic.HealthcareService, error) {
	rules := in.rules()
	if in.ServiceID == nil {
		rules.Position = len(dir.Services())
		return s.Clinic.AddService(ctx, who, rules)
	}
	return s.Clinic.ChangeService(ctx, who, clinic.ChangeServiceInput{
		AddServiceInput: rules, ServiceID: *in.ServiceID, Version: in.Version,
	})
}

// shorter gives the visits to come that last less long than the service does
// now, and did not before.
func (s *Service) shorter(ctx context.Context, was, is clinic.HealthcareService) (list []AffectedAppointment, err error) {
	length := func(v clinic.HealthcareService) time.Duration { return time.Duration(v.DurationMinutes) * time.Minute }
	visits, err := s.Booking.AppointmentsOf(ctx, is.ID, length(was), length(is))
	for _, v := range visits {
		list = append(list, AffectedAppointment{Appointment: v})
	}
	return list, err
}
