package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/page"
	"patientportal/server/store"
)

// storedAppointment is an appointment as the table has it.
type storedAppointment struct {
	id, patientID, slotID                               string
	practitionerID, locationID, departmentID, serviceID string
	status                                              AppointmentStatus
	start, end                                          int64
	reason, email, phone, notes                         string
	coverageID                                          *string
	sequence                                            int
}

const appointmentColumns = `id, patient_id, slot_id, practitioner_id, location_id, department_id, service_id,
	status, start_at, end_at, reason, contact_email, contact_phone, notes, coverage_id, sequence`

// open are the statuses of a visit that is still to be.
const open = `(status = 'BOOKED' OR status = 'CHECKED_IN')`

type appointmentStore struct {
	store                                            *store.Store
	one                                              *store.Statement
	upcoming, past                                   [everything + 1]*store.Statement
	countUpcoming, countPast, busy, add, noted       *store.Statement
	cancelled, moved, onDay, full, inCalendar, ofOne *store.Statement
	stepped, sameKind, lasted                        *store.Statement
}

// Visits last eight hours at most: the bound on the start lets the index on
// (patient, start) do what end_at alone could not.
const (
	isUpcoming = ` patient_id = ? AND start_at > ? AND end_at > ? AND ` + open
	isPast     = ` patient_id = ? AND (end_at <= ? OR NOT ` + open + `)`

	read = `SELECT ` + appointmentColumns + ` FROM booking_appointments WHERE`
)

