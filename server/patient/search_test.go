package patient

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (r room) found(t *testing.T, search string) []string {
	t.Helper()
	conn, err := r.Search(t.Context(), desk, search, page.Args{WithTotal: true})
	if err != nil {
		t.Fatalf("%q: %v", search, err)
	}
	names := make([]string, len(conn.Edges))
	for i, e := range conn.Edges {
		names[i] = e.Node.FullName
	}
	if conn.TotalCount != len(names) {
		t.Errorf("%q: %d in all, %d shown", search, conn.TotalCount, len(names))
	}
	return names
}

func TestPeopleAreFoundByWhatTheDeskKnows(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		for _, in := range []RegisterInput{
			{GivenNames: "Anne-Marie", FamilyName: "O’Brien", DateOfBirth: "1984-03-09", ClinicNumber: "4-820-117"},
			{GivenNames: "Søren", FamilyName: "Dvořák", DateOfBirth: "1984-03-09"},
			{GivenNames: "Marie", FamilyName: "Curie", DateOfBirth: "1867"},
			{FullName: "王 小明"},
		} {
			r.register(t, in)
		}
		for search, want := range map[string][]string{
			"marie":               {"Anne-Marie O’Brien", "Marie Curie"},
			"brien":               nil,
			"OBRIEN ann":          {"Anne-Marie O’Brien"},
			"o'brien":             {"Anne-Marie O’Brien"},
			"dvorak soren":        {"Søren Dvořák"},
			"王":                   {"王 小明"},
			"4-820-117":           {"Anne-Marie O’Brien"},
			"4820117":             {"Anne-Marie O’Brien"},
			" 4 820 117 ":         {"Anne-Marie O’Brien"},
			"1984-03-09":          {"Anne-Marie O’Brien", "Søren Dvořák"},
			"1984-03-09 s":        {"Søren Dvořák"},
			"4820117 curie":       nil,
			"":                    nil,
			" - ":                 nil,
			"nobody":              nil,
			"%":                   nil,
			"marie' OR '1' = '1'": nil,
		} {
			if got := r.found(t, search); !slices.Equal(got, want) {
				t.Errorf("%q found %q, want %q", search, got, want)
			}
		}
	})
}

func TestASearchGoesOnPageByPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		for i := range 7 {
			r.register(t, RegisterInput{GivenNames: fmt.Sprintf("N%d", i%3), FamilyName: "Same"})
		}
		size, seen := 3, map[string]bool{}
		var names []string
		var after *string
		for {
			conn, err := r.Search(t.Context(), desk, "same", page.Args{First: &size, After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range conn.Edges {
				seen[e.Node.ID] = true
				names = append(names, e.Node.FullName)
			}
			if !conn.PageInfo.HasNextPage {
				break
			}
			after = conn.PageInfo.EndCursor
		}
		if len(seen) != 7 || len(names) != 7 || !slices.IsSorted(names) {
			t.Errorf("saw %d people in %v", len(seen), names)
		}
	})
}

func TestOnlyStaffSearch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Made Up"})
		_, err := r.Search(t.Context(), self(p.ID), "made", page.Args{})
		wantCode(t, "a patient", err, fault.Forbidden)
		_, err = r.Search(t.Context(), desk, strings.Repeat("a", maxSearch+1), page.Args{})
		wantCode(t, "too long", err, fault.InvalidInput)
		_, err = r.Search(t.Context(), desk, "a b c d e f g", page.Args{})
		wantCode(t, "too many words", err, fault.InvalidInput)
		if got := r.trail(t, "staff", p.ID); len(got) != 0 {
			t.Errorf("noted although nobody was shown: %v", got)
		}
		r.found(t, "made")
		if got := r.trail(t, "staff", p.ID); !slices.Equal(got, []string{"read patient.search"}) {
			t.Errorf("noted %v", got)
		}
	})
}

// The words follow the name, and no search walks through the table.
func TestSearchReadsAnIndexOfTheNameOfNow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		p := r.register(t, RegisterInput{FullName: "Maiden Name", SourceKey: "k"})
		in := RegisterInput{FullName: "Married Name", SourceKey: "k"}
		if err := r.UpdateFromSource(t.Context(), system, p.ID, RegisterInput{FullName: "Maiden Name"}, in); err != nil {
			t.Fatal(err)
		}
		if got := r.found(t, "maiden"); len(got) != 0 {
			t.Errorf("found under the old name: %v", got)
		}
		if got := r.found(t, "married"); len(got) != 1 {
			t.Errorf("found under the new name: %v", got)
		}
		if s.Dialect() != dialect.SQLite {
			return
		}
		text, args := wanted{words: []string{"a"}, born: "1984-03-09"}.where()
		rows, err := s.Prepare("EXPLAIN QUERY PLAN SELECT id FROM patients WHERE "+text).Query(asSystem(t), args...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(detail, "SCAN") {
				t.Error(detail)
			}
		}
	})
}

func TestTheDeskRegistersAPersonOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(s)
		in := RegisterPatientInput{GivenNames: "José", FamilyName: "Peña", DateOfBirth: "1990-01-31", Sex: "male"}
		first, err := r.RegisterPatient(t.Context(), desk, in)
		if err != nil || first.Patient == nil {
			t.Fatalf("%+v, %v", first, err)
		}
		if _, ok := NormalClinicNumber(first.Patient.ClinicNumber); !ok {
			t.Errorf("clinic number %q", first.Patient.ClinicNumber)
		}
		in.GivenNames = "JOSE"
		again, err := r.RegisterPatient(t.Context(), admin, in)
		if err != nil || again.Patient != nil || len(again.Similar) != 1 || again.Similar[0].ID != first.Patient.ID {
			t.Errorf("the same person again: %+v, %v", again, err)
		}
		in.EvenIfSimilar = true
		twin, err := r.RegisterPatient(t.Context(), desk, in)
		if err != nil || twin.Patient == nil || twin.Patient.ID == first.Patient.ID {
			t.Errorf("although similar: %+v, %v", twin, err)
		}
		_, err = r.RegisterPatient(t.Context(), clinician, in)
		wantCode(t, "a clinician", err, fault.Forbidden)
		bad := fault.List(RegisterPatientInput{DateOfBirth: "1990-01", Sex: "x", Email: "no"}.Validate())
		fields := map[string]bool{}
		for _, f := range bad {
			fields[f.Field] = true
		}
		for _, field := range []string{"fullName", "dateOfBirth", "sex", "email"} {
			if !fields[field] {
				t.Errorf("nothing said about %s: %v", field, bad)
			}
		}
	})
}
