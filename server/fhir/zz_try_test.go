package fhir

import (
	"os"
	"strings"
	"testing"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestTry(t *testing.T) {
	paths := os.Getenv("TRY")
	if paths == "" {
		t.Skip()
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := newDesk(t, s)
		r, err := d.Import(t.Context(), importing, strings.Fields(paths), ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_ = r.WriteTable(os.Stdout)
		b := d.state()
		if _, err := d.Import(t.Context(), importing, strings.Fields(paths), ImportOptions{}); err != nil {
			t.Fatal(err)
		}
		if d.state() != b {
			t.Errorf("again: \n%s\n%s", b, d.state())
		}
		if q := os.Getenv("TRYSQL"); q != "" {
			for _, l := range d.rows(q) {
				os.Stdout.WriteString(l + "\n")
			}
		}
	})
}
