package records

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/page"
	"patientportal/server/store"
)

// listedResult holds what a Result points into, so that a page is one
// allocation and not one for each word of it.
type listedResult struct {
	Result
	takenMicros, releasedMicros int64
	takenAt                     time.Time
	number                      sql.NullFloat64
	reference                   ReferenceRange
	judged                      Interpretation

	takenText, status, valueKind, value, unit string
	low, high, usual, code, words             string
	absent, author, report, comments, parts   string
}

func (s readStore) results(ctx context.Context, l list) (ResultConnection, error) {
	extent := resultExtentFor(l.fields.Inside("edges", "node"))
	source := resultSources[extent]
	rows, err := s.open(ctx, source, l)
	if err != nil {
		return ResultConnection{}, fmt.Errorf("listing results: %w", err)
	}
	defer rows.Close()
	found := make([]listedResult, 0, l.rows)
	var row listedResult
	dest := extent.dest(&row)
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return ResultConnection{}, fmt.Errorf("reading a result: %w", err)
		}
		found = append(found, row) // nothing points into it yet
	}
	if err := rows.Err(); err != nil {
		return ResultConnection{}, fmt.Errorf("listing results: %w", err)
	}
	total, err := s.count(ctx, source, l)
	if err != nil {
		return ResultConnection{}, err
	}
	return connect(l, found, total, extent)
}

func connect(l list, found []listedResult, total int, extent resultExtent) (ResultConnection, error) {
	shown := found[:min(len(found), l.size)]
	edges := make([]ResultEdge, len(shown))
	var cursors []string
	if l.cursors {
		cursors = make([]string, len(shown))
	}
	for i := range shown {
		row := &shown[i]
		if err := row.finish(extent); err != nil {
			return ResultConnection{}, err
		}
		edges[i].Node = &row.Result
		if l.cursors {
			cursors[i] = page.Key{Micros: row.takenMicros, ID: row.ID}.Cursor()
			edges[i].Cursor = cursors[i]
		}
	}
	return ResultConnection{Edges: edges, PageInfo: l.info(cursors, len(found)), TotalCount: total}, nil
}

// finish makes what was read of the Result.
func (r *listedResult) finish(extent resultExtent) error {
	r.Code.Display = r.Name
	if extent&resultRest != 0 {
		r.setRest()
	}
	if r.number.Valid {
		r.ValueNumber = &r.number.Float64
	}
	r.Unit = known(&r.unit)
	r.value = valueInWords(r.valueKind, r.value)
	r.Value = known(&r.value)
	r.setRange()
	r.setInterpretation()
	return r.setComponents()
}

func (r *listedResult) setRest() {
	r.ReleasedAt = store.FromMicros(r.releasedMicros)
	if r.takenText != "" {
		// Not FromMicros: 0 is the first instant of 1970 here, not "never".
		r.takenAt = time.UnixMicro(r.takenMicros).UTC()
		r.TakenAt = &r.takenAt
	}
	r.TakenOn = known(&r.takenText)
	state := stateOf(resultStates, r.status)
	r.Status, r.StatusMeaning = state.words, state.meaning
	r.AbsentReason = known(&r.absent)
	r.Report, r.Comments, r.Author = known(&r.report), known(&r.comments), known(&r.author)
}

func (r *listedResult) setRange() {
	if r.low == "" && r.high == "" && r.usual == "" {
		return
	}
	r.reference = rangeInWords(r.low, r.high, r.usual, r.unit)
	r.ReferenceRange = &r.reference
}

func (r *listedResult) setInterpretation() {
	if r.code == "" && r.words == "" {
		return
	}
	r.judged = Interpretation{Code: r.code, Text: r.words}
	if r.judged.Text == "" {
		r.judged.Text = r.code
	}
	r.Interpretation = &r.judged
}

func (r *listedResult) setComponents() error {
	parts, err := componentsOf(r.parts)
	if err != nil {
		return fmt.Errorf("reading the components of result %s: %w", r.ID, err)
	}
	r.Components = componentsInWords(parts)
	if r.Value == nil {
		r.setBloodPressure(parts)
	}
	return nil
}

// setBloodPressure says systolic over diastolic, as everyone does.
func (r *listedResult) setBloodPressure(parts []Component) {
	text, unit, ok := bloodPressure(parts)
	if !ok {
		return
	}
	r.value, r.unit = text, unit
	r.Value, r.Unit = known(&r.value), known(&r.unit)
}

func componentsOf(column string) ([]Component, error) {
	if column == "" {
		return nil, nil
	}
	var parts []Component
	if err := json.Unmarshal([]byte(column), &parts); err != nil {
		return nil, err
	}
	return parts, nil
}

// known is nil for the empty text that stands for "unknown" in every table.
func known(text *string) *string {
	if *text == "" {
		return nil
	}
	return text
}
