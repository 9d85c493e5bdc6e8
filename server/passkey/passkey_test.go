package passkey_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"patientportal/server/passkey"
	"patientportal/server/passkey/passkeytest"
)

const here = "https://portal.example.org:8443"

var owner = passkey.Owner{ID: "01a20880-ace0-7882-85d7-fad6e5668f59", Name: "rosa.quint", DisplayName: "Made Up"}

func site(t *testing.T) *passkey.Site {
	t.Helper()
	s, err := passkey.NewSite(here, "Lakeside Clinic", 5*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func create(t *testing.T, s *passkey.Site, d *passkeytest.Device) (passkey.Key, error) {
	t.Helper()
	ask, err := s.AskToCreate(owner, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Created(owner, ask.Challenge, d.Create(ask.Options))
}

func sign(t *testing.T, s *passkey.Site, d *passkeytest.Device, k passkey.Key) (passkey.Key, error) {
	t.Helper()
	ask, err := s.AskToSign(owner, nil)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := passkey.Read(d.Sign(ask.Options))
	if err != nil {
		t.Fatal(err)
	}
	if signed.KeyID() != k.ID {
		t.Errorf("signed with %s, want %s", signed.KeyID(), k.ID)
	}
	return s.Verify(signed, ask.Challenge, owner.ID, k)
}

func TestAPasskeyIsMadeAndUsed(t *testing.T) {
	t.Parallel()
	s, d := site(t), passkeytest.New(t, here)
	d.Counts, d.Synced = true, true
	k, err := create(t, s, d)
	if err != nil {
		t.Fatal(err)
	}
	if k.Model != "00000000-0000-0000-0000-000000000000" || len(k.Transports) != 1 || !k.BackupEligible || !k.BackedUp {
		t.Errorf("kept %+v", k)
	}
	for uses := uint32(1); uses < 3; uses++ {
		if k, err = sign(t, s, d, k); err != nil || k.SignCount != uses {
			t.Fatalf("use %d: counted %d, %v", uses, k.SignCount, err)
		}
	}
}

// The browser is asked for a key that it finds by itself and guards by its
// owner's finger, face or PIN, in the form its parseCreationOptionsFromJSON takes.
func TestWhatABrowserIsAskedFor(t *testing.T) {
	t.Parallel()
	s := site(t)
	ask, err := s.AskToCreate(owner, []passkey.Key{{ID: "AQID", Transports: []string{"usb"}}})
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		RP                     struct{ ID, Name string }
		User                   struct{ ID, Name, DisplayName string }
		Timeout                int
		Attestation            string
		AuthenticatorSelection struct {
			ResidentKey, UserVerification string
			RequireResidentKey            bool
		}
		PubKeyCredParams   []struct{ Alg int }
		ExcludeCredentials []struct {
			ID, Type   string
			Transports []string
		}
	}
	if err := json.Unmarshal([]byte(ask.Options), &o); err != nil {
		t.Fatal(err)
	}
	choice := o.AuthenticatorSelection
	if o.RP.ID != "portal.example.org" || o.RP.Name != "Lakeside Clinic" || o.User.Name != owner.Name || o.User.DisplayName != owner.DisplayName {
		t.Errorf("named %+v and %+v", o.RP, o.User)
	}
	if choice.ResidentKey != "required" || !choice.RequireResidentKey || choice.UserVerification != "required" || o.Attestation != "none" {
		t.Errorf("asked for %+v, attestation %q", choice, o.Attestation)
	}
	if len(o.PubKeyCredParams) != 3 || o.Timeout != 300_000 {
		t.Errorf("algorithms %v, %d ms", o.PubKeyCredParams, o.Timeout)
	}
	if e := o.ExcludeCredentials; len(e) != 1 || e[0].ID != "AQID" || e[0].Type != "public-key" || e[0].Transports[0] != "usb" {
		t.Errorf("excluded %v", e)
	}
	use, err := s.AskToSign(owner, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(use.Options, `"userVerification":"required"`) || !strings.Contains(use.Options, `"rpId":"portal.example.org"`) || strings.Contains(use.Options, "allowCredentials") {
		t.Errorf("asked %s", use.Options)
	}
}

func TestWhatIsNotAskedForIsRefused(t *testing.T) {
	t.Parallel()
	s := site(t)
	for name, lie := range map[string]func(*passkeytest.Device){
		"another site's page":    func(d *passkeytest.Device) { d.Origin = "https://portal.example.com:8443" },
		"another port":           func(d *passkeytest.Device) { d.Origin = "https://portal.example.org" },
		"plain http":             func(d *passkeytest.Device) { d.Origin = "http://portal.example.org:8443" },
		"a page beneath it":      func(d *passkeytest.Device) { d.Origin = "https://evil.portal.example.org:8443" },
		"a key of another site":  func(d *passkeytest.Device) { d.Domain = "example.org" },
		"an owner not made sure": func(d *passkeytest.Device) { d.Unverified = true },
	} {
		d := passkeytest.New(t, here)
		lie(d)
		if _, err := create(t, s, d); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("creating, %s: %v", name, err)
		}
		d = passkeytest.New(t, here)
		k, err := create(t, s, d)
		if err != nil {
			t.Fatal(err)
		}
		lie(d)
		if _, err := sign(t, s, d, k); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("signing, %s: %v", name, err)
		}
	}
}

func TestSignaturesOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	s := site(t)
	d, other := passkeytest.New(t, here), passkeytest.New(t, here)
	k, err := create(t, s, d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := create(t, s, other); err != nil {
		t.Fatal(err)
	}
	ask, err := s.AskToSign(owner, nil)
	if err != nil {
		t.Fatal(err)
	}
	read := func(d *passkeytest.Device) passkey.Signed {
		signed, err := passkey.Read(d.Sign(ask.Options))
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	right, wrong := read(d), read(other)
	impostor := k
	impostor.ID = wrong.KeyID()
	for name, try := range map[string]func() (passkey.Key, error){
		"another key under its name": func() (passkey.Key, error) { return s.Verify(wrong, ask.Challenge, owner.ID, impostor) },
		"another key":                func() (passkey.Key, error) { return s.Verify(wrong, ask.Challenge, owner.ID, k) },
		"another challenge":          func() (passkey.Key, error) { return s.Verify(right, "AAAAAAAAAAAAAAAAAAAAAA", owner.ID, k) },
		"no challenge":               func() (passkey.Key, error) { return s.Verify(right, "", owner.ID, k) },
		"another owner":              func() (passkey.Key, error) { return s.Verify(right, ask.Challenge, "someone", k) },
		"a decoy":                    func() (passkey.Key, error) { return s.Verify(right, ask.Challenge, owner.ID, s.Decoy(right)) },
	} {
		if _, err := try(); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Verify(right, ask.Challenge, owner.ID, k); err != nil {
		t.Errorf("the right one: %v", err)
	}
}

func TestACountThatGoesBackIsTold(t *testing.T) {
	t.Parallel()
	s, d := site(t), passkeytest.New(t, here)
	d.Counts = true
	k, err := create(t, s, d)
	if err != nil {
		t.Fatal(err)
	}
	thief := d.Copy()
	if k, err = sign(t, s, d, k); err != nil {
		t.Fatal(err)
	}
	if _, err := sign(t, s, thief, k); !errors.Is(err, passkey.ErrCopied) {
		t.Errorf("the same count twice: %v", err)
	}
}

func TestWhatIsNoResponseIsRefused(t *testing.T) {
	t.Parallel()
	s := site(t)
	for _, text := range []string{"", "{}", "[]", "null", `{"id":"AQ","rawId":"AQ","type":"public-key","response":{}}`, strings.Repeat("[", 10_000)} {
		if _, err := passkey.Read(text); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("read %.20q: %v", text, err)
		}
		if _, err := s.Created(owner, "AAAAAAAAAAAAAAAAAAAAAA", text); !errors.Is(err, passkey.ErrRefused) {
			t.Errorf("created %.20q: %v", text, err)
		}
	}
}

func TestSitesNeedADomain(t *testing.T) {
	t.Parallel()
	for url, fine := range map[string]bool{
		"http://localhost:8080": true, "https://portal.example.org": true,
		"http://127.0.0.1:8080": false, "http://[::1]:8080": false, "": false,
	} {
		if _, err := passkey.NewSite(url, "Clinic", time.Minute); (err == nil) != fine {
			t.Errorf("%q: %v", url, err)
		}
	}
}
