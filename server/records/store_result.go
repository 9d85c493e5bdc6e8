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

var observations = source{
	table:    "records_observations",
	sortedBy: "taken_at",
	except:   "'entered-in-error'",
	columns: `id, category, code_system, code, name, taken_at, taken_text, released_at, status, value_kind, value,
		value_number, unit, range_low, range_high, range_text, interpretation_code, interpretation, absent_reason,
		author, report_name, comments, components`,
}

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

func (r *listedResult) scan(rows *sql.Rows) error {
	return rows.Scan(&r.ID, &r.Category, &r.Code.System, &r.Code.Code, &r.Name, &r.takenMicros, &r.takenText,
		&r.releasedMicros, &r.status, &r.valueKind, &r.value, &r.number, &r.unit, &r.low, &r.high, &r.usual,
		&r.code, &r.words, &r.absent, &r.author, &r.report, &r.comments, &r.parts)
}

func (s readStore) results(ctx context.Context, l list) (ResultConnection, error) {
	rows, err := s.open(ctx, observations, l)
	if err != nil {
		return ResultConnection{}, fmt.Errorf("listing results: %w", err)
	}
	defer rows.Close()
	found := make([]listedResult, 0, l.size+1)
	for rows.Next() {
		found = append(found, listedResult{})
		if err := found[len(found)-1].scan(rows); err != nil {
			return ResultConnection{}, fmt.Errorf("reading a result: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return ResultConnection{}, fmt.Errorf("listing results: %w", err)
	}
	total, err := s.count(ctx, observations, l)
	if err != nil {
		return ResultConnection{}, err
	}
	return connect(l, found, total)
}

func connect(l list, found []listedResult, total int) (ResultConnection, error) {
	shown := found[:min(len(found), l.size)]
	edges := make([]ResultEdge, len(shown))
	cursors := make([]string, len(shown))
	for i := range shown {
		row := &shown[i]
		if err := row.finish(); err != nil {
			return ResultConnection{}, err
		}
		cursors[i] = page.Key{Micros: row.takenMicros, ID: row.ID}.Cursor()
		edges[i] = ResultEdge{Node: &row.Result, Cursor: cursors[i]}
	}
	return ResultConnection{Edges: edges, PageInfo: l.info(cursors, len(found)), TotalCount: total}, nil
}

// finish makes the Result of the columns.
func (r *listedResult) finish() error {
	r.Code.Display = r.Name
	r.ReleasedAt = store.FromMicros(r.releasedMicros)
	if r.takenText != "" {
		// Not FromMicros: 0 is the first instant of 1970 here, not "never".
		r.takenAt = time.UnixMicro(r.takenMicros).UTC()
		r.TakenAt = &r.takenAt
	}
	r.TakenOn = known(&r.takenText)
	state := stateOf(resultStates, r.status)
	r.Status, r.StatusMeaning = state.words, state.meaning
	r.Unit, r.AbsentReason = known(&r.unit), known(&r.absent)
	r.Report, r.Comments, r.Author = known(&r.report), known(&r.comments), known(&r.author)
	if r.number.Valid {
		r.ValueNumber = &r.number.Float64
	}
	r.value = valueInWords(r.valueKind, r.value)
	r.Value = known(&r.value)
	r.setRange()
	r.setInterpretation()
	return r.setComponents()
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
