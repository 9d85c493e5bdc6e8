package schedules

import (
	"context"
	"errors"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/store"
)

// rearranging is a change to the hours of some practitioners, and what becomes
// of the appointments that it leaves outside.
type rearranging struct {
	consequences
	who     actor.Actor
	touched []string // practitioners, sorted
	change  func(ctx context.Context, dir *clinic.Directory) error
	trail   audit.Event
}

// errDryRun undoes a change that was only tried.
var errDryRun = errors.New("schedules: only tried")

// errOthersAffected answers whoever decided about other appointments than those
// that are affected now.
var errOthersAffected = fault.New(fault.Conflict, "booking.affected_changed",
	"Other appointments would be outside the hours than those you decided about. Look again.")

// rearrange changes hours in one transaction: what is to be, what becomes of
// the appointments outside, the slots. Only tried, it is all done and undone,
// and so tells exactly what would happen.
func (s *Service) rearrange(ctx context.Context, r rearranging) (affected []AffectedAppointment, laid hours.LaidOut, err error) {
	ctx = actor.NewContext(ctx, r.who)
	for range 3 {
		err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
			affected, laid, err = s.tryRearranging(ctx, r)
			if err == nil && r.dryRun {
				err = errDryRun
			}
			return err
		})
		if !errors.Is(err, booking.ErrPartTaken) {
			break
		}
		// Somebody booked a time this moment that was to be proposed.
	}
	switch {
	case errors.Is(err, errDryRun):
		return affected, laid, nil
	case errors.Is(err, booking.ErrPartTaken):
		return nil, laid, errOthersAffected
	}
	return affected, laid, err
}

func (s *Service) tryRearranging(ctx context.Context, r rearranging) ([]AffectedAppointment, hours.LaidOut, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, hours.LaidOut{}, err
	}
	for _, id := range r.touched {
		if err := s.Hours.LockPractitioner(ctx, id); err != nil {
			return nil, hours.LaidOut{}, err
		}
	}
	before, err := s.outside(ctx, dir, r.touched)
	if err != nil {
		return nil, hours.LaidOut{}, err
	}
	if err := r.change(ctx, dir); err != nil {
		return nil, hours.LaidOut{}, err
	}
	visits, err := s.outside(ctx, dir, r.touched)
	if err != nil {
		return nil, hours.LaidOut{}, err
	}
	visits = slices.DeleteFunc(visits, func(v booking.Appointment) bool {
		return slices.ContainsFunc(before, func(known booking.Appointment) bool { return known.ID == v.ID })
	})
	actions, err := r.decided(visits)
	if err != nil {
		return nil, hours.LaidOut{}, err
	}
	return s.carryOut(ctx, dir, r, visits, actions)
}

// decided gives the action for each appointment; in a dry run none. All of them
// must be decided, and no other.
func (r rearranging) decided(visits []booking.Appointment) (map[string]AffectedAction, error) {
	actions := map[string]AffectedAction{}
	if r.dryRun {
		return actions, nil
	}
	for _, d := range r.affected {
		actions[d.AppointmentID] = d.Action
	}
	for _, v := range visits {
		if actions[v.ID] == "" {
			return nil, errOthersAffected
		}
	}
	if len(actions) != len(visits) {
		return nil, errOthersAffected
	}
	return actions, nil
}

// carryOut cancels first, so that those times are laid out with the rest, and
// proposes last, from what there is then.
func (s *Service) carryOut(ctx context.Context, dir *clinic.Directory, r rearranging, visits []booking.Appointment, actions map[string]AffectedAction) (affected []AffectedAppointment, laid hours.LaidOut, err error) {
	for i, v := range visits {
		if actions[v.ID] == AffectedActionCancel {
			if visits[i], err = s.Booking.CancelByClinic(ctx, r.who, v, r.message); err != nil {
				return nil, laid, err
			}
		}
	}
	if laid, err = s.Hours.LayOut(ctx, dir, r.touched...); err != nil {
		return nil, laid, err
	}
	seized, err := s.Hours.Seize(ctx, dir, r.touched...)
	if err != nil {
		return nil, laid, err
	}
	laid.Withdrawn += seized
	for _, v := range visits {
		one, err := s.outcomeOf(ctx, v, actions[v.ID])
		if err != nil {
			return nil, laid, err
		}
		affected = append(affected, one)
	}
	return affected, laid, s.Trail.Record(ctx, r.who, r.trail)
}

func (s *Service) outcomeOf(ctx context.Context, v booking.Appointment, action AffectedAction) (one AffectedAppointment, err error) {
	one.Appointment = v
	if action != "" {
		one.Action = &action
	}
	if action == AffectedActionPropose {
		one.Proposed, err = s.Requests.ProposeOthers(ctx, v)
	}
	return one, err
}

// outside gives the visits to come that the hours of these practitioners do
// not cover, earliest first.
func (s *Service) outside(ctx context.Context, dir *clinic.Directory, practitionerIDs []string) (list []booking.Appointment, err error) {
	now := s.Clock()
	for _, id := range practitionerIDs {
		visits, err := s.Booking.AppointmentsAhead(ctx, id)
		if err != nil {
			return nil, err
		}
		if len(visits) == 0 {
			continue
		}
		plan, err := s.Hours.PlanOf(ctx, id)
		if err != nil {
			return nil, err
		}
		times := plan.Lay(dir, now.Add(-hours.MaxSlotMinutes*time.Minute), hours.Days)
		for _, v := range visits {
			if !covers(times, v) {
				list = append(list, v)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b booking.Appointment) int { return a.Start.Compare(b.Start) })
	return list, nil
}

// covers tells whether times, sorted, lie under the whole of a visit.
func covers(times []hours.Time, v booking.Appointment) bool {
	at := store.Micros(v.Start)
	for _, h := range times {
		same := h.LocationID == v.Location.ID && h.DepartmentID == v.Department.ID && (h.ServiceID == "" || h.ServiceID == v.Service.ID)
		if same && h.Start <= at && h.End > at {
			at = h.End
		}
	}
	return at >= store.Micros(v.End)
}
