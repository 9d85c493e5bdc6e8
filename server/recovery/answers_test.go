package recovery

import (
	"fmt"
	"strings"
	"testing"

	"patientportal/server/account"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

var chosen = []SecurityAnswerInput{
	{"FIRST_PET", "Señor Whiskers"}, {"COUSIN", "Zoë-Ann"}, {"FIRST_STREET", "12 St. Mary’s Row"},
}

func (w *world) choose() account.SignInOutcome {
	w.T.Helper()
	out := w.Open()
	if _, err := w.SetSecurityAnswers(w.Ctx, out.Who(), SetSecurityAnswersInput{chosen}); err != nil {
		w.T.Fatal(err)
	}
	return out
}

func TestAnswersAreComparedAsPeopleRememberThem(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.choose().Who().AccountID()
		for _, c := range []struct {
			key, answer string
			right       bool
		}{
			{"FIRST_PET", "senor  whiskers", true}, {"FIRST_PET", "SENORWHISKERS", true}, {"FIRST_PET", "whiskers", false},
			{"COUSIN", "zoe ann", true}, {"FIRST_STREET", "12 st marys row", true},
			{"FIRST_STREET", "Zoë-Ann", false}, {"FIRST_JOB", "", false}, {"FIRST_JOB", "Señor Whiskers", false},
		} {
			right, err := w.proveAnswer(w.Ctx, id, c.key, c.answer, home)
			if err != nil || right != c.right {
				t.Errorf("%s %q: %v, %v", c.key, c.answer, right, err)
			}
			w.Clock.Advance(account.DefaultLimits.Account.LongestPause)
		}
	})
}

// A question that was not chosen costs what a wrong answer costs.
func TestAWrongAnswerCostsTheSameForAnyQuestion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.choose().Who().AccountID()
		ask := func(accountID, key string) (string, int64) {
			before := w.Hasher.Verified.Load() + w.Hasher.Hashed.Load()
			ctx, count := store.Counting(w.Ctx)
			if right, err := w.proveAnswer(ctx, accountID, key, "wrong", home); right || err != nil {
				t.Errorf("%s: %v, %v", key, right, err)
			}
			return strings.Join(count.Texts(), ";"), w.Hasher.Verified.Load() + w.Hasher.Hashed.Load() - before
		}
		statements, hashes := ask(id, "FIRST_PET")
		if hashes != 1 {
			t.Errorf("%d hashes, want 1", hashes)
		}
		for _, who := range []string{id, "nobody"} {
			if s, h := ask(who, "FIRST_JOB"); s != statements || h != hashes {
				t.Errorf("another question of %s: %d hashes and\n%s\nwant\n%s", who, h, s, statements)
			}
		}
	})
}

