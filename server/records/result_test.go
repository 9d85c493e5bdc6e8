package records

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestAResultSaysWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		o := measure(3, "6.0543210", 6.054321, "%")
		o.RangeLow, o.RangeHigh, o.RangeText = "4.0", "5.6", "4.0 to 5.6 %"
		o.InterpretationCode, o.Interpretation = "H", "High"
		o.Author, o.Comments = "Made-up Laboratory", "Fasting"
		id := r.put(t, o)[0]
		got := r.the(t)
		if got.ID != id || got.Name != o.Name || got.Code != (Coding{"http://loinc.org", "4548-4", o.Name}) || got.Category != "laboratory" {
			t.Errorf("result %+v", got)
		}
		if want := time.Date(2026, 6, 3, 13, 30, 0, 0, time.UTC); !got.TakenAt.Equal(want) || got.TakenAt.Location() != time.UTC {
			t.Errorf("taken at %v", got.TakenAt)
		}
		if !got.ReleasedAt.Equal(r.clock.Now()) {
			t.Errorf("released at %v", got.ReleasedAt)
		}
		is(t, "takenOn", got.TakenOn, "2026-06-03T09:30:00-04:00")
		is(t, "value", got.Value, "6.054")
		is(t, "unit", got.Unit, "%")
		is(t, "low", got.ReferenceRange.Low, "4.0 %")
		is(t, "high", got.ReferenceRange.High, "5.6 %")
		is(t, "author", got.Author, "Made-up Laboratory")
		is(t, "comments", got.Comments, "Fasting")
		is(t, "report", got.Report, "")
		is(t, "absent reason", got.AbsentReason, "")
		if *got.ValueNumber != 6.054321 || got.ReferenceRange.Text != "4.0 to 5.6 %" || *got.Interpretation != (Interpretation{"H", "High"}) {
			t.Errorf("result %+v", got)
		}
		if got.Status != "Final" || !strings.HasSuffix(got.StatusMeaning, ".") {
			t.Errorf("status %q: %q", got.Status, got.StatusMeaning)
		}
	})
}

func TestNothingIsInventedForAResult(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		r.put(t, PutObservation{Kind: KindResult, Name: "Bare", AbsentReason: "Not performed"})
		got := r.the(t)
		is(t, "value", got.Value, "")
		is(t, "unit", got.Unit, "")
		is(t, "absent reason", got.AbsentReason, "Not performed")
		is(t, "takenOn", got.TakenOn, "")
		if got.TakenAt != nil || got.ValueNumber != nil || got.ReferenceRange != nil || got.Interpretation != nil || len(got.Components) != 0 {
			t.Errorf("result %+v", got)
		}
		if got.Status != "Not stated" {
			t.Errorf("status %q", got.Status)
		}
	})
}

// 1970 begins at instant 0, which elsewhere stands for "never".
func TestTheFirstInstantOf1970IsATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		o := result(1, "Old")
		o.TakenAt, o.TakenText = 0, "1970"
		r.put(t, o)
		got := r.the(t)
		is(t, "takenOn", got.TakenOn, "1970")
		if got.TakenAt == nil || got.TakenAt.UnixMicro() != 0 {
			t.Errorf("taken at %v", got.TakenAt)
		}
	})
}

func TestABloodPressureReadsAsOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		r.put(t, bloodPressureOf(1, 124.0623, 81.5))
		c, err := r.Vitals(t.Context(), r.who, r.patientID, "", page.Args{})
		wantCode(t, "listing", err, "")
		got := c.Edges[0].Node
		is(t, "value", got.Value, "124/82")
		is(t, "unit", got.Unit, "mm[Hg]")
		if len(got.Components) != 2 || got.ValueNumber != nil {
			t.Fatalf("result %+v", got)
		}
		is(t, "first part", got.Components[0].Value, "124.1")
		is(t, "its unit", got.Components[0].Unit, "mm[Hg]")
	})
}

