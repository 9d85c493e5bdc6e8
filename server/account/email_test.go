package account

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

const ownEmail = "rosa@example.org"

// letters are those written since the world began, the oldest first.
func (w *world) written() (list []outbox.Letter) {
	w.t.Helper()
	for _, row := range w.values(`SELECT payload FROM outbox_events WHERE kind = 'LetterWritten' ORDER BY id`) {
		l, err := outbox.LetterOf(json.RawMessage(row[0]))
		if err != nil {
			w.t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

// lastLetter is the newest, which must be of that kind.
func (w *world) lastLetter(kind outbox.LetterKind) outbox.Letter {
	w.t.Helper()
	all := w.written()
	if len(all) == 0 || all[len(all)-1].Kind != kind {
		w.t.Fatalf("letters %v, want %s last", all, kind)
	}
	return all[len(all)-1]
}

// tokens are those of the letter's links, as its mail has them.
func (w *world) tokens(l outbox.Letter) (list []string) {
	w.t.Helper()
	for _, item := range l.Items {
		if item.LinkID == "" {
			continue
		}
		token, err := w.LinkToken(w.ctx, item.LinkID)
		if err != nil || token == "" {
			w.t.Fatalf("a link that was just mailed is over (%v)", err)
		}
		list = append(list, token)
	}
	return list
}

// rosa is the account that each starts with, signed in, with that address.
func (w *world) rosa(email string) actor.Actor {
	w.t.Helper()
	who := w.open().Who()
	w.exec(`UPDATE accounts SET email = ? WHERE id = ?`, email, who.AccountID())
	return who
}

func TestAnAddressIsProvenByItsLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.rosa(ownEmail)
		if _, err := w.ResendVerification(w.ctx, who, home); err != nil {
			t.Fatal(err)
		}
		l := w.lastLetter(outbox.LetterVerifyEmail)
		if l.Address != ownEmail || len(l.Items) != 1 || l.Items[0].Username != "" {
			t.Fatalf("wrote %+v", l)
		}
		token := w.tokens(l)[0]
		if _, err := w.VerifyEmail(w.ctx, VerifyEmailInput{Token: token}); err != nil {
			t.Fatal(err)
		}
		account, err := w.Account(w.ctx, who)
		if err != nil || !account.EmailVerified || *account.Email != ownEmail {
			t.Errorf("%+v (%v), want the address proven", account, err)
		}
		_, err = w.VerifyEmail(w.ctx, VerifyEmailInput{Token: token})
		wantCode(t, err, fault.Expired)
		if w.recorded("account.verify_email", audit.OK) != 1 {
			t.Error("not recorded")
		}
		if _, err := w.ResendVerification(w.ctx, who, home); err != nil || len(w.written()) != 1 {
			t.Errorf("%d letters (%v): a proven address was asked again", len(w.written()), err)
		}
	})
}

func TestAnotherAddressTakesTheOldOnesPlaceOnceProven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.rosa(ownEmail)
		err := w.store.Tx(w.ctx, func(ctx context.Context) error {
			return w.SendVerification(ctx, who.AccountID(), "new@example.org")
		})
		if err != nil {
			t.Fatal(err)
		}
		token := w.tokens(w.lastLetter(outbox.LetterVerifyEmail))[0]
		if account, err := w.Account(w.ctx, who); err != nil || *account.Email != ownEmail {
			t.Fatalf("%+v (%v): the new address counts unproven", account, err)
		}
		if _, err := w.VerifyEmail(w.ctx, VerifyEmailInput{Token: token}); err != nil {
			t.Fatal(err)
		}
		if l := w.lastLetter(outbox.LetterEmailChanged); l.Address != ownEmail {
			t.Errorf("told %s, want the old address", l.Address)
		}
		if account, err := w.Account(w.ctx, who); err != nil || *account.Email != "new@example.org" || !account.EmailVerified {
			t.Errorf("%+v (%v)", account, err)
		}
	})
}

func TestADisabledAccountsAddressIsNotProven(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.rosa(ownEmail)
		if _, err := w.ResendVerification(w.ctx, who, home); err != nil {
			t.Fatal(err)
		}
		token := w.tokens(w.lastLetter(outbox.LetterVerifyEmail))[0]
		w.exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, who.AccountID())
		_, err := w.VerifyEmail(w.ctx, VerifyEmailInput{Token: token})
		wantCode(t, err, fault.Expired)
	})
}

func TestMailsOnRequestAreCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.rosa(ownEmail)
		for range DefaultLimits.Mail.Free {
			if _, err := w.ResendVerification(w.ctx, who, home); err != nil {
				t.Fatal(err)
			}
		}
		_, err := w.ResendVerification(w.ctx, who, abroad)
		wantCode(t, err, fault.RateLimited)
		w.clock.Advance(time.Minute)
		if _, err := w.ResendVerification(w.ctx, who, home); err != nil {
			t.Errorf("after the pause: %v", err)
		}
		if n := len(w.written()); n != DefaultLimits.Mail.Free+1 {
			t.Errorf("%d letters", n)
		}
	})
}

func TestWithoutAddressNothingIsMailed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.ResendVerification(w.ctx, w.open().Who(), home)
		wantCode(t, err, fault.Conflict)
		_, err = w.ResendVerification(w.ctx, actor.Actor{}, home)
		wantCode(t, err, fault.Unauthenticated)
	})
}
