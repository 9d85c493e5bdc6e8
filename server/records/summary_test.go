package records

import (
	"testing"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestTheSummaryCountsWhatTheListsShow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		r.put(t, result(1, "One"), result(2, "Two"))
		r.putEntries(t, entry(KindAllergy, "Nuts", "active", 1), entry(KindAllergy, "Wrong", StatusEnteredInError, 2),
			entry(KindVisit, "Came", "finished", 1), entry(KindVisit, "Called off", "cancelled", 2))
		summary, err := r.Summary(t.Context(), r.who, r.patientID)
		if err != nil {
			t.Fatal(err)
		}
		want := map[RecordList]int{ListResults: 2, ListAllergies: 1, ListVisits: 1}
		for _, line := range summary {
			if line.Count != want[line.List] {
				t.Errorf("%s: %d, want %d", line.List, line.Count, want[line.List])
			}
		}
		if len(summary) != len(columnKinds)+2 {
			t.Errorf("%d lists, not every one", len(summary))
		}
	})
}
