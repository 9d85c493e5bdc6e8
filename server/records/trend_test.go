package records

import (
	"slices"
	"testing"
	"time"

	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (r *reading) trend(t *testing.T, code string) ResultTrend {
	t.Helper()
	trend, err := r.Trend(t.Context(), r.who, r.patientID, code)
	if err != nil {
		t.Fatal(err)
	}
	return trend
}

func texts(trend ResultTrend) []string {
	list := []string{}
	for _, p := range trend.Points {
		list = append(list, p.Text)
	}
	return list
}

func TestATrendRunsOldestFirstInOneUnit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		below := measure(3, "<4.0", 0, "%")
		below.ValueNumber = nil
		wrong := measure(4, "99", 99, "%")
		wrong.Status = StatusEnteredInError
		called := measure(4, "98", 98, "%")
		called.Status = "cancelled"
		undated := measure(1, "97", 97, "%")
		undated.TakenAt, undated.TakenText = 0, ""
		other := measure(5, "96", 96, "%")
		other.Code = "718-7"
		newest := measure(6, "6.10", 6.1, "%")
		newest.Name, newest.RangeHigh = "Hemoglobin A1c (new name)", "5.6"
		ids := r.put(t, measure(2, "5.8765432", 5.8765432, "%"), newest, measure(1, "42", 42, "mmol/mol"), measure(5, "6.00", 6, "%"),
			below, wrong, called, undated, other)
		trend := r.trend(t, "4548-4")
		if want := []string{"5.877", "6.00", "6.10"}; !slices.Equal(texts(trend), want) {
			t.Errorf("points %v, want %v", texts(trend), want)
		}
		first := trend.Points[0]
		if first.ResultID != ids[0] || first.Value != 5.8765432 || !first.TakenAt.Equal(time.Date(2026, 6, 2, 13, 30, 0, 0, time.UTC)) {
			t.Errorf("first point %+v", first)
		}
		is(t, "unit", trend.Unit, "%")
		is(t, "high", trend.ReferenceRange.High, "5.6 %")
		if trend.Name != newest.Name {
			t.Errorf("name %q", trend.Name)
		}
		for code, want := range map[string]int{"http://loinc.org|4548-4": 3, "http://snomed.info/sct|4548-4": 0, "454": 0, "%": 0} {
			if got := r.trend(t, code); len(got.Points) != want {
				t.Errorf("%q has %d points, want %d", code, len(got.Points), want)
			}
		}
	})
}

func TestATrendHoldsTheLatestHundred(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		var list []PutObservation
		for i := range 130 {
			o := measure(1, decimal(float64(i)), float64(i), "%")
			o.TakenAt += int64(i) * int64(time.Hour/time.Microsecond)
			list = append(list, o)
		}
		r.put(t, list...)
		points := r.trend(t, "4548-4").Points
		if len(points) != longestTrend || points[0].Value != 30 || points[99].Value != 129 {
			t.Errorf("%d points from %v to %v", len(points), points[0], points[len(points)-1])
		}
	})
}

func TestPartsHaveTrendsToo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		half := bloodPressureOf(3, 130, 90)
		half.Components = half.Components[1:]
		alone := measure(4, "140", 140, "mm[Hg]")
		alone.Code, alone.Name = systolic, "Systolic"
		r.put(t, bloodPressureOf(2, 124.0623, 81.5), bloodPressureOf(1, 120, 80), half, alone)
		for code, want := range map[string][]string{
			systolic:                         {"120", "124.1", "140"},
			diastolic:                        {"80", "81.5", "90"},
			"85354-9":                        {"120/80", "124/82"},
			"http://loinc.org|" + diastolic:  {"80", "81.5", "90"},
			"http://example.org|" + systolic: {},
		} {
			trend := r.trend(t, code)
			if !slices.Equal(texts(trend), want) {
				t.Errorf("%s: %v, want %v", code, texts(trend), want)
			}
			if len(want) > 0 {
				is(t, "unit", trend.Unit, "mm[Hg]")
			}
		}
		if whole := r.trend(t, "85354-9"); whole.Name != "Blood pressure" || whole.Points[0].Value != 120 {
			t.Errorf("whole %+v", whole)
		}
		if upper := r.trend(t, systolic); upper.Name != "Systolic" {
			t.Errorf("part is called %q", upper.Name)
		}
	})
}

func TestATrendOfNothingIsEmpty(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		trend := r.trend(t, "1-8")
		if trend.Name != "1-8" || trend.Points == nil || len(trend.Points) != 0 || trend.Unit != nil {
			t.Errorf("trend %+v", trend)
		}
		for _, code := range []string{"", "  ", "http://loinc.org|", "\x00"} {
			_, err := r.Trend(t.Context(), r.who, r.patientID, code)
			wantCode(t, "no code", err, fault.InvalidInput)
		}
	})
}
