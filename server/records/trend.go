package records

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// longestTrend is how many points a trend has at most: the latest.
const longestTrend = 100

// maxCode is how long a code with its system may be, in bytes.
const maxCode = 300

// Trend follows one kind of result or vital sign over time. The code is a bare
// one, such as 4548-4, or system|code. It is looked for among results and among
// the parts of results, so that the systolic pressure has a trend although it
// is recorded inside a blood pressure. The newest point decides the unit;
// points in another are left out, and so are values with a comparator, which
// are no numbers.
func (s *Service) Trend(ctx context.Context, who actor.Actor, patientID, code string) (ResultTrend, error) {
	c, err := parseCode(code)
	if err != nil {
		return ResultTrend{}, err
	}
	ctx, err = s.read(ctx, who, patientID, "trend")
	if err != nil {
		return ResultTrend{}, err
	}
	points, err := s.store.trendPoints(ctx, patientID, c)
	if err != nil {
		return ResultTrend{}, err
	}
	return trendOf(c, points), nil
}

func parseCode(text string) (Coding, error) {
	system, code, split := strings.Cut(text, "|")
	if !split {
		system, code = "", text
	}
	code = strings.TrimSpace(code)
	if code == "" || len(text) > maxCode || !isReadable(text) {
		var p fault.Problems
		p.Add("code", "records.code", "Give a code such as 4548-4, or system|code.")
		return Coding{}, p.Err()
	}
	return Coding{System: system, Code: code}, nil
}

// isReadable tells text from bytes that no database takes as text.
func isReadable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}

// measured is one point before the unit is settled.
type measured struct {
	TrendPoint
	name, unit       string
	low, high, usual string
}

// trendOf makes the trend of points in any order.
func trendOf(c Coding, points []measured) ResultTrend {
	if len(points) == 0 {
		return ResultTrend{Name: c.Code, Points: []TrendPoint{}}
	}
	slices.SortFunc(points, func(a, b measured) int {
		if order := a.TakenAt.Compare(b.TakenAt); order != 0 {
			return order
		}
		return strings.Compare(a.ResultID, b.ResultID)
	})
	newest := points[len(points)-1]
	points = slices.DeleteFunc(points, func(m measured) bool { return m.unit != newest.unit })
	points = points[max(0, len(points)-longestTrend):]
	trend := ResultTrend{Name: newest.name, Unit: known(&newest.unit), Points: make([]TrendPoint, len(points))}
	for i, m := range points {
		trend.Points[i] = m.TrendPoint
	}
	if newest.low != "" || newest.high != "" || newest.usual != "" {
		usual := rangeInWords(newest.low, newest.high, newest.usual, newest.unit)
		trend.ReferenceRange = &usual
	}
	return trend
}
