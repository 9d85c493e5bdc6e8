package account

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// mailed makes a link for the account and gives its token, as its mail does.
func (w *world) mailed(in NewLink) (token string) {
	w.t.Helper()
	var id string
	err := w.store.Tx(w.ctx, func(ctx context.Context) (err error) {
		id, err = w.MakeLink(ctx, in)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if token, err = w.LinkToken(w.ctx, id); err != nil || token == "" {
		w.t.Fatalf("no token for a new link: %q, %v", token, err)
	}
	return token
}

func (w *world) useLink(kind outbox.LetterKind, token string) (l Link, err error) {
	err = w.store.Tx(w.ctx, func(ctx context.Context) error {
		l, err = w.UseLink(ctx, kind, token)
		return err
	})
	return l, err
}

func (w *world) resetLink() NewLink {
	return NewLink{Kind: outbox.LetterResetPassword, AccountID: w.accountID(), Address: "rosa@example.org", Life: 30 * time.Minute}
}

// accountID is the id of the account that each starts with.
func (w *world) accountID() string {
	w.t.Helper()
	c, err := w.tables.candidate(w.ctx, ownUsername, "", 0)
	if err != nil || c.id == "" {
		w.t.Fatalf("there is no account (%v)", err)
	}
	return c.id
}

func TestALinkWorksOnceInARace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.mailed(w.resetLink())
		var won, over atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				switch _, err := w.useLink(outbox.LetterResetPassword, token); {
				case err == nil:
					won.Add(1)
				case fault.CodeOf(err) == fault.Expired:
					over.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || over.Load() != 15 {
			t.Errorf("%d used it and %d were refused, want 1 and 15", won.Load(), over.Load())
		}
	})
}

func TestALinkRunsOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.mailed(w.resetLink())
		w.clock.Advance(30*time.Minute - time.Microsecond)
		if l, err := w.PeekLink(w.ctx, outbox.LetterResetPassword, token); err != nil || l.AccountID != w.accountID() {
			t.Errorf("just before its end: %+v, %v", l, err)
		}
		w.clock.Advance(time.Microsecond)
		_, err := w.useLink(outbox.LetterResetPassword, token)
		wantCode(t, err, fault.Expired)
	})
}

func TestTheNewestLinkAloneIsGood(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.mailed(w.resetLink())
		second := w.mailed(w.resetLink()) // at the same instant
		_, err := w.useLink(outbox.LetterResetPassword, first)
		wantCode(t, err, fault.Expired)
		other := w.resetLink()
		other.Kind = outbox.LetterVerifyEmail
		w.mailed(other) // takes nothing's place: it is of another kind
		if _, err := w.useLink(outbox.LetterResetPassword, second); err != nil {
			t.Errorf("the newest: %v", err)
		}
		_, err = w.useLink(outbox.LetterResetPassword, first)
		wantCode(t, err, fault.Expired) // also when the newer one is used up
	})
}

func TestALinkIsGoodForItsOwnKind(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.mailed(w.resetLink())
		for _, try := range []string{token, "", "short", strings.Repeat("A", len(token))} {
			_, err := w.useLink(outbox.LetterVerifyEmail, try)
			wantCode(t, err, fault.Expired)
		}
	})
}

func TestALinkOfSomebodyWithoutAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		invite := NewLink{Kind: outbox.LetterVerifyEmail, SubjectID: "invitation-1", Address: "new@example.org", Life: time.Hour}
		first, second := w.mailed(invite), w.mailed(invite)
		_, err := w.useLink(outbox.LetterVerifyEmail, first)
		wantCode(t, err, fault.Expired)
		l, err := w.useLink(outbox.LetterVerifyEmail, second)
		if err != nil || l.SubjectID != "invitation-1" || l.AccountID != "" || l.Address != "new@example.org" {
			t.Errorf("got %+v, %v", l, err)
		}
	})
}

// What is stored cannot be used: the token is made with a key of the program.
func TestALinksTokenIsNotStored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		token := w.mailed(w.resetLink())
		for _, column := range []string{"id", "kind", "subject_id", "address", "key_id", "token_hash"} {
			if w.number(`SELECT COUNT(*) FROM account_links WHERE `+column+` LIKE ?`, "%"+token+"%") != 0 {
				t.Errorf("%s holds the token", column)
			}
		}
		var id string
		if err := w.store.Prepare(`SELECT id FROM account_links`).QueryRow(w.ctx).Scan(&id); err != nil {
			t.Fatal(err)
		}
		if _, err := w.useLink(outbox.LetterResetPassword, token); err != nil {
			t.Fatal(err)
		}
		if again, err := w.LinkToken(w.ctx, id); err != nil || again != "" {
			t.Errorf("a used link has the token %q (%v)", again, err)
		}
	})
}

func TestALetterIsWrittenWithWhatCausedIt(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		l := outbox.Letter{Kind: outbox.LetterNewPassword, AccountID: w.accountID(), Address: "rosa@example.org"}
		if err := w.WriteLetter(w.ctx, l); err == nil {
			t.Error("a letter was written outside a Tx")
		}
		err := w.store.Tx(w.ctx, func(ctx context.Context) error { return w.WriteLetter(ctx, l) })
		if err != nil {
			t.Fatal(err)
		}
		if n := w.number(`SELECT COUNT(*) FROM outbox_events WHERE kind = 'LetterWritten' AND patient_id IS NULL`); n != 1 {
			t.Errorf("%d letters, want 1", n)
		}
	})
}
