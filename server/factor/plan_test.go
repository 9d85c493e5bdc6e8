package factor

import (
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/account"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// What every proof reads is found by an index.
func TestReadsUseAnIndex(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Open(t, dialect.SQLite))
	w.Add(account.CreateInput{})
	ctx, count := store.Counting(w.Ctx)
	w.Ctx = ctx
	who, d := w.Open().Who(), w.device()
	w.addPasskey(d, who)
	if _, err := w.byPasskey(d); err != nil {
		t.Fatal(err)
	}
	a := w.enrolled(who)
	w.through(a, account.Browser, true)
	if _, err := w.verify(w.asked(), account.MethodRecoveryCode, a.codes[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SecondFactor(ctx, who); err != nil {
		t.Fatal(err)
	}
	texts := count.Texts()
	slices.Sort(texts)
	texts = slices.DeleteFunc(slices.Compact(texts), func(text string) bool { return !strings.HasPrefix(text, "SELECT") })
	if len(texts) < 8 {
		t.Fatalf("only %d reads seen", len(texts))
	}
	for _, text := range texts {
		args := make([]any, strings.Count(text, "?"))
		for _, row := range w.Values("EXPLAIN QUERY PLAN "+text, args...) {
			if strings.HasPrefix(row[3], "SCAN") && row[3] != "SCAN CONSTANT ROW" {
				t.Errorf("%s: %s", row[3], text)
			}
		}
	}
}
