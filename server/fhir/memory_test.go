package fhir

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// largeFileMB is how much is imported to see that memory stays bounded. By
// hand, PORTAL_TEST_NDJSON_MB=1024 shows it for a gigabyte.
const largeFileMB = 24

// Limits of the heap while a bulk file is imported. 300 MB is what the whole
// program may take for a gigabyte.
const mostHeapMB = 120

// lines writes made-up results without end, a hundred a patient.
type lines struct {
	left    int64
	written int
	buffer  bytes.Buffer
}

func (l *lines) Read(p []byte) (int, error) {
	if l.buffer.Len() == 0 {
		if l.left <= 0 {
			return 0, io.EOF
		}
		for range 100 {
			l.line()
		}
		l.left -= int64(l.buffer.Len())
	}
	return l.buffer.Read(p)
}

func (l *lines) line() {
	n := l.written
	l.written++
	if n%100 == 0 {
		fmt.Fprintf(&l.buffer, `{"resourceType":"Patient","id":"p%d","name":[{"family":"Made-up","given":["Number%d"]}],"birthDate":"1960-01-01"}`+"\n", n/100, n/100)
	}
	fmt.Fprintf(&l.buffer, `{"resourceType":"Observation","id":"o%d","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"2339-0","display":"Glucose"}],"text":"Glucose"},"subject":{"reference":"Patient/p%d"},"encounter":{"reference":"Encounter/e%d"},"effectiveDateTime":"2012-07-%02dT18:01:34-04:00","issued":"2012-07-%02dT18:01:34.036-04:00","performer":[{"reference":"Practitioner/d%d"}],"valueQuantity":{"value":%d.%04d,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">A made-up result of a made-up patient, as long as real ones are.</div>"}}`+"\n",
		n, n/100, n/10, 1+n%28, 1+n%28, n%977, 60+n%60, n%10000)
}

// TestALargeFileNeedsLittleMemory is not parallel: it measures the heap of the
// whole test program, while the parallel tests wait.
func TestALargeFileNeedsLittleMemory(t *testing.T) {
	megabytes := int64(largeFileMB)
	if set, err := strconv.ParseInt(os.Getenv("PORTAL_TEST_NDJSON_MB"), 10, 64); err == nil {
		megabytes = set
	}
	bytes := megabytes << 20
	var peak uint64
	measure := func(Progress) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
	}
	s := storetest.Open(t, dialect.SQLite, store.WriteTimeout(60e9))
	d := newDesk(t, s)
	source := Source{Name: "large.ndjson", Size: bytes, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(&lines{left: bytes}), nil
	}}
	report, err := d.ImportSources(t.Context(), importing, []Source{source}, ImportOptions{Progress: measure})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MB, %d resources: at most %d MB of heap", megabytes, report.Total().Stored, peak>>20)
	if c := report.Total(); c.Stored != c.Read || c.Stored < 1000*int(megabytes) {
		t.Errorf("%+v", c)
	}
	if peak>>20 > mostHeapMB {
		t.Errorf("the heap grew to %d MB, want at most %d", peak>>20, mostHeapMB)
	}
}
