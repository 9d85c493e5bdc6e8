package booking

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store/storetest"
)

// TestAnIndexServesEverySearch asks SQLite how it would find free slots. Its
// planner decides by the schema alone, so the answer is the same every time.
func TestAnIndexServesEverySearch(t *testing.T) {
	t.Parallel()
	b := withHours(t, storetest.Open(t, dialect.SQLite))
	want := map[shape]string{
		0:                             "booking_slots_free (",
		byDepartment:                  "booking_slots_free_department (",
		byLocation:                    "booking_slots_free_location (",
		byDepartment | byLocation:     "COVERING INDEX booking_slots_free_department_location (",
		byPractitioner:                "booking_slots_practitioner_start (",
		byPractitioner | byDepartment: "",
		byPractitioner | byLocation:   "",
		byPractitioner | byDepartment | byLocation: "",
	}
	for sh, index := range want {
		want[sh|forService] = index // what a service asks is asked of the slots found
	}
	for sh, index := range want {
		q := slotQuery{now: 1, from: 1, to: 2, limit: 21}
		if sh&byDepartment != 0 {
			q.departmentID = "d"
		}
		if sh&byLocation != 0 {
			q.locationID = "l"
		}
		if sh&byPractitioner != 0 {
			q.practitionerID = "p"
		}
		if sh&forService != 0 {
			q.asked = asked{serviceID: "s", length: 1, before: 1, after: 1}
		}
		args := append(q.appendFree(nil), q.from, "", q.to, q.limit)
		plan := b.plan(searchText(sh), args)
		if strings.Contains(plan, "SCAN") || !strings.Contains(plan, index) {
			t.Errorf("searching by shape %b goes by\n%s", sh, plan)
		}
		if sh&byPractitioner == 0 && strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("searching by shape %b sorts:\n%s", sh, plan)
		}
	}
	for x := range everything + 1 {
		upcoming := b.plan(upcomingText(x), []any{"p", 1, 1, 1, "", 11})
		if !strings.Contains(upcoming, "bookingappointment_patient_id_start_at_id") || strings.Contains(upcoming, "TEMP B-TREE") {
			t.Errorf("upcoming appointments go by\n%s", upcoming)
		}
	}
}

func (b *bench) plan(text string, args []any) string {
	b.t.Helper()
	rows, err := b.store.Prepare("EXPLAIN QUERY PLAN "+text).Query(b.ctx, args...)
	if err != nil {
		b.t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			b.t.Fatal(err)
		}
		lines = append(lines, detail)
	}
	if err := rows.Err(); err != nil {
		b.t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}
