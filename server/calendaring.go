package main

import (
	"context"
	"strings"

	"patientportal/server/ical"
	"patientportal/server/web"
)

// calendarFile is the file behind an address in /calendar: of one appointment,
// whose tokens hold a full stop, or of a feed.
func (p *portal) calendarFile(ctx context.Context, token string) (web.CalendarFile, error) {
	if strings.Contains(token, ".") {
		facts, err := p.Booking.FactsByCalendarToken(ctx, token)
		if err != nil {
			return web.CalendarFile{}, err
		}
		return web.CalendarFile{Name: "appointment.ics", Content: ical.Appointment(facts, p.card, p.clock())}, nil
	}
	file, err := p.Calendar.Read(ctx, token)
	return web.CalendarFile{Name: "appointments.ics", Content: file.Content, ModifiedAt: file.ModifiedAt}, err
}
