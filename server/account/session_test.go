package account

import (
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
)

func TestASessionEndsWithoutUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		w.clock.Advance(browserIdle - time.Second)
		if !w.alive(out.SessionToken) {
			t.Fatal("ended too early")
		}
		w.clock.Advance(browserIdle - time.Second)
		if !w.alive(out.SessionToken) {
			t.Fatal("use did not keep it open")
		}
		w.clock.Advance(browserIdle)
		if w.alive(out.SessionToken) {
			t.Error("still open after 30 minutes without use")
		}
	})
}

func TestASessionEndsAfterTwelveHoursWhateverHappens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		for w.clock.Now().Before(start.Add(browserLife - 20*time.Minute)) {
			w.clock.Advance(20 * time.Minute)
			if !w.alive(out.SessionToken) {
				t.Fatalf("ended after %v", w.clock.Now().Sub(start))
			}
		}
		_, expires, err := w.Authenticate(w.ctx, out.SessionToken)
		if err != nil || !expires.Equal(start.Add(browserLife)) {
			t.Errorf("ends at %v, want %v (%v)", expires, start.Add(browserLife), err)
		}
		if account, err := w.Account(w.ctx, out.Who()); err != nil || !account.SessionEndsAt.Equal(start.Add(browserLife)) {
			t.Errorf("told to end at %v, want %v (%v)", account.SessionEndsAt, start.Add(browserLife), err)
		}
		w.clock.Set(start.Add(browserLife))
		if w.alive(out.SessionToken) {
			t.Error("still open after 12 hours")
		}
	})
}

func TestLookingWhetherASessionIsAliveIsNoUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		for range 3 {
			w.clock.Advance(10*time.Minute - time.Second)
			expires, err := w.Alive(w.ctx, out.Who().SessionID())
			if err != nil || !expires.Equal(start.Add(browserIdle)) {
				t.Fatalf("ends at %v (%v), want %v", expires, err, start.Add(browserIdle))
			}
		}
		w.clock.Set(start.Add(browserIdle))
		_, err := w.Alive(w.ctx, out.Who().SessionID())
		wantCode(t, err, fault.Unauthenticated)
	})
}

// A socket that is opened again and again is no person at work.
func TestRecognizingASessionIsNoUse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		w.clock.Advance(browserIdle - time.Second)
		who, _, err := w.Recognize(w.ctx, out.SessionToken)
		if err != nil || who.AccountID() != out.Who().AccountID() {
			t.Fatalf("%v, %v", who.AccountID(), err)
		}
		w.clock.Advance(time.Second)
		_, _, err = w.Recognize(w.ctx, out.SessionToken)
		wantCode(t, err, fault.Unauthenticated)
	})
}

// Requests come in bunches; only one in a minute writes.
func TestUseIsNotedOnceAMinute(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		seen := func() int { return w.number(`SELECT last_seen_at FROM account_sessions`) }
		first := seen()
		w.clock.Advance(touchEvery - time.Second)
		if !w.alive(out.SessionToken) || seen() != first {
			t.Error("written within the minute")
		}
		w.clock.Advance(time.Second)
		_, expires, err := w.Authenticate(w.ctx, out.SessionToken)
		if err != nil || seen() == first {
			t.Errorf("not written after a minute (%v)", err)
		}
		if want := w.clock.Now().Add(browserIdle); !expires.Equal(want) {
			t.Errorf("ends at %v, want %v: it was just used", expires, want)
		}
	})
}

func TestRubbishIsNoToken(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		unknown, _ := secret.NewToken()
		for _, token := range []string{"", "x", unknown, "' OR 1=1 --", string(make([]byte, 1<<16))} {
			if w.alive(token) {
				t.Errorf("%.20q let someone in", token)
			}
		}
	})
}

func TestADisabledAccountIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out, phone := w.open(), w.openPhone()
		w.exec(`UPDATE accounts SET disabled_at = 1`)
		if w.alive(out.SessionToken) || w.alive(*phone.AccessToken) {
			t.Error("still let in")
		}
		_, err := w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: *phone.RefreshToken}, home)
		wantCode(t, err, fault.Unauthenticated)
		_, err = w.Alive(w.ctx, out.Who().SessionID())
		wantCode(t, err, fault.Unauthenticated)
	})
}

func TestSigningOutEndsThisSessionAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, other := w.open(), w.open()
		for range 2 {
			if got, err := w.SignOut(w.ctx, one.Who()); err != nil || !got.SignedOut {
				t.Fatalf("signed out: %v, %v", got, err)
			}
		}
		if w.alive(one.SessionToken) || !w.alive(other.SessionToken) {
			t.Error("the wrong session ended")
		}
		if n := w.recorded("account.sign_out", audit.OK); n != 1 {
			t.Errorf("recorded %d times", n)
		}
	})
}

func TestDevicesAreListedAndSignedOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one := w.open()
		w.clock.Advance(time.Minute)
		phone := w.openPhone()
		list, err := w.Sessions(w.ctx, one.Who())
		if err != nil || len(list) != 2 {
			t.Fatalf("%d sessions (%v), want 2", len(list), err)
		}
		if list[0].Device != "App on Linux" || list[1].Device != "Firefox on Linux" || list[1].IPAddress != home.Address {
			t.Errorf("listed as %+v", list)
		}
		if list[0].Current || !list[1].Current || !list[1].CreatedAt.Equal(start) {
			t.Errorf("listed as %+v", list)
		}
		got, err := w.RevokeSession(w.ctx, one.Who(), RevokeSessionInput{SessionID: list[0].ID})
		if err != nil || got.Account.Username != ownUsername {
			t.Fatalf("revoked: %v, %v", got, err)
		}
		if w.alive(*phone.AccessToken) {
			t.Error("the phone is still let in")
		}
		_, err = w.Refresh(w.ctx, RefreshSessionInput{RefreshToken: *phone.RefreshToken}, home)
		wantCode(t, err, fault.Unauthenticated)
		if list, err := w.Sessions(w.ctx, got.Account.Who); err != nil || len(list) != 1 {
			t.Errorf("%d sessions left (%v), want 1", len(list), err)
		}
	})
}

func TestSessionsThatRanOutAreNotListed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.openPhone()
		w.open()
		w.clock.Advance(browserIdle)
		now := w.open()
		if list, err := w.Sessions(w.ctx, now.Who()); err != nil || len(list) != 2 {
			t.Errorf("%d listed (%v), want this one and the phone", len(list), err)
		}
	})
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		mine := w.open()
		w.create(CreateInput{Username: "someone.else"})
		other, err := w.SignIn(w.ctx, SignInInput{Username: "someone.else", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{mine.Who().SessionID(), "no-such-session", "a\x00b", "a\xff"} {
			_, err := w.RevokeSession(w.ctx, other.Who(), RevokeSessionInput{SessionID: id})
			wantCode(t, err, fault.NotFound)
		}
		if _, err := w.SignOutEverywhere(w.ctx, other.Who()); err != nil {
			t.Fatal(err)
		}
		if !w.alive(mine.SessionToken) || w.alive(other.SessionToken) {
			t.Error("the wrong sessions ended")
		}
	})
}

func TestSignOutEverywhere(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, other, phone := w.open(), w.open(), w.openPhone()
		if _, err := w.SignOutEverywhere(w.ctx, one.Who()); err != nil {
			t.Fatal(err)
		}
		for _, token := range []string{one.SessionToken, other.SessionToken, *phone.AccessToken} {
			if w.alive(token) {
				t.Error("a session is still open")
			}
		}
	})
}

func TestCallsWithoutASessionAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, who := range []actor.Actor{{}, system} {
			calls := map[string]func() error{
				"Account":           func() error { _, err := w.Account(w.ctx, who); return err },
				"Viewer":            func() error { _, err := w.Viewer(w.ctx, who); return err },
				"Sessions":          func() error { _, err := w.Sessions(w.ctx, who); return err },
				"SignOut":           func() error { _, err := w.SignOut(w.ctx, who); return err },
				"SignOutEverywhere": func() error { _, err := w.SignOutEverywhere(w.ctx, who); return err },
				"RevokeSession": func() error {
					_, err := w.RevokeSession(w.ctx, who, RevokeSessionInput{SessionID: "x"})
					return err
				},
			}
			for name, call := range calls {
				if err := call(); fault.CodeOf(err) != fault.Unauthenticated {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	})
}

