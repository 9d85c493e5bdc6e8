package fhir

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestTheClosingTable(t *testing.T) {
	t.Parallel()
	counts := tally{}
	*counts.of("Zebra") = TypeCount{Type: "Zebra", Read: 2}
	counts.skip("Zebra", whyOtherType)
	counts.skip("Zebra", whyOtherType)
	*counts.of("Observation") = TypeCount{Type: "Observation", Read: 12, Stored: 10, Updated: 3, Unchanged: 1}
	counts.skip("Observation", whyUnknown)
	*counts.of("Patient") = TypeCount{Type: "Patient", Read: 1, Stored: 1}
	report := Report{Types: counts.lines(), Patients: []ImportedPatient{{ClinicNumber: "1-234-567", FullName: "Made Up", New: true}}}
	var out bytes.Buffer
	if err := report.WriteTable(&out); err != nil {
		t.Fatal(err)
	}
	want := `  resource type  read  stored  updated  unchanged  skipped
        Patient     1       1        0          0        0
    Observation    12      10        3          1        1
          Zebra     2       0        0          0        2
          Total    15      11        3          1        3

Skipped, and why:
  1 Observation: its patient is not known here
  2 Zebra: the portal keeps no records of this type

Patients:
  1-234-567  Made Up (new)
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestTypesWithoutEndAreNotCollected(t *testing.T) {
	t.Parallel()
	counts := tally{}
	for i := range 3 * mostOtherTypes {
		counts.of("Made"+strings.Repeat("x", i)).Read++
	}
	if len(counts) > mostOtherTypes+1 || counts["other types"].Read != 2*mostOtherTypes {
		t.Errorf("%d types, %+v", len(counts), counts["other types"])
	}
}

func TestProgressOnATerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	show, finish := Terminal(&out)
	show(Progress{File: "/records/long-name.json", FileNumber: 1, Files: 2, Bytes: 50, Size: 200, Resources: 250})
	show(Progress{Storing: true, File: "b", FileNumber: 2, Files: 2})
	finish()
	first := "Checking long-name.json (1 of 2), 25%, 250 resources"
	second := fmt.Sprintf("%-*s", len(first), "Storing b (2 of 2), 0 resources")
	if want := "\r" + first + "\r" + second + "\r" + strings.Repeat(" ", len(first)) + "\r"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestProgressIsTold(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		var told []Progress
		_, err := d.ImportSources(t.Context(), importing, []Source{own(t, "visit.json")}, ImportOptions{Progress: func(p Progress) { told = append(told, p) }})
		if err != nil {
			t.Fatal(err)
		}
		if len(told) != 2 || told[0].Storing || !told[1].Storing || told[1].File != "visit.json" || told[1].Files != 1 || told[1].Size == 0 {
			t.Errorf("%+v", told)
		}
	})
}

// TestTwoImportsAtOnce brings the same records from several sides; the
// database lets each resource in once.
func TestTwoImportsAtOnce(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		const sides = 4
		visit := own(t, "visit.json")
		var wait sync.WaitGroup
		reports, errs := make([]Report, sides), make([]error, sides)
		for i := range sides {
			wait.Go(func() {
				reports[i], errs[i] = d.ImportSources(t.Context(), importing, []Source{visit}, ImportOptions{})
			})
		}
		wait.Wait()
		stored := 0
		for i := range sides {
			if errs[i] != nil {
				t.Errorf("import %d: %v", i, errs[i])
			}
			stored += reports[i].Total().Stored
		}
		if n := d.row(`SELECT count(*) FROM records_resources WHERE resource_type <> 'Observation' OR source_key LIKE 'Observation/%'`); n != fmt.Sprint(stored) {
			t.Errorf("%d were reported as stored, %s are there", stored, n)
		}
		d.is("1", `SELECT count(*) FROM patients`)
		d.is("5", `SELECT count(*) FROM records_observations`)
		d.is("1", `SELECT count(*) FROM patient_coverages`)
		d.is("1", `SELECT count(*) FROM patient_care_team_members`)
	})
}
