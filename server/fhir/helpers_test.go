package fhir

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var importing = actor.System("import")

// desk is an importer over a database of its own.
type desk struct {
	*Importer
	t     *testing.T
	clock *storetest.Clock
}

func newDesk(t *testing.T, s *store.Store) desk {
	t.Helper()
	clock := storetest.NewClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	trail := audit.New(s, clock.Now)
	return desk{t: t, clock: clock, Importer: NewImporter(Deps{
		Store: s, Trail: trail, Clock: clock.Now,
		Patients: patient.New(s, trail, clock.Now), Records: records.NewWriter(s, clock.Now),
	})}
}

// each runs a test with a desk on both databases.
func eachDesk(t *testing.T, fn func(t *testing.T, d desk)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newDesk(t, s)) })
}

// take imports sources that must be good.
func (d desk) take(sources ...Source) Report {
	d.t.Helper()
	report, err := d.ImportSources(d.t.Context(), importing, sources, ImportOptions{})
	if err != nil {
		d.t.Fatalf("importing: %v", err)
	}
	return report
}

// refuse imports sources that must be bad and gives what is said of them.
func (d desk) refuse(opts ImportOptions, sources ...Source) []string {
	d.t.Helper()
	_, err := d.ImportSources(d.t.Context(), importing, sources, opts)
	var bad *BadInput
	if !errors.As(err, &bad) {
		d.t.Fatalf("importing gave %v, want bad input", err)
	}
	return strings.Split(bad.Error(), "\n")
}

// rows reads a query's single column as text.
func (d desk) rows(query string, args ...any) []string {
	d.t.Helper()
	ctx := actor.NewContext(d.t.Context(), importing)
	found, err := d.deps.Store.Prepare(query).Query(ctx, args...)
	if err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
	defer found.Close()
	var list []string
	for found.Next() {
		var value any
		if err := found.Scan(&value); err != nil {
			d.t.Fatalf("%s: %v", query, err)
		}
		if raw, ok := value.([]byte); ok {
			value = string(raw)
		}
		list = append(list, fmt.Sprint(value))
	}
	if err := found.Err(); err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
	return list
}

// row is rows for a query with exactly one.
func (d desk) row(query string, args ...any) string {
	d.t.Helper()
	list := d.rows(query, args...)
	if len(list) != 1 {
		d.t.Fatalf("%s: %d rows, want 1", query, len(list))
	}
	return list[0]
}

// state is a fingerprint of everything an import may write, so that two can be
// told apart. Rows on the trail and of imports themselves grow each time.
func (d desk) state() string {
	d.t.Helper()
	var b strings.Builder
	for _, table := range []string{
		"patients", "patient_identifiers", "patient_coverages", "patient_care_team_members",
		"records_resources", "records_resource_versions", "records_observations", "records_entries", "fhir_directories",
	} {
		fmt.Fprintf(&b, "%s %s\n", table, d.row("SELECT count(*) FROM "+table))
	}
	for _, query := range []string{
		"SELECT max(updated_at) FROM patients", "SELECT max(updated_at) FROM records_resources",
		"SELECT sum(version) FROM records_resources", "SELECT count(*) FROM records_observations WHERE report_name <> ''",
	} {
		fmt.Fprintf(&b, "%s\n", d.row(query))
	}
	return b.String()
}

func own(t *testing.T, name string) Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return BytesSource(name, data)
}

// text is a source written in the test.
func text(name, content string) Source { return BytesSource(name, []byte(content)) }

// changeEmail is what a patient does on their own page.
func (d desk) changeEmail(ctx context.Context) error {
	return d.deps.Store.DB(ctx).Patient.Update().SetEmail("own@example.org").Exec(ctx)
}
