package account

import (
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/actor"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// What every request and every sign-in reads is found by an index.
func TestReadsUseAnIndex(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Open(t, dialect.SQLite))
	patient := w.patient("4-000-001")
	w.create(CreateInput{PatientID: patient})
	ctx, count := store.Counting(w.ctx)
	w.ctx = ctx
	out, phone := w.open(), w.openPhone()
	w.alive(out.SessionToken)
	w.refreshed(*phone.RefreshToken)
	w.StillMay(ctx, out.Who(), patient, actor.ScopeRecords)
	if _, err := w.Sessions(ctx, out.Who()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Recipients(ctx, patient, actor.ScopeRecords); err != nil {
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
		for _, row := range w.values("EXPLAIN QUERY PLAN "+text, args...) {
			if strings.HasPrefix(row[3], "SCAN") {
				t.Errorf("%s: %s", row[3], text)
			}
		}
	}
}

// What a request pays for its session does not grow with what the account may.
func TestAuthenticateIsOneRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.create(CreateInput{Username: "carer", PatientID: w.patient("4-000-000")})
		for _, number := range []string{"4-000-001", "4-000-002", "4-000-003"} {
			w.exec(`INSERT INTO account_grants (id, account_id, patient_id, scopes, created_at) VALUES (?, ?, ?, 'ADVICE', 1)`, number, id, w.patient(number))
		}
		out, err := w.SignIn(w.ctx, SignInInput{Username: "carer", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		ctx, count := store.Counting(w.ctx)
		who, _, err := w.Authenticate(ctx, out.SessionToken)
		if err != nil || len(who.PatientIDs()) != 4 {
			t.Fatalf("patients %v, %v", who.PatientIDs(), err)
		}
		if n := len(count.Texts()); n != 1 {
			t.Errorf("%d statements, want 1", n)
		}
	})
}
