package main

import (
	"testing"

	"patientportal/server/passkey/passkeytest"
)

type ceremony struct{ CeremonyID, OptionsJSON string }

// started is the one ceremony in the answer of a start.
func started(t *testing.T, a answer) (c ceremony) {
	t.Helper()
	var fields map[string]ceremony
	a.into(t, &fields)
	for _, one := range fields {
		c = one
	}
	return c
}

// addPasskey puts a passkey of the device on the account of who is signed in.
func (b *browser) addPasskey(t *testing.T, d *passkeytest.Device) answer {
	t.Helper()
	c := started(t, b.do(t, `mutation { startPasskeyRegistration { ceremonyId optionsJson } }`, nil))
	return b.do(t, `mutation($c: ID!, $j: String!) { finishPasskeyRegistration(input: {ceremonyId: $c, credentialJson: $j, name: "Made-up phone"}) {
		passkey { id name } account { passkeys { id lastUsedAt } } } }`, map[string]any{"c": c.CeremonyID, "j": d.Create(c.OptionsJSON)})
}

// byPasskey signs in with the device.
func (b *browser) byPasskey(t *testing.T, d *passkeytest.Device, client string) answer {
	t.Helper()
	c := started(t, b.do(t, `mutation { startPasskeySignIn { ceremonyId optionsJson } }`, nil))
	return b.do(t, `mutation($c: ID!, $j: String!, $k: ClientKind!) { finishPasskeySignIn(input: {ceremonyId: $c, credentialJson: $j, client: $k}) {
		... on SignedIn { accessToken viewer { account { username } patients { id } } } } }`,
		map[string]any{"c": c.CeremonyID, "j": d.Sign(c.OptionsJSON), "k": client})
}

// From the browser's first press to the patient's data, by way of the contract.
func TestAPasskeyLeadsToThePatientsData(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			d := passkeytest.New(t, "http://localhost")
			var added struct {
				FinishPasskeyRegistration struct {
					Passkey struct{ Name string }
					Account struct {
						Passkeys []struct{ LastUsedAt *string }
					}
				}
			}
			w.arriveByPhone(t, "maria.alvarez").agree(t) // before a passkey is asked for
			w.signIn(t, "maria.alvarez").addPasskey(t, d).into(t, &added)
			if got := added.FinishPasskeyRegistration; got.Passkey.Name != "Made-up phone" || len(got.Account.Passkeys) != 1 || got.Account.Passkeys[0].LastUsedAt != nil {
				t.Errorf("added %+v", got)
			}
			var in struct {
				FinishPasskeySignIn struct {
					AccessToken *string
					Viewer      struct{ Patients []struct{ ID string } }
				}
			}
			b := w.anonymous()
			b.byPasskey(t, d, "BROWSER").into(t, &in)
			if got := in.FinishPasskeySignIn; b.cookie == "" || got.AccessToken != nil || len(got.Viewer.Patients) != 1 || got.Viewer.Patients[0].ID != w.maria.ID {
				t.Errorf("let in as %+v, cookie %q", got, b.cookie)
			}
			if code := b.do(t, `query($p: ID!) { patient(patientId: $p) { id } }`, map[string]any{"p": w.maria.ID}).code(); code != yes {
				t.Errorf("the cookie opens nothing: %s", code)
			}
			phone := w.anonymous()
			phone.byPasskey(t, d, "MOBILE").into(t, &in)
			if in.FinishPasskeySignIn.AccessToken == nil || phone.cookie != "" {
				t.Error("a phone was given no token, or a cookie")
			}
		})
	}
}

func TestAPasskeyOfAnotherPageOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "sqlite")
	d := passkeytest.New(t, "http://localhost")
	w.signIn(t, "maria.alvarez").addPasskey(t, d)
	d.Origin = "http://localhost.example.org"
	b := w.anonymous()
	got := b.byPasskey(t, d, "BROWSER")
	if got.code() != in_ || got.Errors[0].Extensions.MessageID != "account.passkey_failed" || b.cookie != "" {
		t.Errorf("answered %+v, cookie %q", got.Errors, b.cookie)
	}
}
