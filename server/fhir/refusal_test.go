package fhir

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func packed(t *testing.T, content string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const goodPatient = `{"resourceType":"Patient","id":"p"}`

func TestBadInputIsNamedAndNothingIsStored(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		bundle := func(resource string) string {
			return `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":` + goodPatient + `},` + "\n" + `{"resource":` + resource + `}]}`
		}
		for _, c := range []struct{ name, content, want string }{
			{"x.json", ``, "x.json: is empty"},
			{"x.json", "hello", "x.json: line 1: is not JSON: invalid character 'h' looking for beginning of value"},
			{"x.json", `[]`, "x.json: line 1: is not a JSON object"},
			{"x.json", goodPatient + goodPatient, "x.json: line 1: holds more than one JSON value; bulk files end in .ndjson"},
			{"x.json", "{\"resourceType\":\"Patient\",\n\"id\":", "x.json: line 2: ends too early: the file is cut off"},
			{"x.json", "{\"resourceType\":\"Patient\",\n\"id\": nope}", "x.json: line 2: is not JSON: invalid character 'o' in literal null (expecting 'u')"},
			{"x.json", `{"id":"p"}`, "x.json: has no resourceType, so it is no FHIR resource"},
			{"x.json", `{"resourceType":7}`, "x.json: resourceType is not the name of a type"},
			{"x.json", `{"resourceType":"patient"}`, "x.json: resourceType is not the name of a type"},
			{"x.json", `{"resourceType":"Patients","id":"p"}`, `x.json: resourceType: "Patients" is not a type of FHIR R4`},
			{"x.json", `{"resourceType":"Patient","id":"p","birthDate":"2023-02-30"}`, `x.json: Patient.birthDate: "2023-02-30" is not a date of the calendar`},
			{"x.json", `{"resourceType":"Patient","id":"a b"}`, "x.json: Patient.id: is not an id: letters, digits, - and . alone"},
			{"x.json", `{"resourceType":"Bundle","type":"transaction","entry":{}}`, "x.json: line 1: the Bundle's entry is not a list"},
			{"x.json", `{"resourceType":"Bundle","entry":[]}`, "x.json: Bundle.type: is missing"},
			{"x.json", `{"resourceType":"Bundle","type":"crate","entry":[]}`, "x.json: Bundle.type: is not a type of Bundle in FHIR R4"},
			{"x.json", `{"entry":[{"resource":` + goodPatient + `}],"resourceType":"Patient"}`, "x.json: line 1: Bundle.entry[1]: has entries, but its resourceType is not Bundle"},
			{"x.json", bundle(`{"resourceType":"Observation","effectiveDateTime":"2023-02-30"}`),
				`x.json: Bundle.entry[1].resource.effectiveDateTime: "2023-02-30" is not a date of the calendar`},
			{"x.json", bundle(`{"resourceType":"Observation","status":[]}`), "x.json: Bundle.entry[1].resource.status: expected text, found a list"},
			{"x.json", bundle(`"text"`), "x.json: Bundle.entry[1].resource: expected a JSON object"},
			{"x.json", bundle(`{"resourceType":`), "x.json: line 2: Bundle.entry[1]: is not JSON: invalid character '}' looking for beginning of value"},
			{"x.json", bundle(goodPatient)[:150], "x.json: line 2: Bundle.entry[1]: ends too early: the file is cut off"},
			{"x.json", `{"resourceType":"Bundle","type":"transaction","entry":["text"]}`, "x.json: Bundle.entry[0]: expected an object, found text"},
			{"x.ndjson", goodPatient + "\n\n{\"resourceType\":\"Patient\",}\n", "x.ndjson: line 3: is not JSON: invalid character '}' looking for beginning of object key string at character 27"},
			{"x.ndjson", goodPatient + "\n[1]\n", "x.ndjson: line 2: is not a JSON object"},
			{"x.ndjson", goodPatient + "\n" + goodPatient[:20], "x.ndjson: line 2: ends too early: the file is cut off"},
			{"x.ndjson", goodPatient + "\n" + `{"resourceType":"Patient","name":[{"given":["a","b"]},{"given":"c"}]}`, "x.ndjson: line 2: Patient.name[1].given: expected a list, found text"},
			{"x.ndjson", goodPatient + "\n" + `{"resourceType":"Condition","onsetDateTime":"2023-02-03T10:00:00"}`,
				`x.ndjson: line 2: Condition.onsetDateTime: "2023-02-03T10:00:00" has a time of day but no offset`},
			{"x.json.gz", string(packed(t, goodPatient)[:20]), "x.json.gz: line 1: ends too early: the file is cut off"},
			{"x.json.gz", string(damaged(packed(t, goodPatient))), "x.json.gz: line 1: the packed file is damaged"},
			{"x.json", "\xff\xfe{\x00}\x00", "x.json: is UTF-16; FHIR is written in UTF-8"},
		} {
			got := d.refuse(ImportOptions{}, text("good.json", goodPatient), text(c.name, c.content))
			if !slices.Equal(got, []string{c.want}) {
				t.Errorf("%s %.80s:\n got %q\nwant %q", c.name, c.content, got, c.want)
			}
		}
		d.is("0", `SELECT count(*) FROM patients`)
		d.is("0", `SELECT count(*) FROM records_resources`)
	})
}

