package account

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func (w *world) stepUp(who actor.Actor, password string, from Client) (StepUpOutcome, error) {
	w.t.Helper()
	return w.StepUp(w.ctx, who, StepUpInput{Password: &password}, from)
}

// now is the actor as the next request finds it.
func (w *world) now(token string) actor.Actor {
	w.t.Helper()
	who, _, err := w.Authenticate(w.ctx, token)
	if err != nil {
		w.t.Fatal(err)
	}
	return who
}

func TestAStepUpRotatesTheToken(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old := w.open()
		w.clock.Advance(20 * time.Minute)
		out, err := w.stepUp(w.now(old.SessionToken), ownPassword, home)
		if err != nil {
			t.Fatal(err)
		}
		if w.alive(old.SessionToken) {
			t.Error("the token from before still lets in")
		}
		who := w.now(out.SessionToken)
		if who.SessionID() != old.Who().SessionID() || !who.SteppedUpAt().Equal(w.clock.Now()) {
			t.Errorf("session %s stepped up at %v", who.SessionID(), who.SteppedUpAt())
		}
		if want := start.Add(browserLife); !out.Payload.ExpiresAt.Equal(want) {
			t.Errorf("ends at %v, want %v: a proof makes no session longer", out.Payload.ExpiresAt, want)
		}
		if out.Payload.AccessToken != nil || out.Payload.RefreshToken != nil {
			t.Error("a browser was given tokens that scripts can read")
		}
		if w.recorded("account.step_up", audit.OK) != 1 {
			t.Error("not recorded")
		}
	})
}

func TestAStepUpRotatesAPhonesTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		out, err := w.stepUp(w.now(*phone.AccessToken), ownPassword, home)
		if err != nil {
			t.Fatal(err)
		}
		if w.alive(*phone.AccessToken) || !w.alive(*out.Payload.AccessToken) || out.SessionToken != "" {
			t.Error("the access token did not rotate")
		}
		next := w.refreshed(*out.Payload.RefreshToken)
		if !w.alive(next.AccessToken) {
			t.Error("the new refresh token does not work")
		}
		_, err = w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: *phone.RefreshToken}, home)
		wantCode(t, err, fault.Unauthenticated)
		if w.alive(next.AccessToken) {
			t.Error("a refresh token from before the step-up came back and nothing ended")
		}
	})
}

func TestAWrongStepUpChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		who := w.now(out.SessionToken)
		w.clock.Advance(time.Minute)
		_, err := w.stepUp(who, badPassword, home)
		wantCode(t, err, fault.InvalidInput)
		if got := w.now(out.SessionToken); !got.SteppedUpAt().Equal(who.SteppedUpAt()) {
			t.Error("a wrong password was taken for a proof")
		}
		if w.recorded("account.step_up", audit.Denied) != 1 {
			t.Error("not recorded")
		}
		_, err = w.stepUp(who, "", home)
		wantCode(t, err, fault.InvalidInput)
		_, err = w.stepUp(actor.Actor{}, ownPassword, home)
		wantCode(t, err, fault.Unauthenticated)
	})
}

// Whoever has a stolen session has no more guesses than at the front door, and
// the two doors count together.
func TestStepUpsAreThrottledWithSignIns(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.open().Who()
		wantCode(t, w.fail(3, ownUsername, abroad), fault.Unauthenticated)
		for range 2 {
			_, err := w.stepUp(who, badPassword, abroad)
			wantCode(t, err, fault.InvalidInput)
		}
		hashes := w.hasher.verified.Load()
		ctx, count := store.Counting(w.ctx)
		_, err := w.StepUp(ctx, who, StepUpInput{Password: new(ownPassword)}, abroad)
		wantCode(t, err, fault.RateLimited)
		wantCode(t, w.try(ownUsername, ownPassword, abroad), fault.RateLimited)
		if w.hasher.verified.Load() != hashes || len(count.Texts()) != 3 {
			t.Errorf("a throttled proof took %d statements and %d hashes", len(count.Texts()), w.hasher.verified.Load()-hashes)
		}
		if _, err := w.stepUp(who, ownPassword, home); err != nil {
			t.Errorf("the owner's own device: %v", err)
		}
	})
}

func TestOfStepUpsAtOnceOneRotates(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		who := w.now(out.SessionToken)
		w.clock.Advance(time.Minute)
		var won atomic.Int64
		var token atomic.Pointer[string]
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				got, err := w.StepUp(context.Background(), who, StepUpInput{Password: new(ownPassword)}, home)
				if err == nil {
					won.Add(1)
					token.Store(&got.SessionToken)
				} else if fault.CodeOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || !w.alive(*token.Load()) {
			t.Errorf("%d of 16 rotated the session", won.Load())
		}
	})
}

func TestAnEndedSessionIsNotSteppedUp(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.open().Who()
		if _, err := w.SignOut(w.ctx, who); err != nil {
			t.Fatal(err)
		}
		_, err := w.stepUp(who, ownPassword, home)
		wantCode(t, err, fault.Unauthenticated)
	})
}

// Between the verification and the writing the password may change.
func TestAPasswordChangedMeanwhileStepsNothingUp(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		w.Service.hasher = &meddlingHasher{Hasher: w.hasher, meddle: func() {
			w.exec(`UPDATE accounts SET password_hash = 'changed' WHERE username = ?`, ownUsername)
		}}
		_, err := w.stepUp(out.Who(), ownPassword, home)
		wantCode(t, err, fault.InvalidInput)
		if !w.alive(out.SessionToken) {
			t.Error("the session was rotated")
		}
	})
}
