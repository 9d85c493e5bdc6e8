package records

import (
	"slices"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// doors are all the ways to read a patient's record.
func (r *reading) doors() map[string]func(t *testing.T, who actor.Actor) error {
	return map[string]func(*testing.T, actor.Actor) error{
		"results": func(t *testing.T, who actor.Actor) error {
			_, err := r.Results(t.Context(), who, r.patientID, ResultFilter{}, page.Args{})
			return err
		},
		"vitals": func(t *testing.T, who actor.Actor) error {
			_, err := r.Vitals(t.Context(), who, r.patientID, "", page.Args{})
			return err
		},
		"summary": func(t *testing.T, who actor.Actor) error {
			_, err := r.Summary(t.Context(), who, r.patientID)
			return err
		},
		"trend": func(t *testing.T, who actor.Actor) error {
			_, err := r.Trend(t.Context(), who, r.patientID, "1-8")
			return err
		},
		"condition": func(t *testing.T, who actor.Actor) error {
			_, err := r.Entries(t.Context(), who, r.patientID, Conditions, "", page.Args{})
			return err
		},
	}
}

func TestWhoMayReadARecord(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"self": {r.who, ""}, "carer for records": {carer(r.patientID, actor.ScopeRecords), ""},
			"clinician": {clinician, ""}, "system": {system, ""},
			"carer for all else": {carer(r.patientID, actor.ScopeAppointments, actor.ScopeAdvice, actor.ScopeAccount), fault.NotFound},
			"another patient":    {self(store.NewID()), fault.NotFound},
			"front desk":         {desk, fault.NotFound}, "administrator": {admin, fault.NotFound},
			"nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			for door, open := range r.doors() {
				wantCode(t, name+" at "+door, open(t, c.who), c.want)
			}
			_, _, err := r.ResultName(t.Context(), c.who, r.patientID, "x")
			wantCode(t, name+" at the name", err, c.want)
		}
	})
}

func TestReadsByOthersAreNoted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		var want []string
		for door, open := range r.doors() {
			for _, who := range []actor.Actor{r.who, clinician, desk, carer(r.patientID, actor.ScopeRecords)} {
				_ = open(t, who)
			}
			want = append(want, "records."+door)
		}
		slices.Sort(want)
		for account, want := range map[string][]string{"own": nil, "staff": want, "carer": want} {
			if got := r.noted(t, account); !slices.Equal(got, want) {
				t.Errorf("of %s: %v, want %v", account, got, want)
			}
		}
	})
}

// noted gives what an account is known to have read of the patient, sorted.
func (r *reading) noted(t *testing.T, accountID string) []string {
	t.Helper()
	rows, err := r.store.Prepare(`SELECT subject_type FROM audit_events
		WHERE action = 'read' AND account_id = ? AND patient_id = ? ORDER BY subject_type`).Query(asSystem(t), accountID, r.patientID)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var what string
		if err := rows.Scan(&what); err != nil {
			t.Fatal(err)
		}
		list = append(list, what)
	}
	return list
}
