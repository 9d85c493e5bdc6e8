package records

import (
	"reflect"
	"strings"
	"testing"

	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// Whatever a list is asked for, it shows as it does among everything.
func TestAListShowsWhateverItIsAskedFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		full := measure(1, "6.0543210", 6.054321, "%")
		full.RangeLow, full.RangeHigh = "4", "5.6"
		full.InterpretationCode, full.Interpretation = "H", "High"
		full.Comments, full.Author, full.Category = "Fasting", "Lab", "laboratory"
		r.put(t, full, bloodPressureOf(2, 120, 80))
		for what, list := range map[string]func(page.Fields) ResultConnection{
			"results": func(f page.Fields) ResultConnection { return r.results(t, ResultFilter{}, page.Args{Fields: f}) },
			"vitals": func(f page.Fields) ResultConnection {
				return r.results(t, ResultFilter{Category: "vital-signs"}, page.Args{Fields: f})
			},
		} {
			whole := reflect.ValueOf(list(nil).Edges[0].Node).Elem()
			for field := range whole.Type().Fields() {
				name := strings.ToLower(field.Name[:1]) + field.Name[1:]
				if field.Name == "ID" {
					name = "id"
				}
				if _, listed := resultExtents[name]; !listed {
					t.Errorf("%s is not listed", name)
				}
				edge := list(page.Fields{"edges": {"node": {name: {}}}}).Edges[0]
				got := reflect.ValueOf(edge.Node).Elem().FieldByIndex(field.Index).Interface()
				if want := whole.FieldByIndex(field.Index).Interface(); !reflect.DeepEqual(got, want) {
					t.Errorf("%s: %s asked for alone is %v, among all %v", what, name, got, want)
				}
				if edge.Cursor != "" {
					t.Errorf("%s: a cursor nobody asked for", what)
				}
			}
		}
	})
}
