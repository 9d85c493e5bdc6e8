package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// AppointmentName is what other rooms call an appointment of this patient: its
// service and its day on the location's calendar. It is not found when the
// patient has none with that id, or the actor may not see it.
func (s *Service) AppointmentName(ctx context.Context, who actor.Actor, patientID, appointmentID string) (name string, found bool, err error) {
	a, err := s.Appointment(ctx, who, appointmentID)
	if fault.CodeOf(err) == fault.NotFound || (err == nil && a.PatientID != patientID) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	zone, err := time.LoadLocation(a.TimeZone)
	if err != nil {
		return "", false, err
	}
	return a.Service.Name + " on " + a.Start.In(zone).Format("Monday 2 January 2006"), true, nil
}
