package visit

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/visitcheckin"
	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/store"
)

// storedCheckIn is a check-in as the table has it; all zero for none.
type storedCheckIn struct {
	id                     string
	checkedInAt, arrivedAt int64
	answers                string // sealed
}

// sheetRow is a visit of a day with who comes.
type sheetRow struct {
	appointmentID, patientID, practitionerID, serviceID string
	status                                              booking.AppointmentStatus
	start, end, checkedInAt, arrivedAt                  int64
	fullName, clinicNumber, birthDate                   string
}

type tables struct {
	store                             *store.Store
	insert, came, allKinds            *store.Statement
	changeKind, addKind               *store.Statement
	ofEveryone, ofPractitioner, known *store.Statement
}

const sheetText = `SELECT a.id, a.patient_id, a.practitioner_id, a.service_id, a.status, a.start_at, a.end_at,
		COALESCE(c.checked_in_at, 0), COALESCE(c.arrived_at, 0), p.full_name, p.clinic_number, p.birth_date
	FROM booking_appointments a JOIN patients p ON p.id = a.patient_id
		LEFT JOIN visit_check_ins c ON c.appointment_id = a.id AND c.sequence = a.sequence
	WHERE a.location_id = ? AND a.start_at >= ? AND a.start_at < ? AND a.status <> 'CANCELLED'`

const sheetOrder = ` ORDER BY a.start_at, a.practitioner_id, a.id LIMIT ?`

func prepare(s *store.Store) tables {
	return tables{
		store: s,
		insert: s.Prepare(`INSERT INTO visit_check_ins
			(id, appointment_id, patient_id, sequence, checked_in_at, by_account, by_staff, answers, arrived_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
		came:           s.Prepare(`UPDATE visit_check_ins SET arrived_at = ? WHERE id = ? AND arrived_at = 0`),
		known:          s.Prepare(`SELECT id, checked_in_at, arrived_at, answers FROM visit_check_ins WHERE appointment_id = ? AND sequence = ?`),
		allKinds:       s.Prepare(`SELECT service_id, video, questions FROM visit_kinds`),
		changeKind:     s.Prepare(`UPDATE visit_kinds SET video = ?, questions = ?, updated_at = ? WHERE service_id = ?`),
		addKind:        s.Prepare(`INSERT INTO visit_kinds (id, service_id, video, questions, updated_at) VALUES (?, ?, ?, ?, ?)`),
		ofEveryone:     s.Prepare(sheetText + sheetOrder),
		ofPractitioner: s.Prepare(sheetText + ` AND a.practitioner_id = ?` + sheetOrder),
	}
}

// checkIn is the check-in for the appointment as it stands.
func (t tables) checkIn(ctx context.Context, a *booking.Appointment) (v storedCheckIn, err error) {
	err = t.known.QueryRow(ctx, a.ID, a.Sequence).Scan(&v.id, &v.checkedInAt, &v.arrivedAt, &v.answers)
	if errors.Is(err, sql.ErrNoRows) {
		return storedCheckIn{}, nil
	}
	if err != nil {
		return v, fmt.Errorf("reading a check-in: %w", err)
	}
	return v, nil
}

// checkIns gives those of many appointments as they stand, by appointment.
func (t tables) checkIns(ctx context.Context, list []*booking.Appointment) (map[string]storedCheckIn, error) {
	found := map[string]storedCheckIn{}
	if len(list) == 0 {
		return found, nil
	}
	ids, sequences := make([]string, len(list)), map[string]int{}
	for i, a := range list {
		ids[i], sequences[a.ID] = a.ID, a.Sequence
	}
	rows, err := t.store.DB(ctx).VisitCheckIn.Query().Where(visitcheckin.AppointmentIDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading check-ins: %w", err)
	}
	for _, row := range rows {
		if row.Sequence == sequences[row.AppointmentID] {
			found[row.AppointmentID] = fromDB(row)
		}
	}
	return found, nil
}

func fromDB(row *db.VisitCheckIn) storedCheckIn {
	return storedCheckIn{id: row.ID, checkedInAt: row.CheckedInAt, arrivedAt: row.ArrivedAt, answers: row.Answers}
}

func (t tables) add(ctx context.Context, a *booking.Appointment, who actor.Actor, v storedCheckIn) error {
	_, err := t.insert.Exec(ctx, v.id, a.ID, a.PatientID, a.Sequence, v.checkedInAt, who.AccountID(), who.IsStaff(), v.answers, v.arrivedAt)
	return wrap("adding a check-in", err)
}

func (t tables) arrive(ctx context.Context, id string, now int64) error {
	_, err := t.came.Exec(ctx, now, id)
	return wrap("noting an arrival", err)
}

func (t tables) kinds(ctx context.Context) (found map[string]Kind, err error) {
	rows, err := t.allKinds.Query(ctx)
	if err != nil {
		return nil, wrap("reading kinds of visit", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	found = map[string]Kind{}
	for rows.Next() {
		var serviceID, questions string
		var k Kind
		if err := rows.Scan(&serviceID, &k.Video, &questions); err != nil {
			return nil, wrap("reading a kind of visit", err)
		}
		if err := json.Unmarshal([]byte(questions), &k.Questions); err != nil {
			return nil, wrap("reading questions", err)
		}
		found[serviceID] = k
	}
	return found, rows.Err()
}

// saveKind writes in the context's Tx. Two who add one at once meet at the
// unique index.
func (t tables) saveKind(ctx context.Context, serviceID string, video bool, questions string, now int64) error {
	result, err := t.changeKind.Exec(ctx, video, questions, now, serviceID)
	if err != nil {
		return wrap("saving a kind of visit", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	_, err = t.addKind.Exec(ctx, store.NewID(), serviceID, video, questions, now)
	return wrap("adding a kind of visit", err)
}

// sheet reads a day in one statement.
func (t tables) sheet(ctx context.Context, in DaySheetFilter, day span) (list []sheetRow, err error) {
	st, args := t.ofEveryone, []any{in.LocationID, day.start, day.end}
	if in.PractitionerID != nil {
		st, args = t.ofPractitioner, append(args, *in.PractitionerID)
	}
	rows, err := st.Query(ctx, append(args, mostOnSheet)...)
	if err != nil {
		return nil, wrap("reading a day sheet", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r sheetRow
		if err := rows.Scan(&r.appointmentID, &r.patientID, &r.practitionerID, &r.serviceID, &r.status, &r.start, &r.end,
			&r.checkedInAt, &r.arrivedAt, &r.fullName, &r.clinicNumber, &r.birthDate); err != nil {
			return nil, wrap("reading a visit of the day", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

func wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