func bloodPressureOf(day int, upper, lower float64) PutObservation {
	o := result(day, "Blood pressure")
	o.Kind, o.Category, o.Code = KindVital, "vital-signs", "85354-9"
	o.Components = []Component{
		{CodeSystem: "http://loinc.org", Code: systolic, Name: "Systolic", ValueKind: "quantity", Value: decimal(upper), ValueNumber: &upper, Unit: "mm[Hg]"},
		{CodeSystem: "http://loinc.org", Code: diastolic, Name: "Diastolic", ValueKind: "quantity", Value: decimal(lower), ValueNumber: &lower, Unit: "mm[Hg]"},
	}
	return o
}

func decimal(f float64) string { return fmt.Sprint(f) }

func TestAPartWithoutValueSaysWhy(t *testing.T) {
	t.Parallel()
	parts := []Component{{Code: systolic, AbsentReason: "Not performed"}, {Code: diastolic, ValueKind: "quantity", Value: "80"}}
	list := componentsInWords(parts)
	is(t, "absent part", list[0].Value, "Not performed")
	is(t, "part", list[1].Value, "80")
	if text, _, ok := bloodPressure(parts); ok {
		t.Errorf("half a blood pressure reads as %q", text)
	}
}

func TestRangesKeepTheirOwnUnit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ low, high, text, unit, wantLow, wantHigh, wantText string }{
		{"4.0", "5.6", "4.0 - 5.6 %", "%", "4.0 %", "5.6 %", "4.0 - 5.6 %"},
		{"4.0", "5.6", "", "%", "4.0 %", "5.6 %", "4.0 % to 5.6 %"},
		{"40", "56", "40 - 56 mmol/mol", "%", "40", "56", "40 - 56 mmol/mol"},
		{"60", "", "", "", "60", "", "At least 60"},
		{"", "200", "", "mg/dL", "", "200 mg/dL", "At most 200 mg/dL"},
		{"", "", "Negative", "", "", "", "Negative"},
	} {
		got := rangeInWords(c.low, c.high, c.text, c.unit)
		is(t, "low", got.Low, c.wantLow)
		is(t, "high", got.High, c.wantHigh)
		if got.Text != c.wantText {
			t.Errorf("%v reads %q", c, got.Text)
		}
	}
}

func TestTimesAsValuesAreSpelledOut(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"2026-08-06T09:20:00-04:00": "6 August 2026, 09:20 (UTC-04:00)",
		"2026-08-06T09:20:00Z":      "6 August 2026, 09:20 (UTC+00:00)",
		"2026-08-06":                "6 August 2026",
		"2026-08":                   "August 2026",
		"2026":                      "2026",
		"someday":                   "someday",
	} {
		if got := valueInWords("dateTime", given); got != want {
			t.Errorf("%q reads %q, want %q", given, got, want)
		}
	}
}

func TestResultsComeNewestFirstPageByPage(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		// Two at one instant, one before 1970 and one without a date.
		old := result(1, "Old")
		old.TakenAt, old.TakenText = store.Micros(time.Date(1965, 1, 1, 0, 0, 0, 0, time.UTC)), "1965"
		undated := result(1, "Undated")
		undated.TakenAt, undated.TakenText = 0, ""
		epoch := result(1, "Epoch")
		epoch.TakenAt, epoch.TakenText = 1, "1970"
		r.put(t, result(2, "Second"), result(4, "Fourth"), old, result(4, "Fourth too"), undated, epoch, result(1, "First"))
		var seen []string
		var args page.Args
		args.First = few(2)
		for {
			c := r.results(t, ResultFilter{}, args)
			seen = append(seen, names(c)...)
			if c.PageInfo.HasPreviousPage != (args.After != nil) {
				t.Errorf("page after %v has a previous one: %t", args.After, c.PageInfo.HasPreviousPage)
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			if len(c.Edges) != 2 || *c.PageInfo.EndCursor != c.Edges[1].Cursor {
				t.Fatalf("page %+v", c.PageInfo)
			}
			args.After = c.PageInfo.EndCursor
		}
		slices.Sort(seen[:2])
		if want := []string{"Fourth", "Fourth too", "Second", "First", "Epoch", "Undated", "Old"}; !slices.Equal(seen, want) {
			t.Errorf("listed %v, want %v", seen, want)
		}
	})
}

