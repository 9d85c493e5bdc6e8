package records

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/store"
)

// trendText reads what a trend is made of. Points without a time have no place
// in it, and a result that was called off is no measurement.
const trendText = `SELECT id, name, taken_at, value_kind, value, value_number, unit, range_low, range_high, range_text, components
	FROM records_observations
	WHERE patient_id = ? AND taken_text <> '' AND status NOT IN ('entered-in-error', 'cancelled')`

// trendOrder leaves room for points in other units, which are sorted out
// afterwards.
const trendOrder = `ORDER BY taken_at DESC LIMIT 500`

// trendPoints gives the points of the code itself and those of parts with that
// code: two statements, however many there are.
func (s readStore) trendPoints(ctx context.Context, patientID string, c Coding) ([]measured, error) {
	direct, err := collect(ctx, readWhole, s.direct, patientID, c.Code, c.System, c.System)
	if err != nil {
		return nil, err
	}
	quoted, err := json.Marshal(c.Code)
	if err != nil {
		return nil, fmt.Errorf("quoting a code: %w", err)
	}
	inside, err := collect(ctx, partReader(c), s.inside, patientID, `%"code":`+likeLiteral.Replace(string(quoted))+`%`)
	if err != nil {
		return nil, err
	}
	return append(direct, inside...), nil
}

// reader turns a row into a point; false when the row holds no number for it.
type reader func(row trendRow) (measured, bool, error)

func collect(ctx context.Context, read reader, st *store.Statement, args ...any) ([]measured, error) {
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("reading a trend: %w", err)
	}
	defer rows.Close()
	var points []measured
	for rows.Next() {
		row, err := scanTrendRow(rows)
		if err != nil {
			return nil, fmt.Errorf("reading a point of a trend: %w", err)
		}
		point, ok, err := read(row)
		if err != nil {
			return nil, fmt.Errorf("reading the parts of result %s: %w", row.ResultID, err)
		}
		if ok {
			points = append(points, point)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading a trend: %w", err)
	}
	return points, nil
}

// trendRow is a row of trendText, its point not yet made.
type trendRow struct {
	measured
	kind, value, parts string
	number             sql.NullFloat64
}

func scanTrendRow(rows *sql.Rows) (trendRow, error) {
	var r trendRow
	var taken int64
	err := rows.Scan(&r.ResultID, &r.name, &taken, &r.kind, &r.value, &r.number, &r.unit, &r.low, &r.high, &r.usual, &r.parts)
	r.TakenAt = time.UnixMicro(taken).UTC()
	return r, err
}

// readWhole takes the number of a result itself. Of a blood pressure, which
// has none of its own, the systolic one is drawn and both are told.
func readWhole(r trendRow) (measured, bool, error) {
	if r.number.Valid {
		r.Value, r.Text = r.number.Float64, valueInWords(r.kind, r.value)
		return r.measured, true, nil
	}
	parts, err := componentsOf(r.parts)
	if err != nil {
		return measured{}, false, err
	}
	componentsInWords(parts)
	text, unit, ok := bloodPressure(parts)
	upper := part(parts, systolic)
	if !ok || upper.ValueNumber == nil {
		return measured{}, false, nil
	}
	r.Value, r.Text, r.unit = *upper.ValueNumber, text, unit
	return r.measured, true, nil
}

// partReader takes the number of the part with that code and, when one is
// given, that system.
func partReader(c Coding) reader {
	return func(r trendRow) (measured, bool, error) {
		parts, err := componentsOf(r.parts)
		if err != nil {
			return measured{}, false, err
		}
		p := part(parts, c.Code)
		if p == nil || p.ValueNumber == nil || c.System != "" && c.System != p.CodeSystem {
			return measured{}, false, nil
		}
		r.name, r.unit, r.low, r.high, r.usual = p.Name, p.Unit, p.RangeLow, p.RangeHigh, p.RangeText
		r.Value, r.Text = *p.ValueNumber, valueInWords(p.ValueKind, p.Value)
		return r.measured, true, nil
	}
}
