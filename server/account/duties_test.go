package account

import (
	"context"
	"slices"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/outbox"
)

// owesFactor tells whether the next request of that session is asked for one.
func (w *world) owesFactor(token string) bool {
	w.t.Helper()
	return slices.Contains(w.now(token).Owes(), actor.DutySecondFactor)
}

func (w *world) signedIn(username string) SignInOutcome {
	w.t.Helper()
	out, err := w.SignIn(w.ctx, SignInInput{Username: username, Password: ownPassword}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func TestStaffOweASecondFactor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for role, owes := range map[actor.Role]bool{
			actor.RolePatient: false, actor.RoleClinician: true, actor.RoleFrontDesk: true, actor.RoleAdministrator: true,
		} {
			w.create(CreateInput{Username: "as." + string(role), Role: role})
			if got := w.owesFactor(w.signedIn("as." + string(role)).SessionToken); got != owes {
				t.Errorf("%s: owes a second factor: %t, want %t", role, got, owes)
			}
		}
	})
}

func TestTheDutyEndsWithTheFactorAndComesBackWithoutOne(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create(CreateInput{Username: "lin.desk", Role: actor.RoleFrontDesk})
		out := w.signedIn("lin.desk")
		who := out.Who()
		w.enrolled(who)
		if w.owesFactor(out.SessionToken) {
			t.Error("the duty outlives the factor that was set up")
		}
		err := w.store.Tx(w.ctx, func(ctx context.Context) error {
			return w.FactorsChanged(ctx, who, who.AccountID(), false, outbox.LetterTOTPOff)
		})
		if err != nil {
			t.Fatal(err)
		}
		if !w.owesFactor(out.SessionToken) {
			t.Error("without the factor nothing is owed")
		}
	})
}

func TestDemoStaffAreExemptInADemoOnly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create(CreateInput{Username: "demo.desk", Role: actor.RoleFrontDesk, Demo: true})
		w.create(CreateInput{Username: "lin.desk", Role: actor.RoleFrontDesk})
		demo, real := w.signedIn("demo.desk").SessionToken, w.signedIn("lin.desk").SessionToken
		if !w.owesFactor(demo) {
			t.Error("the demo's staff are exempt where no demo is shown")
		}
		WithDemo(true)(w.Service)
		if w.owesFactor(demo) || !w.owesFactor(real) {
			t.Errorf("in a demo: demo staff owe %t, others %t", w.owesFactor(demo), w.owesFactor(real))
		}
	})
}