func TestTheCurrentActorHasTheGrantsOfNow(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		own, child := w.patient("4-000-001"), w.patient("4-000-002")
		id := w.create(CreateInput{Username: "parent", PatientID: own})
		w.exec(`INSERT INTO account_grants (id, account_id, patient_id, scopes, created_at) VALUES ('1', ?, ?, 'APPOINTMENTS', 1)`, id, child)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "parent", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		w.exec(`UPDATE account_grants SET revoked_at = 1 WHERE id = '1'`)
		who, _, err := w.Current(w.ctx, out.Who().SessionID())
		if err != nil || !who.MayActFor(own, actor.ScopeRecords) || who.MayActFor(child, actor.ScopeAppointments) {
			t.Errorf("%v, acts for %v", err, who.PatientIDs())
		}
		if _, err := w.SignOut(w.ctx, who); err != nil {
			t.Fatal(err)
		}
		_, _, err = w.Current(w.ctx, who.SessionID())
		wantCode(t, err, fault.Unauthenticated)
	})
}

func TestStillMayFollowsWhatIsTaken(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		own, child := w.patient("4-000-001"), w.patient("4-000-002")
		id := w.create(CreateInput{Username: "parent", PatientID: own})
		w.exec(`INSERT INTO account_grants (id, account_id, patient_id, scopes, created_at) VALUES ('1', ?, ?, 'APPOINTMENTS', 1)`, id, child)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "parent", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		may := func(patient string, scope actor.Scope) bool { return w.StillMay(w.ctx, out.Who(), patient, scope) }
		if !may(own, actor.ScopeRecords) || !may(child, actor.ScopeAppointments) || may(child, actor.ScopeRecords) || may("x", actor.ScopeRecords) {
			t.Error("not what was granted")
		}
		w.exec(`UPDATE account_grants SET revoked_at = 1 WHERE id = '1'`)
		if may(child, actor.ScopeAppointments) {
			t.Error("a revoked carer still may")
		}
		if _, err := w.SignOut(w.ctx, out.Who()); err != nil {
			t.Fatal(err)
		}
		if may(own, actor.ScopeRecords) {
			t.Error("a session that ended still may")
		}
	})
}

func TestSweepDropsOnlyWhatIsOver(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.openPhone()
		w.open()
		_ = w.fail(1, "nobody.here", abroad)
		rows := func() int {
			return w.number(`SELECT (SELECT COUNT(*) FROM account_sessions) + (SELECT COUNT(*) FROM account_refresh_tokens)
				+ (SELECT COUNT(*) FROM account_attempts)`)
		}
		before := rows()
		if n, err := w.Sweep(w.ctx, system); err != nil || n != 0 || rows() != before {
			t.Errorf("dropped %d of what is in use (%v)", n, err)
		}
		w.clock.Advance(mobileLife + sweepAfter + time.Second)
		if n, err := w.Sweep(w.ctx, system); err != nil || n != int64(before) || rows() != 0 {
			t.Errorf("dropped %d (%v), %d of %d are left", n, err, rows(), before)
		}
		_, err := w.Sweep(w.ctx, actor.Actor{})
		wantCode(t, err, fault.Forbidden)
	})
}

// Whoever is there and asks for nothing can say so, also right after the last
// use was noted; that brings no session back and outlasts none.
func TestASessionIsExtended(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		extend := func(after, want time.Duration) {
			t.Helper()
			w.clock.Advance(after)
			got, err := w.Extend(w.ctx, out.Who())
			if err != nil || got.ExpiresAt != w.clock.Now().Add(want) {
				t.Fatalf("until %s, %v, want for another %s", got.ExpiresAt, err, want)
			}
		}
		extend(time.Second, browserIdle)
		extend(browserIdle-time.Second, browserIdle)
		for w.clock.Now().Before(start.Add(browserLife - browserIdle)) {
			extend(20*time.Minute, min(browserIdle, start.Add(browserLife).Sub(w.clock.Now().Add(20*time.Minute))))
		}
		w.clock.Advance(browserIdle)
		_, err := w.Extend(w.ctx, out.Who())
		wantCode(t, err, fault.Unauthenticated)
		if w.alive(out.SessionToken) {
			t.Error("a session outlived twelve hours")
		}
		idle := w.open()
		w.clock.Advance(browserIdle)
		_, err = w.Extend(w.ctx, idle.Who())
		wantCode(t, err, fault.Unauthenticated)
	})
}
