package fhir

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// realBundles are records that nobody here wrote; see the README beside them.
const realBundles = "../../../shared/data/fhir-dev"

// tableNames are the columns of that README's second table.
var tableNames = map[string]string{
	"Patient": "Patient", "Org": "Organization", "Pract": "Practitioner", "PrRole": "PractitionerRole", "Loc": "Location",
	"Enc": "Encounter", "Cond": "Condition", "Obs": "Observation", "DiagRep": "DiagnosticReport", "DocRef": "DocumentReference",
	"MedReq": "MedicationRequest", "Immun": "Immunization", "Allergy": "AllergyIntolerance", "Proc": "Procedure",
	"CarePlan": "CarePlan", "CareTeam": "CareTeam", "Goal": "Goal",
}

// promised reads the README: file → type → count.
func promised(t *testing.T) map[string]map[string]int {
	t.Helper()
	file, err := os.Open(filepath.Join(realBundles, "README.md"))
	if os.IsNotExist(err) && os.Getenv("CI") != "true" {
		t.Skip("the real bundles are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	counts := map[string]map[string]int{}
	var columns []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		cells := strings.Split(strings.Trim(lines.Text(), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case len(cells) > 10 && cells[0] == "file":
			columns = cells
		case len(cells) == len(columns) && strings.HasSuffix(cells[0], ".gz"):
			counts[cells[0]] = promisedOf(t, columns, cells)
		}
	}
	return counts
}

func promisedOf(t *testing.T, columns, cells []string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	add := func(name, count string) {
		n, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil {
			t.Fatalf("README: %s %q", name, count)
		}
		counts[name] = n
	}
	for i, column := range columns {
		switch {
		case cells[i] == "":
		case tableNames[column] != "":
			add(tableNames[column], cells[i])
		case column == "other":
			for _, other := range strings.Split(cells[i], ";") {
				at := strings.LastIndexByte(strings.TrimSpace(other), ' ')
				add(strings.TrimSpace(other)[:at], strings.TrimSpace(other)[at:])
			}
		}
	}
	return counts
}

func TestRealBundlesAreReadInFull(t *testing.T) {
	t.Parallel()
	want := promised(t)
	if len(want) != 12 {
		t.Fatalf("the README tells of %d bundles, want 12", len(want))
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		for name, types := range want {
			checkBundle(t, d, name, maps.Clone(types))
		}
		if n := d.row("SELECT count(*) FROM patients"); n != "12" {
			t.Errorf("%s patients, want 12", n)
		}
		before := d.state()
		again, err := d.Import(t.Context(), importing, []string{realBundles}, ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if total := again.Total(); total.Stored != 0 || total.Unchanged == 0 {
			t.Errorf("the second time %d were stored and %d unchanged", total.Stored, total.Unchanged)
		}
		if after := d.state(); after != before {
			t.Errorf("importing again changed\n%s\nto\n%s", before, after)
		}
	})
}

func checkBundle(t *testing.T, d desk, name string, types map[string]int) {
	t.Helper()
	report, err := d.Import(t.Context(), importing, []string{filepath.Join(realBundles, name)}, ImportOptions{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, c := range report.Types {
		if c.Read != types[c.Type] {
			t.Errorf("%s: read %d %s, want %d", name, c.Read, c.Type, types[c.Type])
		}
		isKept := keptType(c.Type) >= 0
		if isKept && c.Skipped > 0 || !isKept && c.Stored > 0 {
			t.Errorf("%s: %+v", name, c)
		}
		delete(types, c.Type)
	}
	for missing, n := range types {
		t.Errorf("%s: %d %s were not read", name, n, missing)
	}
}
