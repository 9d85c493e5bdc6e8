package account

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
)

func (w *world) refreshed(token string) RefreshSessionPayload {
	w.t.Helper()
	next, err := w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: token}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return next
}

func (w *world) refusesRefresh(token string) {
	w.t.Helper()
	_, err := w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: token}, home)
	wantCode(w.t, err, fault.Unauthenticated)
}

func TestAPhonesTokensRotate(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		if !phone.ExpiresAt.Equal(start.Add(accessLife)) || !w.alive(*phone.AccessToken) {
			t.Fatalf("access token until %v", phone.ExpiresAt)
		}
		w.clock.Advance(accessLife)
		if w.alive(*phone.AccessToken) {
			t.Error("an access token outlived its ten minutes")
		}
		next := w.refreshed(*phone.RefreshToken)
		if !w.alive(next.AccessToken) || !next.ExpiresAt.Equal(w.clock.Now().Add(accessLife)) {
			t.Errorf("the next access token does not work until %v", next.ExpiresAt)
		}
		after := w.refreshed(next.RefreshToken)
		if w.alive(next.AccessToken) || !w.alive(after.AccessToken) {
			t.Error("the access token before is still good")
		}
	})
}

func TestARefreshTokenThatComesTwiceEndsTheSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		stolen := *phone.RefreshToken
		next := w.refreshed(stolen)
		ended, stop := w.Revoked(phone.Viewer.Who.SessionID())
		defer stop()
		w.refusesRefresh(stolen)
		if w.alive(next.AccessToken) {
			t.Error("the access token is still good")
		}
		w.refusesRefresh(next.RefreshToken)
		select {
		case <-ended:
		default:
			t.Error("nobody was told")
		}
		if w.recorded("account.refresh", audit.Denied) != 1 {
			t.Error("not recorded once")
		}
	})
}

func TestARefreshTokenWorksOnceInARace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		var worked atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				_, err := w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: *phone.RefreshToken}, home)
				switch {
				case err == nil:
					worked.Add(1)
				case fault.CodeOf(err) != fault.Unauthenticated:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if worked.Load() != 1 {
			t.Errorf("it worked %d times", worked.Load())
		}
	})
}

func TestAPhoneIsSignedOutAfterAMonthWithoutUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		w.clock.Advance(refreshLife - time.Second)
		next := w.refreshed(*phone.RefreshToken)
		w.clock.Advance(refreshLife)
		w.refusesRefresh(next.RefreshToken)
	})
}

func TestAPhoneIsSignedOutAfterNinetyDays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		token := *phone.RefreshToken
		for w.clock.Now().Before(start.Add(mobileLife - refreshLife/2)) {
			w.clock.Advance(refreshLife / 2)
			token = w.refreshed(token).RefreshToken
		}
		w.clock.Set(start.Add(mobileLife - time.Second))
		last := w.refreshed(token)
		if !last.ExpiresAt.Equal(start.Add(mobileLife)) {
			t.Errorf("the last access token ends at %v", last.ExpiresAt)
		}
		w.clock.Advance(time.Second)
		w.refusesRefresh(last.RefreshToken)
		if w.alive(last.AccessToken) {
			t.Error("still let in")
		}
	})
}

func TestOtherTokensDoNotRefresh(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		browser, phone := w.open(), w.openPhone()
		unknown, _ := secret.NewToken()
		for _, token := range []string{browser.SessionToken, *phone.AccessToken, unknown, "x"} {
			w.refusesRefresh(token)
		}
		_, err := w.Refresh(w.ctx, RefreshSessionInput{}, home)
		wantCode(t, err, fault.InvalidInput)
		if w.alive(*phone.RefreshToken) {
			t.Error("a refresh token let someone in")
		}
		if !w.alive(*phone.AccessToken) || !w.alive(browser.SessionToken) {
			t.Error("a wrong token ended a session")
		}
	})
}
