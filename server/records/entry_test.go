package records

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func entry(kind, name, status string, day int) PutEntry {
	return PutEntry{Kind: kind, Name: name, Status: status, CodeSystem: "http://snomed.info/sct", Code: "1",
		HappenedAt: store.Micros(time.Date(2026, 6, day, 0, 0, 0, 0, time.UTC)), StartText: fmt.Sprintf("2026-06-%02d", day)}
}

func (r *reading) entries(t *testing.T, kind RecordKind, search string) RecordEntryConnection {
	t.Helper()
	c, err := r.Entries(t.Context(), r.who, r.patientID, kind, search, page.Args{WithTotal: true})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnEntrySaysWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		e := entry(KindDocument, "Letter", "superseded", 3)
		e.EndText, e.RecordedText, e.Author, e.Source = "2026-07", "2026-06-04", "Made-up Author", "Made-up Clinic"
		e.Detail = Detail{Facts: []Fact{{"Kind", "Note"}, {"Place", "Ward"}}, Text: "Dear reader",
			Attachments: []Attachment{{Title: "Scan", ContentType: "application/pdf", Bytes: 1_234_567}, {ContentType: "text/plain", Bytes: 11}, {}}}
		id := r.putEntries(t, e)[0]
		got := r.entries(t, Documents, "").Edges[0].Node
		if got.ID != id || got.Kind != Documents || got.Name != "Letter" || got.Code != (Coding{"http://snomed.info/sct", "1", "Letter"}) {
			t.Errorf("entry %+v", got)
		}
		is(t, "started", got.StartedOn, "2026-06-03")
		is(t, "ended", got.EndedOn, "2026-07")
		is(t, "recorded", got.RecordedOn, "2026-06-04")
		is(t, "author", got.Author, "Made-up Author")
		is(t, "source", got.Source, "Made-up Clinic")
		is(t, "text", got.Text, "Dear reader")
		want := []RecordDetail{{"Kind", "Note"}, {"Place", "Ward"}, {"File", "Scan (application/pdf, 1.2 MB)"}, {"File", "Untitled"}}
		if !slices.Equal(got.Details, want) {
			t.Errorf("details %v", got.Details)
		}
		if got.Status != "Replaced" || !strings.Contains(got.StatusMeaning, "newer version") {
			t.Errorf("status %q: %q", got.Status, got.StatusMeaning)
		}
	})
}

func TestEntriesAreListedByKind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		var all []PutEntry
		for kind, column := range columnKinds {
			all = append(all, entry(column, string(kind)+" one", "active", 1), entry(column, string(kind)+" two", "active", 2),
				entry(column, string(kind)+" wrong", StatusEnteredInError, 3))
		}
		r.putEntries(t, append(all, entry(KindReport, "Report", "final", 4))...)
		for kind := range columnKinds {
			c := r.entries(t, kind, "")
			var got []string
			for _, e := range c.Edges {
				got = append(got, e.Node.Name)
			}
			if want := []string{string(kind) + " two", string(kind) + " one"}; !slices.Equal(got, want) || c.TotalCount != 2 {
				t.Errorf("%s: %v, %d in all", kind, got, c.TotalCount)
			}
			if c := r.entries(t, kind, "ONE"); len(c.Edges) != 1 || c.TotalCount != 1 {
				t.Errorf("%s: the search finds %d", kind, len(c.Edges))
			}
		}
	})
}

func TestOnlyVisitsThatTookPlaceAreListed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		for i, status := range []string{"finished", "planned", "cancelled", "in-progress"} {
			r.putEntries(t, entry(KindVisit, "Visit "+status, status, i+1))
		}
		c := r.entries(t, Visits, "")
		if c.TotalCount != 2 || len(c.Edges) != 2 || c.Edges[0].Node.Status != "Under way" || c.Edges[1].Node.Status != "Finished" {
			t.Errorf("visits %+v", c)
		}
	})
}

func TestWhatWasNotGivenIsListedAndSaidSo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		r.putEntries(t, entry(KindImmunization, "Vaccine", "not-done", 1))
		c := r.entries(t, Immunizations, "")
		if len(c.Edges) != 1 || c.Edges[0].Node.Status != "Not given" {
			t.Errorf("immunizations %+v", c)
		}
	})
}

// "No known drug allergy" is an active entry in FHIR and nothing to avoid.
func TestANoteThatThereIsNoAllergyReadsAsOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		none, nuts, ruledOut := entry(KindAllergy, "No known drug allergy", "active", 3), entry(KindAllergy, "Nuts", "active", 2), entry(KindAllergy, "NKDA", "refuted", 1)
		none.Code, ruledOut.Code = "409137002", "409137002"
		r.putEntries(t, none, nuts, ruledOut)
		var got []string
		for _, e := range r.entries(t, Allergies, "").Edges {
			got = append(got, e.Node.Status)
		}
		if want := []string{"None known", "Active", "Ruled out"}; !slices.Equal(got, want) {
			t.Errorf("allergies read %q, want %q", got, want)
		}
	})
}

// Every status says what it means in whole sentences, and no two of a kind
// read alike.
func TestEveryStatusIsExplained(t *testing.T) {
	t.Parallel()
	tables := map[string]map[string]state{"result": resultStates}
	for kind, table := range entryStates {
		tables[kind] = table
	}
	for kind := range columnKinds {
		if len(entryStates[columnKinds[kind]]) == 0 {
			t.Errorf("%s has no words", kind)
		}
	}
	for kind, table := range tables {
		seen := map[string]string{}
		for code, s := range table {
			if s.words == "" || !strings.HasSuffix(s.meaning, ".") {
				t.Errorf("%s %s: %q, %q", kind, code, s.words, s.meaning)
			}
			if before, taken := seen[s.words]; taken {
				t.Errorf("%s: %s and %s both read %q", kind, before, code, s.words)
			}
			seen[s.words] = code
		}
	}
}

func TestAnUnheardOfStatusIsShownAsItIs(t *testing.T) {
	t.Parallel()
	if s := stateOf(resultStates, "half-done"); s.words != "Half done" || s.meaning == "" {
		t.Errorf("state %+v", s)
	}
	if s := stateOf(resultStates, ""); s.words != "Not stated" || s.meaning == "" {
		t.Errorf("no state: %+v", s)
	}
	if s := stateOf(resultStates, "éteint"); s.words != "Éteint" {
		t.Errorf("state %+v", s)
	}
}

func TestSizesAreReadable(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[int]string{1: "1 byte", 999: "999 bytes", 1000: "1 kB", 45_600: "46 kB", 2_000_000: "2.0 MB"} {
		if got := sizeInWords(bytes); got != want {
			t.Errorf("%d reads %q, want %q", bytes, got, want)
		}
	}
}