func TestListsHoldOnlyTheirKind(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		imaging := result(2, "Imaging")
		imaging.Category = "imaging"
		wrong := result(3, "Wrong")
		wrong.Status = StatusEnteredInError
		survey := result(4, "Survey")
		survey.Kind, survey.Category = KindSurvey, "survey"
		smoking := result(5, "Smoking")
		smoking.Kind, smoking.Category = KindSocialHistory, "social-history"
		r.put(t, result(1, "Laboratory"), imaging, wrong, survey, smoking, bloodPressureOf(6, 120, 80))
		for _, c := range []struct {
			category string
			want     []string
		}{
			{"", []string{"Imaging", "Laboratory"}}, {"laboratory", []string{"Laboratory"}}, {"imaging", []string{"Imaging"}},
			{"survey", []string{"Survey"}}, {"social-history", []string{"Smoking"}}, {"vital-signs", []string{"Blood pressure"}},
			{"unheard-of", []string{}},
		} {
			got := r.results(t, ResultFilter{Category: c.category}, page.Args{WithTotal: true})
			if !slices.Equal(names(got), c.want) || got.TotalCount != len(c.want) {
				t.Errorf("category %q: %v, %d in all", c.category, names(got), got.TotalCount)
			}
		}
		_, err := r.Results(t.Context(), r.who, r.patientID, ResultFilter{Category: "\x00"}, page.Args{})
		wantCode(t, "no category", err, fault.InvalidInput)
		vitals, err := r.Vitals(t.Context(), r.who, r.patientID, "", page.Args{})
		wantCode(t, "vitals", err, "")
		if !slices.Equal(names(vitals), []string{"Blood pressure"}) {
			t.Errorf("vitals %v", names(vitals))
		}
	})
}

func TestSearchForgivesCaseAccentsAndOrder(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		all := []string{"Hemoglobin A1c/Hemoglobin.total in Blood", "Hémoglobine", "100% oxygen_test", `back\slash`, "Glucose [Mass/\u200bvolume]"}
		for i, name := range all {
			r.put(t, result(20-i, name))
		}
		for search, want := range map[string][]string{
			"":                                 all,
			"hemoglobin":                       all[:2],
			"HÉMO":                             all[:2],
			"blood A1C":                        all[:1],
			"globin":                           all[:2],
			"mass/volume":                      all[4:],
			"%":                                all[2:3],
			"_":                                all[2:3],
			`\`:                                all[3:4],
			"'; DROP TABLE records_entries;--": {},
			"  \x00 ":                          all,
		} {
			got := r.results(t, ResultFilter{Search: search}, page.Args{WithTotal: true})
			if !slices.Equal(names(got), want) || got.TotalCount != len(want) {
				t.Errorf("%q finds %v, want %v", search, names(got), want)
			}
		}
		_, err := r.Results(t.Context(), r.who, r.patientID, ResultFilter{Search: strings.Repeat("x ", 60)},
			page.Args{First: few(0), After: new("no cursor")})
		var fields []string
		for _, f := range fault.List(err) {
			fields = append(fields, f.Field)
		}
		if !slices.Equal(fields, []string{"first", "after", "search"}) {
			t.Errorf("bad fields %v", fields)
		}
	})
}

func TestResultNameIsForThePatientsOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		wrong := result(2, "Wrong")
		wrong.Status = StatusEnteredInError
		ids := r.put(t, result(1, "Right"), wrong)
		name, found, err := r.ResultName(t.Context(), clinician, r.patientID, ids[0])
		if err != nil || !found || name != "Right" {
			t.Errorf("%q %t %v", name, found, err)
		}
		for what, id := range map[string]string{"taken back": ids[1], "unknown": "none"} {
			if _, found, err := r.ResultName(t.Context(), clinician, r.patientID, id); found || err != nil {
				t.Errorf("%s: %t %v", what, found, err)
			}
		}
		if _, found, err := r.ResultName(t.Context(), clinician, r.addPatient(t), ids[0]); found || err != nil {
			t.Errorf("another patient's: %t %v", found, err)
		}
	})
}
