package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// AppointmentsOf gives the visits to come of a service that last at least so
// long, and less long than most, earliest first. It asks nobody's rights: who
// may is the caller's to know.
func (s *Service) AppointmentsOf(ctx context.Context, serviceID string, least, most time.Duration) ([]Appointment, error) {
	rows, err := s.appointments.lasting(ctx, serviceID, store.Micros(s.Clock()), least.Microseconds(), most.Microseconds())
	if err != nil {
		return nil, err
	}
	return s.shownAppointments(ctx, rows)
}

func (s *Service) shownAppointments(ctx context.Context, rows []storedAppointment) (list []Appointment, err error) {
	list = make([]Appointment, len(rows))
	for i, row := range rows {
		if list[i], err = s.shownAppointment(ctx, row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// CountFree counts the times from which patients can choose for a service; none
// for one that they do not book, or that there is not. In a Tx it counts by the
// rules that the Tx has written.
func (s *Service) CountFree(ctx context.Context, serviceID string) (int, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return 0, err
	}
	q, err := s.newSearch(ctx, dir, actor.Actor{}, SlotFilter{ServiceID: &serviceID})
	switch {
	case fault.CodeOf(err) == fault.NotFound, err == nil && !q.possible():
		return 0, nil
	case err != nil:
		return 0, err
	}
	return s.countFree(ctx, q)
}
