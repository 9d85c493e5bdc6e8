package fhir

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"patientportal/server/records"
)

// nobody names what the record itself names and knows nothing else.
type nobody struct{}

func (nobody) name(r reference) string { return r.Display }
func (nobody) look(reference) listing  { return listing{} }

// FuzzRead puts any bytes through all that happens before the database: the
// reader of either form, the checks, and the making of rows. None may panic,
// and what passes the checks must be text that the database takes.
func FuzzRead(f *testing.F) {
	seeds, err := filepath.Glob("testdata/bulk/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range append(seeds, "testdata/visit.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{
		``, `{`, `{}`, `[]`, `nul`, `{"entry":`, `{"entry":[{"resource":{}}],"resourceType":"Bundle"}`, "\xef\xbb\xbf{}\r\n", "\x1f\x8b\x08",
		`{"resourceType":"Observation","valueSampledData":{"origin":{"value":1e999},"data":"1 E U"},"effectiveTiming":{"event":[]}}`,
		`{"resourceType":"Patient","name":[{}],"contained":[{"resourceType":"PractitionerRole","id":"a","practitioner":{"reference":"#a"}}]}`,
		`{"resourceType":"DocumentReference","content":[{"attachment":{"contentType":"text/plain","data":"AAD/"}}]}`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		readAny(t, BytesSource("fuzz.json", data))
		readAny(t, BytesSource("fuzz.ndjson", data))
	})
}

func readAny(t *testing.T, s Source) {
	const longest = 1 << 16
	in, err := open(context.Background(), s, 1<<20, func(int) {})
	if err != nil {
		return
	}
	defer in.Close()
	take := func(it item) error {
		examine(t, it)
		return nil
	}
	if in.form == onePerLine {
		_ = eachLine(in.Reader, longest, take, func(int, string) {})
		return
	}
	_, _ = eachEntry(bufio.NewReader(in), longest, take)
}

func examine(t *testing.T, it item) {
	name, err := typeOf(it.raw)
	if err != nil || keptType(name) < 0 {
		return
	}
	found, wrong := decode(it.raw, keptType(name))
	if wrong != nil {
		return
	}
	good := true
	inspect(it.raw, name, func(string, string) { good = false })
	_ = keyOf("", it, found.head())
	switch r := found.(type) {
	case *person:
		in := r.registration()
		in.SourceKey = keyOf("", it, r.head())
		if err := in.Validate(); good && err != nil {
			t.Errorf("a patient that passed is refused: %v", err)
		}
	case personal:
		checkRow(t, r.item(nobody{}), good)
		_ = locator{urns: map[string]string{}}.keys(r.subject(), "", "Patient")
	case listed:
		_ = r.listing(nobody{})
	}
}

func checkRow(t *testing.T, put records.PutItem, good bool) {
	row, err := json.Marshal(put)
	if err != nil {
		t.Fatalf("a row that cannot be written: %v", err)
	}
	if good && (!utf8.Valid(row) || bytes.Contains(row, []byte(`\u0000`))) {
		t.Errorf("a row that no database takes: %s", row)
	}
}
