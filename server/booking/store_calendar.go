package booking

import (
	"context"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// calendarRow is an appointment with when it came to be as it is.
type calendarRow struct {
	storedAppointment
	changedAt int64
}

// mostInCalendar bounds a feed: nobody has so many visits in sight.
const mostInCalendar = 500

func prepareCalendar(s *store.Store) *store.Statement {
	return s.Prepare(`SELECT ` + appointmentColumns + `, updated_at FROM booking_appointments
		WHERE patient_id = ? AND start_at > ? ORDER BY start_at, id LIMIT ?`)
}

// calendar gives a patient's appointments from then on, cancelled ones too,
// earliest first.
func (s appointmentStore) calendar(ctx context.Context, patientID string, from int64) (list []calendarRow, err error) {
	rows, err := s.inCalendar.Query(ctx, patientID, from, mostInCalendar)
	if err != nil {
		return nil, fmt.Errorf("reading appointments for a calendar: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row calendarRow
		if err := rows.Scan(append(row.dest(), &row.changedAt)...); err != nil {
			return nil, fmt.Errorf("reading an appointment for a calendar: %w", err)
		}
		list = append(list, row)
	}
	return list, rows.Err()
}
