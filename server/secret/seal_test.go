package secret_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"patientportal/server/secret"
)

var shelf = secret.Place{Table: "account_totp", Column: "secret", Row: "row-1"}

func TestWhatIsSealedOpensInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	ring := open(t, filepath.Join(t.TempDir(), "portal.key"))
	plain := []byte("twenty bytes of it..")
	sealed := ring.Seal(shelf, plain)
	if got, err := ring.Open(shelf, sealed); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("opened %q, %v", got, err)
	}
	if strings.Contains(sealed, string(plain)) || !strings.HasPrefix(sealed, ring.CurrentID()+".") {
		t.Errorf("sealed as %q", sealed)
	}
	if ring.Seal(shelf, plain) == sealed {
		t.Error("the same value was sealed alike twice")
	}
	for name, at := range map[string]secret.Place{
		"another row":    {Table: shelf.Table, Column: shelf.Column, Row: "row-2"},
		"another column": {Table: shelf.Table, Column: "note", Row: shelf.Row},
		"another table":  {Table: "account", Column: shelf.Column, Row: shelf.Row},
	} {
		if _, err := ring.Open(at, sealed); !errors.Is(err, secret.ErrSealBroken) {
			t.Errorf("in %s: %v", name, err)
		}
	}
}

func TestAChangedSealDoesNotOpen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	ring := open(t, path)
	other := open(t, filepath.Join(t.TempDir(), "portal.key"))
	sealed := ring.Seal(shelf, []byte("value"))
	id, text, _ := strings.Cut(sealed, ".")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	for i := range raw {
		changed := bytes.Clone(raw)
		changed[i] ^= 1
		if _, err := ring.Open(shelf, id+"."+base64.RawURLEncoding.EncodeToString(changed)); !errors.Is(err, secret.ErrSealBroken) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "no key": text, "cut": sealed[:len(sealed)-4], "key alone": id + ".", "no base64": id + ".!!!", "plain": "value",
	} {
		if _, err := ring.Open(shelf, text); err == nil {
			t.Errorf("%s opened", name)
		}
	}
	if _, err := other.Open(shelf, sealed); !errors.Is(err, secret.ErrUnknownKey) {
		t.Errorf("with another keyring: %v", err)
	}
}

func TestWhatWasSealedOpensAfterARotation(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	before := open(t, path)
	sealed := before.Seal(shelf, []byte("value"))
	id, err := secret.Rotate(path)
	if err != nil {
		t.Fatal(err)
	}
	after := open(t, path)
	if got, err := after.Open(shelf, sealed); err != nil || string(got) != "value" {
		t.Errorf("opened %q, %v", got, err)
	}
	fresh := after.Seal(shelf, []byte("value"))
	if !strings.HasPrefix(fresh, id+".") {
		t.Errorf("sealed with the old key: %q", fresh)
	}
	// A value that names another key than the one it was sealed by.
	_, text, _ := strings.Cut(sealed, ".")
	if _, err := after.Open(shelf, id+"."+text); !errors.Is(err, secret.ErrSealBroken) {
		t.Errorf("under another key's name: %v", err)
	}
}
