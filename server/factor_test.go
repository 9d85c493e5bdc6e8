package main

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"
)

// authenticator computes codes by the RFC, apart from the program.
type authenticator struct {
	secret string
	used   int64 // steps after now that were used
}

func (a *authenticator) code(t testing.TB) string {
	t.Helper()
	key, err := base32.StdEncoding.DecodeString(a.secret)
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha1.New, key)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(time.Now().Unix()/30+a.used)))
	sum := mac.Sum(nil)
	at := sum[19] & 15
	a.used++ // the next one is taken early, by a clock that is ahead
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:])&0x7fffffff%1_000_000)
}

// enroll sets an app up and gives it with the recovery codes.
func (b *browser) enroll(t testing.TB) (*authenticator, []string) {
	t.Helper()
	var started struct {
		StartTotpEnrollment struct{ Secret, OtpauthURI, QrCodeSvg string }
	}
	b.do(t, `mutation { startTotpEnrollment { secret otpauthUri qrCodeSvg } }`, nil).into(t, &started)
	app := &authenticator{secret: started.StartTotpEnrollment.Secret}
	var confirmed struct {
		ConfirmTotpEnrollment struct{ RecoveryCodes []string }
	}
	b.do(t, `mutation($c: String!) { confirmTotpEnrollment(input: {code: $c}) { recoveryCodes } }`,
		map[string]any{"c": app.code(t)}).into(t, &confirmed)
	return app, confirmed.ConfirmTotpEnrollment.RecoveryCodes
}

// password signs in by password and gives the challenge, empty when there is none.
func (b *browser) password(t testing.TB, username string) string {
	t.Helper()
	var got struct {
		SignIn struct{ ChallengeID string }
	}
	b.do(t, `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p}) {
		__typename ... on SecondFactorRequired { challengeId methods expiresAt } } }`,
		map[string]any{"u": username, "p": passwords()[username]}).into(t, &got)
	return got.SignIn.ChallengeID
}

const verifyDocument = `mutation($id: ID!, $m: SecondFactorMethod!, $c: String!, $r: Boolean!) {
	verifySecondFactor(input: {challengeId: $id, method: $m, code: $c, rememberDevice: $r}) {
		... on SignedIn { accessToken deviceToken viewer { account { id } } } } }`

func (b *browser) verify(t testing.TB, id, method, code string, remember bool) answer {
	t.Helper()
	return b.do(t, verifyDocument, map[string]any{"id": id, "m": method, "c": code, "r": remember})
}

// TestSignInByTwoFactors is the whole way over HTTP, cookies and all.
func TestSignInByTwoFactors(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	app, codes := w.signIn(t, "maria.alvarez").enroll(t)

	b := w.anonymous()
	id := b.password(t, "maria.alvarez")
	if id == "" || b.cookie != "" {
		t.Fatalf("the password alone gave challenge %q and cookie %q", id, b.cookie)
	}
	if got := b.verify(t, id, "TOTP", "000000", true); got.code() != in_ || b.cookie != "" || b.device != "" {
		t.Fatalf("a wrong code: %v, cookies %q %q", got.Errors, b.cookie, b.device)
	}
	got := b.verify(t, id, "TOTP", app.code(t), true)
	if got.code() != "" || b.cookie == "" || b.device == "" {
		t.Fatalf("both proofs: %v, cookies %q %q", got.Errors, b.cookie, b.device)
	}
	if strings.Contains(string(got.Data), strings.SplitN(b.device, "=", 2)[1]) {
		t.Error("scripts can read what remembers the browser")
	}
	if code := b.do(t, `{ unreadCount }`, nil).code(); code != "" {
		t.Errorf("signed in, and %s", code)
	}

	// The browser is remembered: another sign-in takes the password alone, and
	// then half a proof changes nothing.
	b.do(t, `mutation { signOut { signedOut } }`, nil)
	if id := b.password(t, "maria.alvarez"); id != "" || b.cookie == "" {
		t.Fatal("a remembered browser was asked for a second proof")
	}
	if code := b.do(t, `mutation { disableTotp { account { id } } }`, nil).code(); code != "STEP_UP_REQUIRED" {
		t.Errorf("turning the second factor off by password alone: %q", code)
	}
	if code := b.do(t, `mutation($c: String!) { stepUp(input: {code: $c}) { expiresAt } }`, map[string]any{"c": codes[0]}).code(); code != "" {
		t.Errorf("a recovery code as a fresh proof: %s", code)
	}
	b.do(t, `mutation { forgetRememberedDevices { account { id } } }`, nil)
	if !strings.HasSuffix(b.device, "=") {
		t.Errorf("the browser still holds %q", b.device)
	}

	// Another browser gets in by a recovery code, once.
	other := w.anonymous()
	if code := other.verify(t, other.password(t, "maria.alvarez"), "RECOVERY_CODE", strings.ToLower(codes[1]), false).code(); code != "" || other.device != "" {
		t.Errorf("a recovery code: %q, device %q", code, other.device)
	}
	if code := other.verify(t, w.anonymous().password(t, "maria.alvarez"), "RECOVERY_CODE", codes[1], false).code(); code != in_ {
		t.Errorf("the same code again: %q", code)
	}
}

// TestThePageOfASecondProofIsLoadedAgain: the page that asks finds its challenge
// by the id alone, and learns that it is over.
func TestThePageOfASecondProofIsLoadedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	app, _ := w.signIn(t, "maria.alvarez").enroll(t)
	b := w.anonymous()
	id := b.password(t, "maria.alvarez")
	ask := func() string {
		return string(b.do(t, `query($id: ID!) { signInChallenge(challengeId: $id) { methods } }`, map[string]any{"id": id}).Data)
	}
	if got := ask(); got != `{"signInChallenge":{"methods":["TOTP","RECOVERY_CODE"]}}` {
		t.Error(got)
	}
	b.verify(t, id, "TOTP", app.code(t), false)
	if got := ask(); got != `{"signInChallenge":null}` {
		t.Error(got)
	}
}
