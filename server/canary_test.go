package main

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"regexp"
	"strings"
	"testing"

	"patientportal/server/store/storetest"
)

// walk is the whole way of an account through the program; secrets are what was
// given out or typed on it, by name.
type walk struct {
	*world
	t       *testing.T
	secrets map[string]string
}

// keep remembers a secret that must not be found anywhere.
func (k *walk) keep(name, secret string) string {
	k.t.Helper()
	if len(secret) < 6 || k.secrets[name] != "" {
		k.t.Fatalf("the %s is %q, and was %q", name, secret, k.secrets[name])
	}
	k.secrets[name] = secret
	return secret
}

// ask posts a document that has to go well and gives the field of its data at
// the end of the path.
func (k *walk) ask(b *browser, document string, variables map[string]any, path ...string) string {
	k.t.Helper()
	got := b.do(k.t, document, variables)
	if got.code() != "" {
		k.t.Fatalf("%.60s: %+v", document, got.Errors)
	}
	return at(k.t, got.Data, path...)
}

func at(t *testing.T, data json.RawMessage, path ...string) string {
	t.Helper()
	for _, name := range path {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		data = fields[name]
	}
	var text string
	_ = json.Unmarshal(data, &text) // an object is not text, and nobody wants it
	return text
}

// mailed is the token of the link to that page in the mail of that subject.
func (k *walk) mailed(name, subject, page string) string {
	k.t.Helper()
	found := regexp.MustCompile(page + `#([\w-]{43})\s`).FindStringSubmatch(k.mailTo(k.t, subject))
	if found == nil {
		k.t.Fatalf("no link to %s in the mail %q", page, subject)
	}
	return k.keep(name, found[1])
}

func cookieValue(cookie string) string { return cookie[strings.Index(cookie, "=")+1:] }

// TestNoSecretIsLoggedOrStored walks the whole way, from the letter to a
// signed-in phone and on to staff, and then looks for everything that was given
// out or typed in every column of every table and in the log.
func TestNoSecretIsLoggedOrStored(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		var log syncBuffer
		w := loggedWorld(t, dialect, slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		if err := w.publishPolicy(t.Context()); err != nil {
			t.Fatal(err)
		}
		k := &walk{world: w, t: t, secrets: map[string]string{}}
		b := k.signUp()
		k.recover()
		k.proveTwice(b)
		k.letOthersIn(b)
		k.staff()
		rows := w.everyRow(t)
		if log.String() == "" || !strings.Contains(rows, "wanda.canary") {
			t.Error("there is nothing to look into")
		}
		k.wantNowhere(map[string]string{"log": log.String(), "database": rows})
	})
}

// signUp goes from the desk's letter to an account with a proven address.
func (k *walk) signUp() *browser {
	desk := k.signIn(k.t, "desk.lindgren")
	var made struct {
		RegisterPatient struct {
			Patient struct{ ID, ClinicNumber string }
		}
	}
	desk.do(k.t, `mutation { registerPatient(input: {fullName: "Wanda Canary", dateOfBirth: "1979-04-30"}) { patient { id clinicNumber } } }`, nil).into(k.t, &made)
	who := made.RegisterPatient.Patient
	code := k.keep("activation code", k.ask(desk, `mutation($id: ID!) { issueActivationCode(input: {patientId: $id}) { code letterPdfUrl } }`,
		map[string]any{"id": who.ID}, "issueActivationCode", "code"))

	b := k.anonymous()
	start := `mutation($number: String!, $code: String!) { startRegistration(input: {clinicNumber: $number, activationCode: $code,
		email: "wanda@example.org", fullName: "Wanda Canary", dateOfBirth: "1979-04-30"}) { registration { id } } }`
	b.do(k.t, start, map[string]any{"number": who.ClinicNumber, "code": k.keep("wrong activation code", "ABCD-EFGH-JKMN")})
	flow := k.keep("sign-up", k.ask(b, start, map[string]any{"number": who.ClinicNumber, "code": code}, "startRegistration", "registration", "id"))
	k.ask(b, `mutation($id: ID!, $p: String!, $a: [SecurityAnswerInput!]!) { completeRegistration(input: {registrationId: $id,
		username: "wanda.canary", password: $p, securityAnswers: $a}) { __typename } }`, map[string]any{"id": flow,
		"p": k.keep("first password", "Amber-Foundry-71!"), "a": k.answers("FIRST_PET", "COUSIN", "FIRST_JOB")})
	k.keep("session", cookieValue(b.cookie))
	b.agree(k.t)
	k.ask(b, `mutation($t: String!) { verifyEmail(input: {token: $t}) { verified } }`,
		map[string]any{"t": k.mailed("link to prove an address", "Confirm your email address", "/verify-email")})
	return b
}

