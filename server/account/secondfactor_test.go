package account

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/outbox"
)

var admin = actor.FromSession(actor.Session{ID: "admin-session", AccountID: "admin", Role: actor.RoleAdministrator})

// app stands in for the room of second factors, whose own tests try the two
// together: codes of one account, each good once.
type app struct {
	w     *world
	codes []string // recovery codes

	mu    sync.Mutex
	drawn int
	good  map[string]bool
}

// next is a code that was not used yet.
func (a *app) next() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.drawn++
	code := fmt.Sprintf("%06d", a.drawn)
	a.good[code] = true
	return code
}

func (a *app) Methods(context.Context, string) ([]SecondFactorMethod, error) {
	return []SecondFactorMethod{MethodTOTP, MethodRecoveryCode}, nil
}

func (a *app) SpendCode(_ context.Context, _ string, _ SecondFactorMethod, code string) (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	good := a.good[code]
	delete(a.good, code)
	return good, nil
}

func (a *app) CheckPasskey(context.Context, PasskeyPurpose, string, PasskeyAnswer, Client) (PasskeyProof, error) {
	return PasskeyProof{}, nil
}

func (a *app) Drop(context.Context, string) error {
	a.good = nil
	return nil
}

// enrolled gives who is asking a second factor.
func (w *world) enrolled(who actor.Actor) *app {
	w.t.Helper()
	a := &app{w: w, good: map[string]bool{}}
	for i := range 10 {
		a.codes = append(a.codes, fmt.Sprintf("CODE-%d", i))
		a.good[a.codes[i]] = true
	}
	w.AskSecondFactors(a)
	err := w.store.Tx(w.ctx, func(ctx context.Context) error {
		return w.FactorsChanged(ctx, who, who.AccountID(), true, outbox.LetterTOTPOn)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// told counts the letters of a kind to the owner.
func (w *world) told(kind outbox.LetterKind) int {
	w.t.Helper()
	return w.number(`SELECT COUNT(*) FROM outbox_events WHERE payload LIKE ?`, `%"kind":"`+string(kind)+`"%"address":"rosa@example.org"%`)
}

// factored runs fn on both databases with an account that has a second factor.
func factored(t *testing.T, fn func(t *testing.T, w *world, out SignInOutcome, a *app)) {
	each(t, func(t *testing.T, w *world) {
		w.exec(`UPDATE accounts SET email = 'rosa@example.org'`)
		out := w.open()
		fn(t, w, out, w.enrolled(out.Who()))
	})
}

// asked signs in by password and gives the challenge.
func (w *world) asked() string { return w.askedOn(Browser, home) }

func (w *world) askedOn(client ClientKind, from Client) string {
	w.t.Helper()
	out, err := w.SignIn(w.ctx, SignInInput{Username: ownUsername, Password: ownPassword, Client: client}, from)
	if err != nil {
		w.t.Fatal(err)
	}
	if out.Required == nil || out.SignedIn != nil || out.SessionToken != "" {
		w.t.Fatalf("the password alone gave %+v", out)
	}
	return out.Required.ChallengeID
}

func (w *world) verify(challengeID string, method SecondFactorMethod, code string) (SignInOutcome, error) {
	return w.VerifySecondFactor(w.ctx, VerifySecondFactorInput{ChallengeID: challengeID, Method: method, Code: code}, home)
}

// through signs in by both proofs.
func (w *world) through(a *app, client ClientKind, remember bool) SignInOutcome {
	w.t.Helper()
	in := VerifySecondFactorInput{ChallengeID: w.askedOn(client, home), Method: MethodTOTP, Code: a.next(), RememberDevice: remember}
	out, err := w.VerifySecondFactor(w.ctx, in, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

func (w *world) stepUpBy(who actor.Actor, code string) (StepUpOutcome, error) {
	return w.StepUp(w.ctx, who, StepUpInput{Code: &code}, home)
}

// A portal that knows nothing of second factors lets nobody in who has one.
func TestNobodyGetsPastAFactorThatIsNotKnown(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, a *app) {
		w.AskSecondFactors(noFactors{})
		challenge := w.asked()
		for _, code := range []string{a.next(), a.codes[0], ""} {
			if _, err := w.verify(challenge, MethodTOTP, code); err == nil {
				t.Errorf("%q let somebody in", code)
			}
		}
		if _, err := w.stepUp(out.Who(), ownPassword, home); err == nil {
			t.Error("the password was taken for a fresh proof")
		}
		if _, err := w.FinishPasskeySignIn(w.ctx, FinishPasskeySignInInput{PasskeyAnswer: PasskeyAnswer{"c", "{}"}}, home); err == nil {
			t.Error("a passkey let somebody in")
		}
	})
}
