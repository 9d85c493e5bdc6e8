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
const trendOrder = `ORDER BY taken_at DESC, id DESC LIMIT 500`

// trendPoints gives the points of the code itself and those of parts with that
// code: two statements, however many there are.
func (s readStore) trendPoints(ctx context.Context, patientID string, c Coding) ([]measured, error) {
	direct, err := collect(ctx, c, s.direct, patientID, c.Code, c.System, c.System)
	if err != nil {
		return nil, err
	}
	quoted, err := json.Marshal(c.Code)
	if err != nil {
		return nil, fmt.Errorf("quoting a code: %w", err)
	}
	inside, err := collect(ctx, c, s.inside, patientID, `%"code":`+likeLiteral.Replace(string(quoted))+`%`)
	if err != nil {
		return nil, err
	}
	return append(direct, inside...), nil
}

func collect(ctx context.Context, c Coding, st *store.Statement, args ...any) ([]measured, error) {
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("reading a trend: %w", err)
	}
	defer rows.Close()
	var points []measured
	for rows.Next() {
		point, ok, err := scanPoint(rows, c)
		if err != nil {
			return nil, fmt.Errorf("reading a point of a trend: %w", err)
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

// scanPoint is false for a row that holds no number under the code.
func scanPoint(rows *sql.Rows, c Coding) (measured, bool, error) {
	var m measured
	var taken int64
	var kind, value, column string
	var number sql.NullFloat64
	err := rows.Scan(&m.ResultID, &m.name, &taken, &kind, &value, &number, &m.unit, &m.low, &m.high, &m.usual, &column)
	if err != nil {
		return measured{}, false, err
	}
	m.TakenAt = time.UnixMicro(taken).UTC()
	if number.Valid {
		m.Value, m.Text = number.Float64, valueInWords(kind, value)
		return m, true, nil
	}
	parts, err := componentsOf(column)
	if err != nil {
		return measured{}, false, err
	}
	p := partOf(parts, c)
	if p == nil {
		whole := panel(&m, parts)
		return m, whole, nil
	}
	if p.ValueNumber == nil {
		return measured{}, false, nil
	}
	m.name, m.unit, m.low, m.high, m.usual = p.Name, p.Unit, p.RangeLow, p.RangeHigh, p.RangeText
	m.Value, m.Text = *p.ValueNumber, valueInWords(p.ValueKind, p.Value)
	return m, true, nil
}

// partOf finds a component by its code and, when one is given, its system.
func partOf(parts []Component, c Coding) *Component {
	for i := range parts {
		if parts[i].Code == c.Code && (c.System == "" || parts[i].CodeSystem == c.System) {
			return &parts[i]
		}
	}
	return nil
}

// panel makes a point of a whole blood pressure: the systolic number is drawn
// and both are told.
func panel(m *measured, parts []Component) bool {
	componentsInWords(parts)
	text, unit, ok := bloodPressure(parts)
	upper := part(parts, systolic)
	if !ok || upper.ValueNumber == nil {
		return false
	}
	m.Value, m.Text, m.unit = *upper.ValueNumber, text, unit
	return true
}
