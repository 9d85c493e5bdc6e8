package records

import (
	"strings"

	"patientportal/server/page"
)

// resultExtent says what of a listed result is read besides which it is and
// where it stands in the list. Every column of every row has its cost, and most
// lists show a few.
type resultExtent int

const (
	resultCode   resultExtent = 1 << iota
	resultValue               // with its unit and parts
	resultNumber              // the value for drawing
	resultRange
	resultJudged // high, low or normal
	resultRest   // dates, status, words and names
	wholeResult  = resultCode | resultValue | resultNumber | resultRange | resultJudged | resultRest
)

// resultExtents are what the fields of a Result are made of. One that is not
// listed is made of the rest, or of anything.
var resultExtents = map[string]resultExtent{
	"__typename": 0, "id": 0,
	"name": resultCode, "code": resultCode,
	// A blood pressure's value and unit are made of its parts.
	"value": resultValue, "unit": resultValue, "components": resultValue,
	"valueNumber":    resultNumber,
	"referenceRange": resultRange,
	"interpretation": resultJudged,
	"category":       resultRest, "takenAt": resultRest, "takenOn": resultRest, "releasedAt": resultRest,
	"status": resultRest, "statusMeaning": resultRest, "absentReason": resultRest,
	"report": resultRest, "comments": resultRest, "author": resultRest,
}

func resultExtentFor(result page.Fields) resultExtent {
	if result == nil {
		return wholeResult
	}
	var need resultExtent
	for name := range result {
		part, listed := resultExtents[name]
		if !listed {
			return wholeResult
		}
		need |= part
	}
	return need
}

// resultColumns are the columns in the order they are read, with what they are
// for; 0 are read always.
var resultColumns = []struct {
	name string
	part resultExtent
	dest func(*listedResult) any
}{
	{"id", 0, func(r *listedResult) any { return &r.ID }},
	{"taken_at", 0, func(r *listedResult) any { return &r.takenMicros }},
	{"name", resultCode, func(r *listedResult) any { return &r.Name }},
	{"code_system", resultCode, func(r *listedResult) any { return &r.Code.System }},
	{"code", resultCode, func(r *listedResult) any { return &r.Code.Code }},
	{"value_kind", resultValue, func(r *listedResult) any { return &r.valueKind }},
	{"value", resultValue, func(r *listedResult) any { return &r.value }},
	{"components", resultValue, func(r *listedResult) any { return &r.parts }},
	{"unit", resultValue | resultRange, func(r *listedResult) any { return &r.unit }},
	{"value_number", resultNumber, func(r *listedResult) any { return &r.number }},
	{"range_low", resultRange, func(r *listedResult) any { return &r.low }},
	{"range_high", resultRange, func(r *listedResult) any { return &r.high }},
	{"range_text", resultRange, func(r *listedResult) any { return &r.usual }},
	{"interpretation_code", resultJudged, func(r *listedResult) any { return &r.code }},
	{"interpretation", resultJudged, func(r *listedResult) any { return &r.words }},
	{"category", resultRest, func(r *listedResult) any { return &r.Category }},
	{"taken_text", resultRest, func(r *listedResult) any { return &r.takenText }},
	{"released_at", resultRest, func(r *listedResult) any { return &r.releasedMicros }},
	{"status", resultRest, func(r *listedResult) any { return &r.status }},
	{"absent_reason", resultRest, func(r *listedResult) any { return &r.absent }},
	{"author", resultRest, func(r *listedResult) any { return &r.author }},
	{"report_name", resultRest, func(r *listedResult) any { return &r.report }},
	{"comments", resultRest, func(r *listedResult) any { return &r.comments }},
}

// reads tells whether a column of the part is read.
func (x resultExtent) reads(part resultExtent) bool { return part == 0 || x&part != 0 }

func (x resultExtent) dest(r *listedResult) []any {
	dest := make([]any, 0, len(resultColumns))
	for i := range resultColumns {
		if c := &resultColumns[i]; x.reads(c.part) {
			dest = append(dest, c.dest(r))
		}
	}
	return dest
}

// resultSources have the table with the columns of each extent.
var resultSources = func() (made [wholeResult + 1]source) {
	for x := range made {
		var names []string
		for _, c := range resultColumns {
			if resultExtent(x).reads(c.part) {
				names = append(names, c.name)
			}
		}
		made[x] = source{
			table: "records_observations", sortedBy: "taken_at", except: "'entered-in-error'",
			columns: strings.Join(names, ", "),
		}
	}
	return made
}()
