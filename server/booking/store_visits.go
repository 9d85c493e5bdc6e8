package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// countOnDay counts a practitioner's visits of one kind that begin between two
// instants, but for the one that is named and those of a patient.
func (s appointmentStore) countOnDay(ctx context.Context, practitionerID, serviceID string, from, to int64, exceptID, exceptPatient string) (n int, err error) {
	if err := s.onDay.QueryRow(ctx, practitionerID, serviceID, from, to, exceptID, exceptPatient).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting the visits of a day: %w", err)
	}
	return n, nil
}

// startsOf gives when visits of one kind begin, by practitioner, but for the one
// that is named.
func (s appointmentStore) startsOf(ctx context.Context, departmentID, serviceID string, from, to int64, exceptID string) (starts map[string][]int64, err error) {
	rows, err := s.full.Query(ctx, departmentID, serviceID, from, to, exceptID)
	if err != nil {
		return nil, fmt.Errorf("reading visits of one kind: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	starts = map[string][]int64{}
	for rows.Next() {
		var id string
		var start int64
		if err := rows.Scan(&id, &start); err != nil {
			return nil, fmt.Errorf("reading a visit: %w", err)
		}
		starts[id] = append(starts[id], start)
	}
	return starts, rows.Err()
}

// ahead gives a practitioner's visits that are still to be, earliest first.
func (s appointmentStore) ahead(ctx context.Context, practitionerID string, now int64) ([]storedAppointment, error) {
	return manyOf(s.ofOne.Query(ctx, practitionerID, now))
}

// lasting gives the visits to come of a service that last at least so long, and
// less long than most, earliest first.
func (s appointmentStore) lasting(ctx context.Context, serviceID string, now, least, most int64) ([]storedAppointment, error) {
	return manyOf(s.lasted.Query(ctx, serviceID, now, least, most))
}

func manyOf(rows *sql.Rows, err error) (list []storedAppointment, _ error) {
	if err != nil {
		return nil, fmt.Errorf("reading visits: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v storedAppointment
		if err := rows.Scan(v.dest()...); err != nil {
			return nil, fmt.Errorf("reading a visit: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}
