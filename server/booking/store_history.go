package booking

import (
	"context"
	"fmt"

	"patientportal/ent/db/bookinghistory"
	"patientportal/server/store"
)

// note adds a line to an appointment's history.
func (s appointmentStore) note(ctx context.Context, v storedAppointment, e happening) error {
	_, err := s.noted.Exec(ctx, store.NewID(), v.id, v.patientID, e.at, e.what, e.by, string(e.role),
		string(e.reasonCode), e.note, e.overrideReason, e.from)
	if err != nil {
		return fmt.Errorf("adding to an appointment's history: %w", err)
	}
	return nil
}

// history gives the lines of these appointments, oldest first, with whose they
// are.
func (s appointmentStore) history(ctx context.Context, appointmentIDs []string) ([]historyLine, error) {
	rows, err := s.store.DB(ctx).BookingHistory.Query().Where(bookinghistory.AppointmentIDIn(appointmentIDs...)).
		Order(bookinghistory.ByAt(), bookinghistory.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading the history of appointments: %w", err)
	}
	lines := make([]historyLine, len(rows))
	for i, row := range rows {
		lines[i] = historyLine{
			appointmentID: row.AppointmentID, patientID: row.PatientID,
			AppointmentHistory: AppointmentHistory{
				At: store.FromMicros(row.At), What: whatInWords(row.What), By: Part(row.ByRole).InWords(),
				Note: row.Note, OverrideReason: row.OverrideReason,
			},
		}
		if row.FromAt != 0 {
			from := store.FromMicros(row.FromAt)
			lines[i].From = &from
		}
		if code := CancellationReason(row.ReasonCode); code != "" {
			lines[i].ReasonCode = &code
		}
	}
	return lines, nil
}