// damaged changes the checksum at the end.
func damaged(packed []byte) []byte {
	packed[len(packed)-5] ^= 0xff
	return packed
}

func TestEveryProblemIsToldAtOnceUpToTwenty(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		got := d.refuse(ImportOptions{}, text("a.ndjson", strings.Repeat(`{"resourceType":"Patient","birthDate":"x"}`+"\n", 30)))
		if len(got) != 21 || !strings.HasPrefix(got[19], "a.ndjson: line 20: ") || got[20] != "and 10 more" {
			t.Errorf("%q", got)
		}
	})
}

func TestAPackedFileHasALimit(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		spaces := packed(t, strings.Repeat(" ", 1<<20)+goodPatient)
		limit := ImportOptions{MaxUnpackedBytes: 1 << 20}
		got := d.refuse(limit, BytesSource("bomb.json.gz", spaces))
		if want := "unpacks to more than 1 MiB, the limit that is set"; !strings.HasSuffix(got[0], want) {
			t.Errorf("%q", got)
		}
		long := packed(t, `{"resourceType":"Patient","id":"`+strings.Repeat("a", 1<<20)+`"}`)
		for _, name := range []string{"long.json.gz", "long.ndjson.gz"} {
			got = d.refuse(ImportOptions{MaxResourceBytes: 100 << 10}, BytesSource(name, long))
			if !strings.HasSuffix(got[0], "a resource is larger than 100 KiB") {
				t.Errorf("%q", got)
			}
		}
		if _, err := d.ImportSources(t.Context(), importing, []Source{BytesSource("spaces.json.gz", spaces)}, ImportOptions{}); err != nil {
			t.Errorf("within the limit: %v", err)
		}
	})
}

func TestWritingHabitsThatAreNoMistake(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		patient := func(id string) string { return `{"resourceType":"Patient","id":"` + id + `"}` }
		d.take(
			text("bom.json", "\xef\xbb\xbf"+patient("1")),
			text("lines.ndjson", "\r\n"+patient("2")+"\r\n\r\n  "+patient("3")+"  \r\n"),
			text("bulk-without-the-ending", patient("4")+"\n"+patient("5")+"\n"),
			BytesSource("a.ndjson.gz", packed(t, patient("6"))),
			text("pretty.json", "{\n  \"id\" : \"7\",\n  \"resourceType\" : \"Patient\"\n}\n"),
			BytesSource("packed-and-not-named-so", packed(t, `{"type":"batch","entry":[{"resource":`+patient("8")+`}],"resourceType":"Bundle"}`)),
		)
		d.is("8", `SELECT count(*) FROM patients`)
	})
}

func TestFilesAndFoldersAreFound(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		folder := t.TempDir()
		for name, content := range map[string]string{
			"a.json": goodPatient, "deep/b.NDJSON": strings.ReplaceAll(goodPatient, `"p"`, `"q"`) + "\n", "README.md": "no record", "deep/log.ndjson": `{"exportId":"1"}`,
		} {
			path := filepath.Join(folder, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		report, err := d.Import(t.Context(), importing, []string{folder}, ImportOptions{})
		if err != nil || report.Files != 2 || report.Count("Patient").Stored != 2 {
			t.Errorf("%+v, %v", report, err)
		}
		missing, empty := filepath.Join(folder, "missing.json"), t.TempDir()
		_, err = d.Import(t.Context(), importing, []string{missing, empty}, ImportOptions{})
		want := missing + ": no such file or directory\n" + empty + ": holds no file ending in .json, .ndjson, .json.gz, .ndjson.gz"
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	})
}

// changing is a source that is another when it is opened again.
func changing(name string, contents ...string) Source {
	opened := 0
	return Source{Name: name, Open: func() (io.ReadCloser, error) {
		content := contents[min(opened, len(contents)-1)]
		opened++
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

func TestABundleIsStoredWholeOrNotAtAll(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		good := `{"resourceType":"Bundle","type":"transaction","entry":[{"resource":` + goodPatient + `},{"resource":{"resourceType":"Condition","id":"c","subject":{"reference":"Patient/p"}}}]}`
		for name, second := range map[string]string{
			"cut off":      good[:len(good)-20],
			"worse inside": strings.Replace(good, `"subject":{`, `"subject":7,"x":{`, 1),
		} {
			_, err := d.ImportSources(t.Context(), importing, []Source{changing("b.json", good, second)}, ImportOptions{})
			var bad *BadInput
			if err == nil || errors.As(err, &bad) {
				t.Errorf("%s: %v, want a failure that is not the input's", name, err)
			}
			d.is("0", `SELECT count(*) FROM patients`)
			d.is("0", `SELECT count(*) FROM records_resources`)
		}
		d.is("failed\nfailed", `SELECT state FROM fhir_imports`)
	})
}

func TestAnImportStopsWhenItsCallerGoesAway(t *testing.T) {
	eachDesk(t, func(t *testing.T, d desk) {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := d.ImportSources(ctx, importing, []Source{own(t, "visit.json")}, ImportOptions{Progress: func(p Progress) {
			if p.Storing {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want canceled", err)
		}
		d.is("0", `SELECT count(*) FROM patients`)
		d.is("failed", `SELECT state FROM fhir_imports`)
	})
}
