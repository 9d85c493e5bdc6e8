package recovery

import (
	"strings"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/password"
)

func TestAdviceGoesByTheRulesOfTheOwner(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		token := w.askForReset()
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "lena.quint", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		const born, name = "tundra-09.03.1984-pickle", "tundra pickle anvil Rosamund"
		date, full := "1984-03-09", "Rosamund Pike"
		for what, c := range map[string]struct {
			who  actor.Actor
			in   PasswordAdviceInput
			want []password.Lack
		}{
			"nobody":        {in: PasswordAdviceInput{Password: born}},
			"said":          {in: PasswordAdviceInput{Password: born, DateOfBirth: &date}, want: []password.Lack{password.AboutYou}},
			"said, a name":  {in: PasswordAdviceInput{Password: name, FullName: &full}, want: []password.Lack{password.AboutYou}},
			"signed in":     {who: out.Who(), in: PasswordAdviceInput{Password: born}, want: []password.Lack{password.AboutYou}},
			"by the link":   {in: PasswordAdviceInput{Password: born, Token: &token}, want: []password.Lack{password.AboutYou}},
			"no such link":  {in: PasswordAdviceInput{Password: born, Token: new("no such token")}},
			"nothing typed": {in: PasswordAdviceInput{}, want: []password.Lack{password.Length, password.Letters, password.Numbers, password.SpecialCharacters}},
		} {
			got, err := w.PasswordAdvice(w.Ctx, c.who, c.in)
			if err != nil || strings.Join(words(got.Missing), ",") != strings.Join(words(c.want), ",") || got.Good != (len(c.want) == 0) {
				t.Errorf("%s: %+v (%v), want %v", what, got, err, c.want)
			}
		}
	})
}

func words(lacks []password.Lack) (list []string) {
	for _, l := range lacks {
		list = append(list, string(l))
	}
	return list
}

func TestFewLookAtAPasswordAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for range cap(w.advising) {
			w.advising <- struct{}{}
		}
		_, err := w.PasswordAdvice(w.Ctx, actor.Actor{}, PasswordAdviceInput{Password: "p"})
		wantCode(t, err, fault.RateLimited)
	})
}
