package account

import (
	"slices"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// owesConsent asks as the next request does.
func (w *world) owesConsent(who actor.Actor) bool {
	w.t.Helper()
	now, _, err := w.Current(w.ctx, who.SessionID())
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.Contains(now.Owes(), actor.DutyConsent)
}

func (w *world) publish() {
	w.t.Helper()
	if err := w.PublishPolicy(w.ctx, system); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) agree(who actor.Actor) {
	w.t.Helper()
	if _, err := w.AcceptPrivacyPolicy(w.ctx, who, AcceptPrivacyPolicyInput{Version: w.policy.Version}); err != nil {
		w.t.Fatal(err)
	}
}

// withPolicy is another run of the program over the same database.
func (w *world) withPolicy(version string) *world {
	w.t.Helper()
	next := *w
	next.Service = New(w.store, audit.New(w.store, w.clock.Now), w.outbox, w.keys, w.clock.Now, WithHasher(w.hasher),
		WithPolicy(PrivacyPolicy{Version: version, Title: "Policy", Body: "Text of " + version, PublishedAt: start}))
	next.publish()
	return &next
}

func TestConsentIsAskedOnEachKindOfClient(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.publish()
		page, other, phone := w.open().Who(), w.open().Who(), w.openPhone().Viewer.Who
		if !w.owesConsent(page) || !w.owesConsent(phone) {
			t.Fatal("nobody was asked")
		}
		w.agree(page)
		for who, owes := range map[*actor.Actor]bool{&page: false, &other: false, &phone: true} {
			if got := w.owesConsent(*who); got != owes {
				t.Errorf("owes %t, want %t", got, owes)
			}
		}
		if again := w.open().Who(); len(again.Owes()) != 0 {
			t.Error("asked again on the web")
		}
		w.clock.Advance(time.Minute)
		w.agree(phone)
		if again := w.openPhone().Viewer.Who; w.owesConsent(phone) || len(again.Owes()) != 0 {
			t.Error("asked again on the phone")
		}
		w.consentsAre(page, Consent{w.policy.Version, Mobile, start.Add(time.Minute)}, Consent{w.policy.Version, Browser, start})
	})
}

func (w *world) consentsAre(who actor.Actor, want ...Consent) {
	w.t.Helper()
	got, err := w.Consents(w.ctx, who)
	if err != nil || !slices.Equal(got, want) {
		w.t.Errorf("agreed to %v, %v, want %v", got, err, want)
	}
	if n := w.recorded("account.accept_policy", audit.OK); n != len(want) {
		w.t.Errorf("%d on the trail, want %d", n, len(want))
	}
}

func TestANewVersionAsksAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.withPolicy("1")
		who := before.open().Who()
		before.agree(who)
		after := before.withPolicy("2")
		if !after.owesConsent(who) {
			t.Fatal("the new version asks nobody")
		}
		_, err := after.AcceptPrivacyPolicy(w.ctx, who, AcceptPrivacyPolicyInput{Version: "1"})
		wantCode(t, err, fault.Conflict)
		w.clock.Advance(time.Minute)
		after.agree(who)
		if after.owesConsent(who) {
			t.Error("still owed after agreeing")
		}
		after.consentsAre(who, Consent{"2", Browser, start.Add(time.Minute)}, Consent{"1", Browser, start})
		if n := w.number(`SELECT COUNT(*) FROM account_policies WHERE body = 'Text of 1'`); n != 1 {
			t.Error("the text of the old version is gone")
		}
	})
}

// What was agreed to stays what it was.
func TestAPublishedPolicyIsNotRewritten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.withPolicy("1")
		first.publish() // a restart
		first.policy.Body = "Another text"
		wantCode(t, first.PublishPolicy(w.ctx, system), fault.Conflict)
		wantCode(t, first.PublishPolicy(w.ctx, w.open().Who()), fault.Forbidden)
		if n := w.recorded("account.publish_policy", audit.OK); n != 1 {
			t.Errorf("%d on the trail", n)
		}
	})
}

func TestConsentIsKeptOnceInARace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.publish()
		who := w.open().Who()
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() { w.agree(who) })
		}
		all.Wait()
		w.consentsAre(who, Consent{w.policy.Version, Browser, start})
	})
}

func TestConsentIsAskedOfPatientsAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.publish()
		for role, owes := range map[actor.Role]bool{
			actor.RolePatient: true, actor.RoleClinician: false, actor.RoleFrontDesk: false, actor.RoleAdministrator: false,
		} {
			name := "someone." + string(role)
			w.create(CreateInput{Username: name, Role: role})
			out, err := w.SignIn(w.ctx, SignInInput{Username: name, Password: ownPassword}, home)
			if err != nil {
				t.Fatal(err)
			}
			if got := w.owesConsent(out.Who()); got != owes {
				t.Errorf("%s owes it: %t, want %t", role, got, owes)
			}
		}
	})
}

func TestConsentNeedsAnOpenSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.publish()
		in := AcceptPrivacyPolicyInput{Version: w.policy.Version}
		_, err := w.AcceptPrivacyPolicy(w.ctx, actor.Actor{}, in)
		wantCode(t, err, fault.Unauthenticated)
		who := w.open().Who()
		_, err = w.AcceptPrivacyPolicy(w.ctx, who, AcceptPrivacyPolicyInput{})
		wantCode(t, err, fault.InvalidInput)
		if _, err := w.SignOut(w.ctx, who); err != nil {
			t.Fatal(err)
		}
		_, err = w.AcceptPrivacyPolicy(w.ctx, who, in)
		wantCode(t, err, fault.Unauthenticated)
		if _, err := w.Consents(w.ctx, actor.Actor{}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("somebody's consents for nobody: %v", err)
		}
	})
}
