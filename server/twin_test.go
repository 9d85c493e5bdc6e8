package main

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// twin answers the benchmark's three lists as a program would that did nothing
// else: net/http, the session check and one prepared JOIN, JSON appended by
// hand. It is the limit that requests through the portal are measured against.
type twin struct {
	session, upcoming, free, latest *store.Statement
	patientID                       string
	departmentID, location          string
	now                             int64
}

func newTwin(s *store.Store, patientID, departmentID, locationID string, now time.Time) *twin {
	return &twin{
		session: s.Prepare(`SELECT s.id, s.account_id, s.expires_at, a.role FROM account_sessions s
			JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = ? AND s.ended_at = 0`),
		upcoming: s.Prepare(`SELECT a.id, a.start_at, a.end_at, p.name, l.name, l.time_zone
			FROM booking_appointments a
			JOIN clinic_practitioners p ON p.id = a.practitioner_id
			JOIN clinic_locations l ON l.id = a.location_id
			WHERE a.patient_id = ? AND a.start_at > ? AND a.status = 'BOOKED' ORDER BY a.start_at, a.id LIMIT 11`),
		free: s.Prepare(`SELECT s.id, s.start_at, s.end_at, p.name, l.name, l.time_zone
			FROM booking_slots s
			JOIN clinic_practitioners p ON p.id = s.practitioner_id
			JOIN clinic_locations l ON l.id = s.location_id
			WHERE s.department_id = ? AND s.location_id = ? AND s.start_at > ?
				AND (s.status = 'FREE' OR s.status = 'HELD') AND s.held_until <= ?
			ORDER BY s.start_at, s.id LIMIT 21`),
		latest: s.Prepare(`SELECT id, code_system, code, name, value, unit, range_low, range_high, range_text
			FROM records_observations WHERE patient_id = ? AND kind = 'result' AND status NOT IN ('entered-in-error')
			ORDER BY taken_at DESC, id DESC LIMIT 51`),
		patientID: patientID, departmentID: departmentID, location: locationID, now: store.Micros(now),
	}
}

func (t *twin) signedIn(w http.ResponseWriter, r *http.Request) bool {
	cookie, err := r.Cookie("portal_session")
	if err != nil {
		w.WriteHeader(http.StatusUnauthorized)
		return false
	}
	sum := sha256.Sum256([]byte(cookie.Value))
	var id, account, role string
	var expires int64
	err = t.session.QueryRow(r.Context(), hex.EncodeToString(sum[:])).Scan(&id, &account, &expires, &role)
	if err != nil || expires < t.now {
		w.WriteHeader(http.StatusUnauthorized)
		return false
	}
	return true
}

func (t *twin) appointments(w http.ResponseWriter, r *http.Request) {
	if !t.signedIn(w, r) {
		return
	}
	ctx := actor.NewContext(r.Context(), actor.System("twin")) // the store asks for one over patients' tables
	rows, err := t.upcoming.Query(ctx, t.patientID, t.now)
	t.answer(w, rows, err, 10, new(shownVisit))
}

func (t *twin) slots(w http.ResponseWriter, r *http.Request) {
	if !t.signedIn(w, r) {
		return
	}
	rows, err := t.free.Query(r.Context(), t.departmentID, t.location, t.now, t.now)
	t.answer(w, rows, err, 20, new(shownVisit))
}

func (t *twin) results(w http.ResponseWriter, r *http.Request) {
	if !t.signedIn(w, r) {
		return
	}
	ctx := actor.NewContext(r.Context(), actor.System("twin"))
	rows, err := t.latest.Query(ctx, t.patientID)
	t.answer(w, rows, err, 50, new(measured))
}

// item is scanned and written again and again.
type item interface {
	scan(rows *sql.Rows) error
	appendTo(b []byte) []byte
}

// room is a little more than an item takes: the twin never has to grow.
const room = 256

func (t *twin) answer(w http.ResponseWriter, rows *sql.Rows, err error, most int, each item) {
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	b := append(make([]byte, 0, most*room), `{"data":[`...)
	for n := 0; rows.Next() && n < most; n++ {
		if err := each.scan(rows); err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		if n > 0 {
			b = append(b, ',')
		}
		b = append(each.appendTo(b), `"}`...)
	}
	b = append(b, "]}"...)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	_, _ = w.Write(b)
}

// shownVisit is a slot or an appointment.
type shownVisit struct {
	id, practitioner, location, zone sql.RawBytes
	start, end                       int64
}

func (v *shownVisit) scan(rows *sql.Rows) error {
	return rows.Scan(&v.id, &v.start, &v.end, &v.practitioner, &v.location, &v.zone)
}

func (v *shownVisit) appendTo(b []byte) []byte {
	b = append(append(b, `{"id":"`...), v.id...)
	b = store.FromMicros(v.start).AppendFormat(append(b, `","start":"`...), time.RFC3339)
	b = store.FromMicros(v.end).AppendFormat(append(b, `","end":"`...), time.RFC3339)
	b = append(append(b, `","practitioner":"`...), v.practitioner...)
	b = append(append(b, `","location":"`...), v.location...)
	return append(append(b, `","zone":"`...), v.zone...)
}

// measured is a result with its range.
type measured struct {
	id, system, code, name, value, unit, low, high, text sql.RawBytes
}

func (m *measured) scan(rows *sql.Rows) error {
	return rows.Scan(&m.id, &m.system, &m.code, &m.name, &m.value, &m.unit, &m.low, &m.high, &m.text)
}

func (m *measured) appendTo(b []byte) []byte {
	b = append(append(b, `{"id":"`...), m.id...)
	b = append(append(b, `","system":"`...), m.system...)
	b = append(append(b, `","code":"`...), m.code...)
	b = append(append(b, `","display":"`...), m.name...)
	b = append(append(b, `","value":"`...), m.value...)
	b = append(append(b, `","unit":"`...), m.unit...)
	b = append(append(b, `","low":"`...), m.low...)
	b = append(append(b, `","high":"`...), m.high...)
	return append(append(b, `","text":"`...), m.text...)
}

// The twin must answer with as many items as the portal, or the ratio means
// nothing.
func checkItems(b *testing.B, name string, body []byte, mark string, want int) {
	b.Helper()
	if got := strings.Count(string(body), mark); got != want {
		b.Fatalf("%s answered %d items, not %d: %.300s", name, got, want, body)
	}
}
