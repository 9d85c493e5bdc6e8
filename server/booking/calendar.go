package booking

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// CalendarToken names an appointment in the address of its calendar file: its
// id with a MAC that cannot be made without the key. Give it only to those who
// may see the appointment.
func (s *Service) CalendarToken(appointmentID string) string {
	return appointmentID + "." + base64.RawURLEncoding.EncodeToString(s.calendarMAC(appointmentID))
}

func (s *Service) calendarMAC(appointmentID string) []byte {
	mac := hmac.New(sha256.New, s.CalendarKey)
	mac.Write([]byte("appointment:" + appointmentID))
	return mac.Sum(nil)
}

// FactsByCalendarToken is the time and the place of the appointment that a
// token names, and whether it was cancelled: no more than that, for an address
// in a calendar is seen by many eyes. NOT_FOUND for a token that was not made
// here.
func (s *Service) FactsByCalendarToken(ctx context.Context, token string) (outbox.AppointmentFacts, error) {
	id, given, found := strings.Cut(token, ".")
	mac, err := base64.RawURLEncoding.DecodeString(given)
	if !found || err != nil || !hmac.Equal(mac, s.calendarMAC(id)) {
		return outbox.AppointmentFacts{}, fault.ErrNotFound
	}
	made, err := s.Appointment(ctx, actor.System("calendar"), id)
	if err != nil {
		return outbox.AppointmentFacts{}, err
	}
	v := facts(&made)
	v.Practitioner, v.Service, v.ContactEmail = "", "", ""
	return v, nil
}
