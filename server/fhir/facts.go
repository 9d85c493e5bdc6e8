package fhir

import (
	"strings"

	"patientportal/server/records"
)

// facts gathers an entry's details in reading order and leaves out empty ones.
type facts []records.Fact

func (f *facts) add(label, value string) {
	if value = strings.TrimSpace(value); value != "" {
		*f = append(*f, records.Fact{Label: label, Value: value})
	}
}

func (f *facts) list(label string, values []string) { f.add(label, strings.Join(values, ", ")) }

// people names each reference once, in order.
func people(who namer, refs ...reference) string {
	var out []string
	seen := map[string]bool{}
	for _, r := range refs {
		if name := who.name(r); name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

// firstOf is the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// sentence writes a FHIR code as words: "entered-in-error" as "Entered in error".
func sentence(code string) string {
	if code == "" {
		return ""
	}
	words := strings.ReplaceAll(code, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// coded fills the code columns of an entry.
func coded(e records.PutEntry, c concept) records.PutEntry {
	best := c.best()
	e.CodeSystem, e.Code = best.System, best.Code
	if e.Name == "" {
		e.Name = c.name()
	}
	return e
}

// happened sets when an entry began and ended, and its place in lists by the
// first of the dates that is there.
func happened(e records.PutEntry, start, end string, others ...string) records.PutEntry {
	e.StartText, e.EndText = start, end
	e.HappenedAt = microsOf(firstOf(append([]string{start}, others...)...))
	return e
}

// unnamed stands where the record does not say what it is about.
const unnamed = "Not named on the record"

// entryItem finishes an entry.
func entryItem(e records.PutEntry, f facts) records.PutItem {
	e.Name = firstOf(e.Name, unnamed)
	e.Detail.Facts = f
	return records.PutItem{Entry: &e}
}

func ageText(q *quantity) string {
	if q == nil {
		return ""
	}
	return "at age " + strings.TrimSuffix(q.text(), " a")
}

func rangeText(r *valueRange) string {
	if r == nil {
		return ""
	}
	return r.text()
}
