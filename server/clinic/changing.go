package clinic

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// errServiceChanged answers who was a moment slower than another.
var errServiceChanged = fault.New(fault.Conflict, "clinic.service_changed", "Somebody changed this service since you opened it. Look at it again.")

// ChangeService gives a service other rules, for administrators and the program
// itself. They hold from now on; what becomes of visits that stand is another
// room's to say. It fails with INVALID_INPUT for bad fields, with NOT_FOUND for
// a service that there is not, and with CONFLICT when somebody changed it since
// the version that is given.
func (s *Service) ChangeService(ctx context.Context, who actor.Actor, in ChangeServiceInput) (changed HealthcareService, err error) {
	if err := mayChange(who); err != nil {
		return changed, err
	}
	if err := in.Validate(); err != nil {
		return changed, err
	}
	ctx = actor.NewContext(ctx, who)
	err = s.tx.Tx(ctx, func(ctx context.Context) error {
		dir, err := s.store.load(ctx)
		if err != nil {
			return err
		}
		was := dir.Service(in.ServiceID)
		if was == nil {
			return fault.ErrNotFound
		}
		changed = in.service(was.ID)
		changed.DepartmentID, changed.Active, changed.Version = was.DepartmentID, was.Active, in.Version+1
		won, err := s.store.changeService(ctx, changed, in.Version)
		switch {
		case err != nil:
			return err
		case !won:
			return errServiceChanged
		}
		store.AfterCommit(ctx, s.cache.forget)
		return s.trail.Record(ctx, who, audit.Event{
			Action: "clinic.change_service", SubjectType: "service", SubjectID: was.ID, Fields: was.differences(changed),
		})
	})
	return changed, err
}

// differences names the rules that differ.
func (v *HealthcareService) differences(other HealthcareService) (fields []string) {
	for _, rule := range []struct {
		name   string
		differ bool
	}{
		{"name", v.Name != other.Name},
		{"durationMinutes", v.DurationMinutes != other.DurationMinutes},
		{"instructions", v.Instructions != other.Instructions},
		{"selfBooking", v.SelfBooking != other.SelfBooking},
		{"minimumNoticeMinutes", v.MinimumNoticeMinutes != other.MinimumNoticeMinutes},
		{"rescheduleNoticeMinutes", v.RescheduleNoticeMinutes != other.RescheduleNoticeMinutes},
		{"cancelNoticeMinutes", v.CancelNoticeMinutes != other.CancelNoticeMinutes},
		{"bufferBeforeMinutes", v.BufferBeforeMinutes != other.BufferBeforeMinutes},
		{"bufferAfterMinutes", v.BufferAfterMinutes != other.BufferAfterMinutes},
		{"mostADay", v.MostADay != other.MostADay},
		{"needsReferral", v.NeedsReferral != other.NeedsReferral},
	} {
		if rule.differ {
			fields = append(fields, rule.name)
		}
	}
	return fields
}

// Forget has this process read the clinic anew, for whoever hears that another
// server changed it.
func (s *Service) Forget() { s.cache.forget() }
