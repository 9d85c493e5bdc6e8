package records

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// A screen costs the same however long its lists are.
func TestStatementsDoNotGrowWithRows(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newReading(t, s)
		var before map[string]int
		for _, rows := range []int{1, 40} {
			for i := range rows {
				r.put(t, measure(i%28+1, "5", 5, "%"), bloodPressureOf(i%28+1, 120, 80))
				r.putEntries(t, entry(KindCondition, "Condition", "active", i%28+1))
			}
			counts := r.statements(t)
			if before != nil {
				for what, n := range counts {
					if n != before[what] {
						t.Errorf("%s: %d statements for many rows, %d for few", what, n, before[what])
					}
				}
			}
			before = counts
		}
		for what, most := range map[string]int{"results": 1, "results counted": 2, "vitals": 1, "conditions": 1, "trend": 2} {
			if before[what] != most {
				t.Errorf("%s: %d statements, want %d", what, before[what], most)
			}
		}
	})
}

func (r *reading) statements(t *testing.T) map[string]int {
	t.Helper()
	counts := map[string]int{}
	ctx, count := store.Counting(t.Context())
	measured := func(what string, err error) {
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		counts[what] = len(count.Texts())
		ctx, count = store.Counting(t.Context())
	}
	_, err := r.Results(ctx, r.who, r.patientID, ResultFilter{}, page.Args{})
	measured("results", err)
	_, err = r.Results(ctx, r.who, r.patientID, ResultFilter{Category: "laboratory", Search: "a"}, page.Args{WithTotal: true})
	measured("results counted", err)
	_, err = r.Vitals(ctx, r.who, r.patientID, "", page.Args{})
	measured("vitals", err)
	_, err = r.Entries(ctx, r.who, r.patientID, Conditions, "", page.Args{})
	measured("conditions", err)
	_, err = r.Trend(ctx, r.who, r.patientID, "4548-4")
	measured("trend", err)
	return counts
}

// Lists read in the order of an index and sort nothing.
func TestListsAreServedByAnIndex(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, dialect.SQLite)
	reader := newReadStore(s)
	for what, text := range map[string]string{
		"results":   shape{source: resultSources[wholeResult]}.text(),
		"next page": shape{source: resultSources[wholeResult], continued: true}.text(),
		"search":    shape{source: resultSources[wholeResult], words: 2, category: true}.text(),
		"entries":   shape{source: allEntries, continued: true}.text(),
		"visits":    shape{source: visitsMade}.text(),
		"counting":  shape{source: resultSources[wholeResult], counting: true}.text(),
		"trend":     trendText + ` AND code = ? AND (? = '' OR code_system = ?) ` + trendOrder,
	} {
		plan := reader.plan(t, text)
		if !strings.Contains(plan, "USING INDEX") || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s: %s", what, plan)
		}
	}
}

func (s readStore) plan(t *testing.T, text string) string {
	t.Helper()
	args := make([]any, strings.Count(text, "?"))
	for i := range args {
		args[i] = "1"
	}
	rows, err := s.store.Prepare("EXPLAIN QUERY PLAN "+text).Query(asSystem(t), args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return strings.Join(steps, "; ")
}

// BenchmarkLatestResults is W3: the 50 latest of 200 results.
func BenchmarkLatestResults(b *testing.B) {
	for _, name := range storetest.Dialects {
		b.Run(name, func(b *testing.B) { latestResults(b, newReading(b, storetest.Bench(b, name))) })
	}
}

func latestResults(b *testing.B, r *reading) {
	for i := range 200 {
		r.put(b, measure(i%28+1, "6.0543210", 6.054321, "%"))
	}
	args := page.Args{First: few(50)}
	b.ReportAllocs()
	for b.Loop() {
		c, err := r.Results(b.Context(), r.who, r.patientID, ResultFilter{}, args)
		if err != nil || len(c.Edges) != 50 {
			b.Fatalf("%d results: %v", len(c.Edges), err)
		}
	}
}