func TestAnswersAreThrottled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.choose().Who().AccountID()
		for range account.DefaultLimits.Account.Free {
			if _, err := w.proveAnswer(w.Ctx, id, "COUSIN", "wrong", abroad); err != nil {
				t.Fatal(err)
			}
		}
		_, err := w.proveAnswer(w.Ctx, id, "COUSIN", "Zoë-Ann", abroad)
		wantCode(t, err, fault.RateLimited)
		w.Clock.Advance(account.DefaultLimits.Account.FirstPause)
		if right, err := w.proveAnswer(w.Ctx, id, "COUSIN", "Zoë-Ann", abroad); !right || err != nil {
			t.Errorf("after the pause: %v, %v", right, err)
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_attempts WHERE id LIKE 'answer:%'`); n != 0 {
			t.Error("a right answer left its count behind")
		}
	})
}

func TestTheQuestionStaysTheSameForOneLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.choose().Who().AccountID()
		seen := map[string]bool{}
		// So many that each of the three comes, but for once in ten billion runs.
		for i := range 60 {
			seed := fmt.Sprint("link ", i)
			first, ok, err := w.questionFor(w.Ctx, id, seed)
			again, _, _ := w.questionFor(w.Ctx, id, seed)
			if err != nil || !ok || first != again {
				t.Fatalf("%v, then %v (%v)", first, again, err)
			}
			seen[first.Key] = true
		}
		if len(seen) != 3 {
			t.Errorf("sixty links asked %v", seen)
		}
		if _, ok, err := w.questionFor(w.Ctx, w.Add(account.CreateInput{Username: "without"}), "a"); ok || err != nil {
			t.Errorf("a question for somebody without: %v, %v", ok, err)
		}
	})
}

func TestChosenQuestionsAreShownWithoutAnswers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.choose().Who()
		other := []SecurityAnswerInput{{"FIRST_JOB", "Kristiansund"}, {"COUSIN", "Ida"}, {"FIRST_PET", "Rex"}}
		if _, err := w.SetSecurityAnswers(w.Ctx, who, SetSecurityAnswersInput{other}); err != nil {
			t.Fatal(err)
		}
		list, err := w.ChosenQuestions(w.Ctx, who)
		if err != nil || len(list) != 3 || list[1].Key != "FIRST_JOB" || list[1].Text == "" {
			t.Errorf("%v, %v", list, err)
		}
		if right, _ := w.proveAnswer(w.Ctx, who.AccountID(), "COUSIN", "Zoë-Ann", home); right {
			t.Error("the answer from before is still good")
		}
		if w.Recorded("account.set_security_answers", audit.OK) != 2 {
			t.Error("the change was not recorded")
		}
		dump := w.Dump()
		for _, secret := range []string{"whiskers", "zoe-ann", "zoë-ann", "zoeann", "kristiansund"} {
			if strings.Contains(dump, secret) {
				t.Errorf("%q is in the database", secret)
			}
		}
	})
}

func TestBadAnswersAreAllNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers []SecurityAnswerInput
		fields  string
	}{
		"two":              {chosen[:2], "securityAnswers"},
		"four":             {append(chosen[:3:3], chosen[0]), "securityAnswers"},
		"unknown question": {[]SecurityAnswerInput{{"NO", "ab"}, chosen[1], chosen[2]}, "securityAnswers.0.questionKey"},
		"question twice":   {[]SecurityAnswerInput{chosen[0], {"FIRST_PET", "x1"}, chosen[2]}, "securityAnswers.1.questionKey"},
		"answers":          {[]SecurityAnswerInput{{"COUSIN", " a!"}, {"FIRST_JOB", "Åb"}, {"FIRST_PET", "ab."}}, "securityAnswers.0.answer securityAnswers.2.answer"},
		"long":             {[]SecurityAnswerInput{chosen[0], chosen[1], {"FIRST_JOB", strings.Repeat("x", 201)}}, "securityAnswers.2.answer"},
		"fine":             {chosen, ""},
	} {
		var fields []string
		for _, f := range fault.List(SetSecurityAnswersInput{c.answers}.Validate()) {
			fields = append(fields, f.Field)
		}
		if got := strings.Join(fields, " "); got != c.fields {
			t.Errorf("%s: %q, want %q", name, got, c.fields)
		}
	}
}

func TestThereAreTenQuestionsToChooseFrom(t *testing.T) {
	t.Parallel()
	keys := map[string]bool{}
	for _, q := range questions {
		keys[q.Key] = true
	}
	if len(keys) < 10 || len(keys) != len(questions) {
		t.Errorf("%d keys for %d questions", len(keys), len(questions))
	}
}

func TestOneSettingTurnsQuestionsOff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.choose().Who()
		w.WithoutQuestions = true
		if w.Questions() != nil {
			t.Error("there is something to choose from")
		}
		if list, err := w.ChosenQuestions(w.Ctx, who); list != nil || err != nil {
			t.Errorf("chosen: %v, %v", list, err)
		}
		if _, ok, err := w.questionFor(w.Ctx, who.AccountID(), "a"); ok || err != nil {
			t.Errorf("asked: %v, %v", ok, err)
		}
		_, err := w.SetSecurityAnswers(w.Ctx, who, SetSecurityAnswersInput{chosen})
		wantCode(t, err, fault.Forbidden)
	})
}
