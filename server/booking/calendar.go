package booking

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
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

// CalendarEntry is an appointment as a calendar keeps it.
type CalendarEntry struct {
	Facts     outbox.AppointmentFacts
	ChangedAt time.Time // UTC
}

// CalendarEntries lists a patient's appointments that begin after from, at most
// 500, cancelled ones too, earliest first; for the program itself, which knows
// whose calendar it writes. One statement.
func (s *Service) CalendarEntries(ctx context.Context, who actor.Actor, patientID string, from time.Time) ([]CalendarEntry, error) {
	if !who.IsSystem() {
		return nil, fault.ErrForbidden
	}
	rows, err := s.appointments.calendar(actor.NewContext(ctx, who), patientID, store.Micros(from))
	if err != nil {
		return nil, err
	}
	list := make([]CalendarEntry, len(rows))
	err = s.resolved(ctx, func(dir *clinic.Directory) bool {
		for i := range rows {
			shown, known := rows[i].shown(dir)
			if !known {
				return false
			}
			list[i] = CalendarEntry{facts(&shown), store.FromMicros(rows[i].changedAt)}
			list[i].Facts.ContactEmail = ""
		}
		return true
	})
	return list, err
}