func newAppointmentStore(s *store.Store) appointmentStore {
	made := appointmentStore{
		store:         s,
		one:           s.Prepare(read + ` id = ?`),
		countUpcoming: s.Prepare(`SELECT count(*) FROM booking_appointments WHERE` + isUpcoming),
		countPast:     s.Prepare(`SELECT count(*) FROM booking_appointments WHERE` + isPast),
		sameKind: s.Prepare(`SELECT EXISTS (SELECT 1 FROM booking_appointments
			WHERE patient_id = ? AND service_id = ? AND start_at > ? AND ` + open + `)`),
		busy: s.Prepare(`SELECT 1 FROM booking_appointments
			WHERE patient_id = ? AND start_at > ? AND start_at < ? AND end_at > ? AND id <> ? AND ` + open + ` LIMIT 1`),
		add: s.Prepare(`INSERT INTO booking_appointments (` + appointmentColumns + `, booked_by, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
		ofOne: s.Prepare(read + ` practitioner_id = ? AND start_at > ? AND ` + open + ` ORDER BY start_at, id`),
		lasted: s.Prepare(read + ` service_id = ? AND start_at > ? AND end_at - start_at >= ? AND end_at - start_at < ? AND ` + open +
			` ORDER BY start_at, id`),
		onDay: s.Prepare(`SELECT count(*) FROM booking_appointments WHERE practitioner_id = ? AND service_id = ?
			AND start_at >= ? AND start_at < ? AND status <> 'CANCELLED' AND id <> ? AND patient_id <> ?`),
		full: s.Prepare(`SELECT practitioner_id, start_at FROM booking_appointments
			WHERE practitioner_id IN (SELECT practitioner_id FROM clinic_posts WHERE department_id = ?) AND service_id = ?
			AND start_at >= ? AND start_at < ? AND status <> 'CANCELLED' AND id <> ?`),
		cancelled: s.Prepare(`UPDATE booking_appointments SET status = 'CANCELLED', sequence = sequence + 1, updated_at = ?
			WHERE id = ? AND sequence = ? AND ` + open),
		moved: s.Prepare(`UPDATE booking_appointments SET slot_id = ?, practitioner_id = ?, location_id = ?, department_id = ?,
				start_at = ?, end_at = ?, status = 'BOOKED', sequence = sequence + 1, updated_at = ?
			WHERE id = ? AND sequence = ? AND ` + open),
		noted: s.Prepare(`INSERT INTO booking_history
			(id, appointment_id, patient_id, at, what, by_account, by_role, reason_code, note, override_reason, from_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
	}
	made.inCalendar, made.stepped = prepareCalendar(s), prepareStep(s)
	for x := range everything + 1 {
		made.upcoming[x], made.past[x] = s.Prepare(upcomingText(x)), s.Prepare(pastText(x))
	}
	return made
}

func upcomingText(x extent) string {
	return `SELECT ` + x.columns() + ` FROM booking_appointments WHERE` + isUpcoming +
		` AND (start_at, id) > (?, ?) ORDER BY start_at, id LIMIT ?`
}

func pastText(x extent) string {
	return `SELECT ` + x.columns() + ` FROM booking_appointments WHERE` + isPast +
		` AND (start_at, id) < (?, ?) ORDER BY start_at DESC, id DESC LIMIT ?`
}

// longest is no shorter than any visit, in microseconds.
var longest = (hours.MaxSlotMinutes * time.Minute).Microseconds()

func (v *storedAppointment) dest() []any {
	return []any{
		&v.id, &v.patientID, &v.slotID, &v.practitionerID, &v.locationID, &v.departmentID, &v.serviceID,
		&v.status, &v.start, &v.end, &v.reason, &v.email, &v.phone, &v.notes, &v.coverageID, &v.sequence,
	}
}

// shown joins the row with the clinic; false when the directory does not know
// a part that the row names.
func (v *storedAppointment) shown(dir *clinic.Directory) (Appointment, bool) {
	made := Appointment{
		ID: v.id, Status: v.status, Start: store.FromMicros(v.start), End: store.FromMicros(v.end),
		Practitioner: dir.Practitioner(v.practitionerID), Location: dir.Location(v.locationID),
		Reason: v.reason, Contact: AppointmentContact{Email: v.email}, Notes: v.notes,
		PatientID: v.patientID, SlotID: v.slotID, CoverageID: v.coverageID, Sequence: v.sequence,
	}
	if v.phone != "" {
		made.Contact.Phone = &v.phone
	}
	if made.Practitioner == nil || made.Location == nil {
		return made, false
	}
	made.TimeZone = made.Location.TimeZone
	if v.serviceID == "" {
		return made, true // not read: nobody asked for the subject
	}
	made.Department, made.Service = dir.Department(v.departmentID), dir.Service(v.serviceID)
	return made, made.Department != nil && made.Service != nil
}

func (s appointmentStore) read(ctx context.Context, st *store.Statement, args ...any) (v storedAppointment, err error) {
	err = st.QueryRow(ctx, args...).Scan(v.dest()...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("reading an appointment: %w", err)
	}
	return v, nil
}

func (s appointmentStore) byID(ctx context.Context, id string) (storedAppointment, error) {
	return s.read(ctx, s.one, id)
}

// listUpcoming gives so much of the appointments that are not over,
// earliest first, after a place.
func (s appointmentStore) listUpcoming(ctx context.Context, x extent, patientID string, now int64, after page.Key, limit int) ([]storedAppointment, error) {
	return s.list(ctx, x, patientID, limit, s.upcoming[x], patientID, now-longest, now, after.Micros, after.ID, limit)
}

// listPast gives so much of the appointments that are over or cancelled,
// latest first, after a place.
func (s appointmentStore) listPast(ctx context.Context, x extent, patientID string, now int64, before page.Key, limit int) ([]storedAppointment, error) {
	return s.list(ctx, x, patientID, limit, s.past[x], patientID, now, before.Micros, before.ID, limit)
}

func (s appointmentStore) list(ctx context.Context, x extent, patientID string, limit int, st *store.Statement, args ...any) (list []storedAppointment, err error) {
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("reading appointments: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	list = make([]storedAppointment, 0, limit)
	row := storedAppointment{patientID: patientID}
	dest := x.dest(&row)
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, fmt.Errorf("reading an appointment: %w", err)
		}
		list = append(list, row)
	}
	return list, rows.Err()
}

func (s appointmentStore) countOf(ctx context.Context, patientID string, when AppointmentWhen, now int64) (n int, err error) {
	if when == AppointmentWhenPast {
		err = s.countPast.QueryRow(ctx, patientID, now).Scan(&n)
	} else {
		err = s.countUpcoming.QueryRow(ctx, patientID, now-longest, now).Scan(&n)
	}
	if err != nil {
		return 0, fmt.Errorf("counting appointments: %w", err)
	}
	return n, nil
}

// isBusy tells whether the patient has a visit between the two times, other
// than the one that is named.
func (s appointmentStore) isBusy(ctx context.Context, patientID string, start, end int64, exceptID string) (bool, error) {
	var one int
	err := s.busy.QueryRow(ctx, patientID, start-longest, end, start, exceptID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for a visit at that time: %w", err)
	}
	return true, nil
}

// isAhead tells whether the patient has a visit of a kind that is still to be.
func (s appointmentStore) isAhead(ctx context.Context, patientID, serviceID string, now int64) (yes bool, err error) {
	if err := s.sameKind.QueryRow(ctx, patientID, serviceID, now).Scan(&yes); err != nil {
		return false, fmt.Errorf("looking for a visit of that kind: %w", err)
	}
	return yes, nil
}

func (s appointmentStore) insert(ctx context.Context, v storedAppointment, by string, now int64) error {
	_, err := s.add.Exec(ctx, v.id, v.patientID, v.slotID, v.practitionerID, v.locationID, v.departmentID, v.serviceID,
		string(v.status), v.start, v.end, v.reason, v.email, v.phone, v.notes, v.coverageID, v.sequence, by, now, now)
	if err != nil {
		return fmt.Errorf("adding an appointment: %w", err)
	}
	return nil
}

// cancel is false when the appointment is no longer as it was read.
func (s appointmentStore) cancel(ctx context.Context, v storedAppointment, now int64) (bool, error) {
	return store.ChangedOne(s.cancelled.Exec(ctx, now, v.id, v.sequence))
}

// move takes the appointment to the slot and until that end; false when it is no
// longer as it was read.
func (s appointmentStore) move(ctx context.Context, v storedAppointment, to storedSlot, end, now int64) (bool, error) {
	return store.ChangedOne(s.moved.Exec(ctx, to.id, to.practitionerID, to.locationID, to.departmentID,
		to.start, end, now, v.id, v.sequence))
}