// answers are to be remembered as they are typed and as they may be folded.
func (k *walk) answers(questions ...string) (list []map[string]any) {
	for i, key := range questions {
		answer := k.keep("answer about "+key, []string{"Tortellini", "Persimmon", "Kristiansund"}[i])
		list = append(list, map[string]any{"questionKey": key, "answer": answer})
	}
	return list
}

// recover forgets the username and the password, and answers the question wrong
// before right.
func (k *walk) recover() {
	b := k.anonymous()
	k.ask(b, requestReset, map[string]any{"who": "wanda.canary"})
	token := k.mailed("link to a new password", "Create a new password", "/reset-password")
	question := k.ask(b, lookAtReset, map[string]any{"token": token}, "passwordReset", "securityQuestion")
	answer := ""
	for key, text := range map[string]string{"FIRST_PET": "pet", "COUSIN": "cousin", "FIRST_JOB": "job"} {
		if strings.Contains(strings.ToLower(question), text) {
			answer = k.secrets["answer about "+key]
		}
	}
	reset := `mutation($token: String!, $password: String!, $answer: String) {
		resetPassword(input: {token: $token, newPassword: $password, securityAnswer: $answer}) { reset } }`
	next := k.keep("second password", "Copper-Thicket-57!")
	for _, wrong := range []any{nil, k.keep("wrong answer", "Rigatoni Supreme")} {
		if got := b.do(k.t, reset, map[string]any{"token": token, "password": next, "answer": wrong}); got.code() != bad {
			k.t.Fatalf("a new password by the link and the answer %v: %v", wrong, got.Errors)
		}
	}
	k.ask(b, reset, map[string]any{"token": token, "password": next, "answer": answer})
	typed := k.keep("password typed as username", "Hidden-Meadow-64!")
	b.do(k.t, `mutation($p: String!) { signIn(input: {username: $p, password: "x"}) { __typename } }`, map[string]any{"p": typed})
}

// proveTwice sets up a second factor and signs in by it, on the web and on a
// phone.
func (k *walk) proveTwice(b *browser) {
	k.enterBy(b, "wanda.canary", k.secrets["second password"])
	k.keep("second session", cookieValue(b.cookie))
	app, codes := b.enroll(k.t)
	k.keep("secret of the app", app.secret)
	for i, name := range []string{"first", "second", "third"} {
		k.keep(name+" recovery code", codes[i])
	}
	other := k.anonymous()
	id := k.enterBy(other, "wanda.canary", k.secrets["second password"])
	other.verify(k.t, id, "RECOVERY_CODE", k.keep("wrong recovery code", "ZZZZ-ZZZZ-ZZZZ"), false)
	if got := other.verify(k.t, id, "TOTP", app.code(k.t), true); got.code() != "" {
		k.t.Fatalf("both proofs: %v", got.Errors)
	}
	k.keep("third session", cookieValue(other.cookie))
	k.keep("device", cookieValue(other.device))
	k.ask(b, `mutation($c: String!) { stepUp(input: {code: $c}) { expiresAt } }`, map[string]any{"c": codes[0]})
	k.keep("session after a fresh proof", cookieValue(b.cookie))
	k.ask(b, `mutation($p: String!) { changePassword(input: {newPassword: $p}) { expiresAt } }`,
		map[string]any{"p": k.keep("third password", "Velvet-Sawmill-46!")})
	k.onPhone(codes[1])
}

