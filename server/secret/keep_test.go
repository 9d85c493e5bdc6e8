package secret_test

import (
	"errors"
	"path/filepath"
	"testing"

	"patientportal/server/secret"
)

func TestAKeptCodeFitsItsOwnerAlone(t *testing.T) {
	t.Parallel()
	ring := open(t, filepath.Join(t.TempDir(), "portal.key"))
	kept := ring.KeepCode("a", "whose", "CODE")
	for name, try := range map[string]struct {
		kept, purpose string
		parts         []string
		want          bool
	}{
		"as kept":             {kept, "a", []string{"whose", "CODE"}, true},
		"another code":        {kept, "a", []string{"whose", "EDOC"}, false},
		"somebody else's":     {kept, "a", []string{"other", "CODE"}, false},
		"another purpose":     {kept, "b", []string{"whose", "CODE"}, false},
		"parts cut elsewhere": {kept, "a", []string{"whoseC", "ODE"}, false},
		"never kept":          {"", "a", []string{"whose", "CODE"}, false},
	} {
		got, err := ring.CodeFits(try.kept, try.purpose, try.parts...)
		if err != nil || got != try.want {
			t.Errorf("%s: %v, %v; want %v", name, got, err, try.want)
		}
	}
}

func TestAKeptCodeOutlastsARotation(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	kept := open(t, path).KeepCode("a", "CODE")
	if _, err := secret.Rotate(path); err != nil {
		t.Fatal(err)
	}
	if fits, err := open(t, path).CodeFits(kept, "a", "CODE"); err != nil || !fits {
		t.Errorf("after a rotation: %v, %v", fits, err)
	}
	stranger := open(t, filepath.Join(t.TempDir(), "portal.key"))
	if _, err := stranger.CodeFits(kept, "a", "CODE"); !errors.Is(err, secret.ErrUnknownKey) {
		t.Errorf("with another keyring: %v, want ErrUnknownKey", err)
	}
}
