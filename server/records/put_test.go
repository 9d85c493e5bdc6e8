package records

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// bring puts one resource with an observation of that value.
func bring(t *testing.T, w *Writer, patientID, key, raw, version, updated string) PutResult {
	t.Helper()
	results, err := w.Put(t.Context(), system, []PutItem{{
		Resource: PutResource{PatientID: patientID, Type: "Observation", SourceKey: key, Raw: []byte(raw),
			VersionID: version, LastUpdated: updated},
		Observation: &PutObservation{Kind: KindResult, Name: "Glucose", Value: raw},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return results[0]
}

func TestWhatBecomesOfAResource(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		w, other := NewWriter(s, r.clock.Now), r.addPatient(t)
		const january, march = "2024-01-01T00:00:00Z", "2024-03-01T00:00:00+10:00"
		first := bring(t, w, r.patientID, "k", "1", "1", january)
		for _, c := range []struct {
			what, patient, raw, version, updated string
			want                                 Outcome
		}{
			{"the same", r.patientID, "1", "1", january, OutcomeUnchanged},
			{"a newer time", r.patientID, "2", "1", march, OutcomeUpdated},
			{"an older time", r.patientID, "3", "9", january, OutcomeOlder},
			{"a newer number", r.patientID, "4", "2", march, OutcomeUpdated},
			{"an older number", r.patientID, "5", "1", march, OutcomeOlder},
			{"no version at all", r.patientID, "6", "", "", OutcomeUpdated},
			{"content that was there once", r.patientID, "2", "", "", OutcomeOlder},
			{"another patient's", other, "7", "99", "2030-01-01T00:00:00Z", OutcomeOtherPatient},
		} {
			got := bring(t, w, c.patient, "k", c.raw, c.version, c.updated)
			if got.Outcome != c.want || got.ResourceID != first.ResourceID || got.PatientID != r.patientID {
				t.Errorf("%s: %+v, want %s of %+v", c.what, got, c.want, first)
			}
		}
		if shown := r.the(t); shown.ID != first.ResourceID || *shown.Value != "6" {
			t.Errorf("%+v is shown", shown)
		}
		if history := historyOf(t, s, first.ResourceID); !slices.Equal(history, []string{"1 1", "2 2", "3 4"}) {
			t.Errorf("history %v", history)
		}
	})
}

func historyOf(t *testing.T, s *store.Store, id string) []string {
	t.Helper()
	rows, err := s.Prepare(`SELECT version, raw FROM records_resource_versions WHERE resource_id = ? ORDER BY version`).
		Query(actor.NewContext(t.Context(), system), id)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var version int
		var raw []byte
		if err := rows.Scan(&version, &raw); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprintf("%d %s", version, raw))
	}
	return list
}

func TestManyResourcesAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		w := NewWriter(s, r.clock.Now)
		var items []PutItem
		for i := range 150 {
			items = append(items, PutItem{Resource: PutResource{PatientID: r.patientID, Type: "Condition", SourceKey: fmt.Sprint(i % 149), Raw: fmt.Append(nil, i)},
				Entry: &PutEntry{Kind: KindCondition, Name: fmt.Sprintf("Number %03d", i)}})
		}
		results, err := w.Put(t.Context(), system, items)
		if err != nil || len(results) != 150 {
			t.Fatalf("%d results, %v", len(results), err)
		}
		// The last has the first one's key: it comes second, as if on its own.
		if results[149].Outcome != OutcomeUpdated || results[149].ResourceID != results[0].ResourceID {
			t.Errorf("%+v after %+v", results[149], results[0])
		}
		list, err := r.Entries(t.Context(), r.who, r.patientID, Conditions, "number", page.Args{WithTotal: true})
		if err != nil || list.TotalCount != 149 {
			t.Errorf("%d of them, %v", list.TotalCount, err)
		}
	})
}

func TestAReportsNameOutlivesANewVersionOfItsResults(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		w, other := NewWriter(s, r.clock.Now), r.addPatient(t)
		bring(t, w, r.patientID, "mine", "1", "1", "")
		bring(t, w, other, "theirs", "1", "1", "")
		var keys []string
		for i := range 70 {
			keys = append(keys, fmt.Sprintf("none %d", i))
		}
		if err := w.LinkReport(t.Context(), system, r.patientID, "Panel", append(keys, "theirs", "mine")); err != nil {
			t.Fatal(err)
		}
		bring(t, w, r.patientID, "mine", "2", "2", "")
		if mine := r.the(t); *mine.Report != "Panel" || *mine.Value != "2" {
			t.Errorf("%+v", mine)
		}
		theirs, err := r.Results(t.Context(), self(other), other, ResultFilter{}, page.Args{})
		if err != nil || theirs.Edges[0].Node.Report != nil {
			t.Errorf("another patient's result is linked: %v", err)
		}
	})
}

func TestLongTextsFitTheListsAndAreKeptWhole(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		w := NewWriter(s, r.clock.Now)
		long := strings.Repeat("ü", 4000)
		_, err := w.Put(t.Context(), system, []PutItem{{
			Resource:    PutResource{PatientID: r.patientID, Type: "Observation", SourceKey: "k", Raw: []byte(long)},
			Observation: &PutObservation{Kind: KindResult, Name: long, Code: long, CodeSystem: long, Author: long, Unit: long, Value: long},
		}})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := w.Kept(t.Context(), system, "k")
		if err != nil || string(raw) != long {
			t.Errorf("%d bytes are kept, %v", len(raw), err)
		}
	})
}

func TestOnlyThoseWhoRegisterPatientsPut(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		w := NewWriter(s, r.clock.Now)
		for who, want := range map[*actor.Actor]fault.Code{
			{}: fault.Unauthenticated, &r.who: fault.Forbidden, &clinician: fault.Forbidden, &desk: "", &admin: "",
		} {
			_, errPut := w.Put(t.Context(), *who, []PutItem{{Resource: PutResource{PatientID: r.patientID, SourceKey: "k", Raw: []byte("1")}}})
			_, _, errOf := w.PatientOf(t.Context(), *who, "k")
			_, errKept := w.Kept(t.Context(), *who, "k")
			_, errHas := w.HasDocument(t.Context(), *who, r.patientID, 0, "")
			errLink := w.LinkReport(t.Context(), *who, r.patientID, "x", []string{"k"})
			for i, err := range []error{errPut, errOf, errKept, errHas, errLink} {
				if want == "" && err != nil || want != "" && fault.CodeOf(err) != want {
					t.Errorf("%s, call %d: %v, want %s", who.Role(), i, err, want)
				}
			}
		}
	})
}