func (k *walk) onPhone(code string) {
	phone := k.anonymous()
	id := k.ask(phone, `mutation($p: String!) { signIn(input: {username: "wanda.canary", password: $p, client: MOBILE}) {
		... on SecondFactorRequired { challengeId } } }`, map[string]any{"p": k.secrets["third password"]}, "signIn", "challengeId")
	got := phone.do(k.t, `mutation($id: ID!, $c: String!) { verifySecondFactor(input: {challengeId: $id, method: RECOVERY_CODE, code: $c,
		rememberDevice: true}) { ... on SignedIn { accessToken refreshToken deviceToken } } }`, map[string]any{"id": id, "c": code})
	if got.code() != "" {
		k.t.Fatalf("on a phone: %v", got.Errors)
	}
	k.keep("access token", at(k.t, got.Data, "verifySecondFactor", "accessToken"))
	k.keep("phone", at(k.t, got.Data, "verifySecondFactor", "deviceToken"))
	refresh := k.keep("refresh token", at(k.t, got.Data, "verifySecondFactor", "refreshToken"))
	got = phone.do(k.t, `mutation($r: String!) { refreshSession(input: {refreshToken: $r}) { accessToken refreshToken } }`, map[string]any{"r": refresh})
	k.keep("next access token", at(k.t, got.Data, "refreshSession", "accessToken"))
	k.keep("next refresh token", at(k.t, got.Data, "refreshSession", "refreshToken"))
}

// enterBy signs in by password, and gives the challenge where there is one.
func (k *walk) enterBy(b *browser, username, password string) string {
	k.t.Helper()
	return k.ask(b, `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p}) {
		... on SecondFactorRequired { challengeId } } }`, map[string]any{"u": username, "p": password}, "signIn", "challengeId")
}

// letOthersIn invites a carer and gives a calendar an address.
func (k *walk) letOthersIn(b *browser) {
	var got struct {
		Viewer struct{ Patients []struct{ ID string } }
	}
	b.do(k.t, `{ viewer { patients { id } } }`, nil).into(k.t, &got)
	id := map[string]any{"id": got.Viewer.Patients[0].ID}
	k.ask(b, `mutation($id: ID!) { inviteCarer(input: {patientId: $id, email: "aunt@example.org", relationship: "aunt", scopes: [ADVICE]}) { invitation { id } } }`, id)
	k.mailed("invitation", "An invitation to help look after somebody", "/carer-invitation")
	feed := k.ask(b, `mutation($id: ID!) { createCalendarFeed(input: {patientId: $id}) { url } }`, id, "createCalendarFeed", "url")
	k.keep("address of a calendar", strings.TrimSuffix(feed[strings.LastIndex(feed, "/")+1:], ".ics"))
}

// staff adds somebody, who signs in, and resets them.
func (k *walk) staff() {
	admin := k.signIn(k.t, "admin")
	added := admin.do(k.t, `mutation { addStaff(input: {username: "lin.desk", displayName: "Lin", role: FRONT_DESK, email: "lin@example.org"}) {
		firstPassword staffAccount { id } } }`, nil)
	if added.code() != "" {
		k.t.Fatalf("adding: %v", added.Errors)
	}
	b := k.anonymous()
	k.enterBy(b, "lin.desk", k.keep("first password of staff", at(k.t, added.Data, "addStaff", "firstPassword")))
	k.keep("session of staff", cookieValue(b.cookie))
	again := k.ask(admin, `mutation($id: ID!) { resetStaff(input: {accountId: $id, reason: "Lost the letter."}) { firstPassword } }`,
		map[string]any{"id": at(k.t, added.Data, "addStaff", "staffAccount", "id")}, "resetStaff", "firstPassword")
	k.keep("next password of staff", again)
}

// wantNowhere looks for each secret in every form in which it might be written.
func (k *walk) wantNowhere(places map[string]string) {
	k.t.Helper()
	for place, held := range places {
		held = strings.ToLower(held)
		for name, secret := range k.secrets {
			for _, form := range formsOf(secret) {
				if strings.Contains(held, strings.ToLower(form)) {
					k.t.Errorf("the %s holds the %s", place, name)
				}
			}
		}
	}
	k.t.Logf("%d secrets were looked for", len(k.secrets))
}

// formsOf are a secret as it is, without its dashes, what its letters stand for,
// and these in hex and base64.
func formsOf(secret string) []string {
	forms := []string{secret, strings.NewReplacer("-", "", " ", "").Replace(secret)}
	raw := [][]byte{[]byte(secret), []byte(forms[1])}
	if key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret); err == nil {
		forms, raw = append(forms, string(key)), append(raw, key)
	}
	if key, err := base64.RawURLEncoding.DecodeString(secret); err == nil && len(key) >= 16 {
		forms, raw = append(forms, string(key)), append(raw, key)
	}
	for _, r := range raw {
		forms = append(forms, hex.EncodeToString(r), base64.RawStdEncoding.EncodeToString(r), base64.RawURLEncoding.EncodeToString(r))
	}
	return forms
}
