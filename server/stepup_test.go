package main

import "testing"

// A fresh proof gives the browser its next cookie, and the one before is none.
func TestStepUpChangesTheCookie(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	b := w.signIn(t, "maria.alvarez")
	before := &browser{world: w, cookie: b.cookie}
	const stepUp = `mutation($p: String!) { stepUp(input: {password: $p}) { accessToken refreshToken expiresAt } }`
	if got := b.do(t, stepUp, map[string]any{"p": "Wrong-Harbor-72!"}); got.code() != bad || b.cookie != before.cookie {
		t.Fatalf("a wrong password: %v", got.Errors)
	}
	var out struct {
		StepUp struct {
			AccessToken, RefreshToken *string
			ExpiresAt                 string
		}
	}
	b.do(t, stepUp, map[string]any{"p": passwords()["maria.alvarez"]}).into(t, &out)
	if b.cookie == before.cookie || out.StepUp.AccessToken != nil || out.StepUp.RefreshToken != nil || out.StepUp.ExpiresAt == "" {
		t.Errorf("cookie %q after %q, answer %+v", b.cookie, before.cookie, out)
	}
	const mine = `{ unreadCount }`
	if code := b.do(t, mine, nil).code(); code != "" {
		t.Errorf("with the new cookie: %s", code)
	}
	if code := before.do(t, mine, nil).code(); code != in_ {
		t.Errorf("with the cookie from before: %q", code)
	}
	if code := b.do(t, mine, nil).code(); code != "" {
		t.Errorf("the old cookie took the new one with it: %s", code)
	}
}
