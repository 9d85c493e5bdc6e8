package secret_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"patientportal/server/secret"
)

func open(t *testing.T, path string) *secret.Keyring {
	t.Helper()
	ring, err := secret.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

func TestFirstOpenMakesAFileForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "portal.key")
	first := open(t, path)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %#o, want 0600", info.Mode().Perm())
	}
	if again := open(t, path); !bytes.Equal(first.Derive("a"), again.Derive("a")) {
		t.Error("a second start derived another key")
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("%d files in the folder, want the keyring alone (%v)", len(left), err)
	}
}

func TestOpenRefusesAFileThatOthersMayRead(t *testing.T) {
	t.Parallel()
	for mode, fine := range map[fs.FileMode]bool{
		0o600: true, 0o400: true, 0o440: true, 0o640: true,
		0o644: false, 0o604: false, 0o660: false, 0o602: false,
	} {
		path := filepath.Join(t.TempDir(), "portal.key")
		open(t, path)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := secret.Open(path)
		if fine != (err == nil) {
			t.Errorf("mode %#o: error %v, want refused: %v", mode, err, !fine)
		}
		if err != nil && !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode %#o: %q does not say what to do", mode, err)
		}
	}
}

func TestKeysOfPurposesDiffer(t *testing.T) {
	t.Parallel()
	ring := open(t, filepath.Join(t.TempDir(), "portal.key"))
	a, b := ring.Derive("a"), ring.Derive("b")
	if len(a) != 32 || bytes.Equal(a, b) {
		t.Errorf("two purposes gave %x and %x", a, b)
	}
	other := open(t, filepath.Join(t.TempDir(), "portal.key"))
	if bytes.Equal(a, other.Derive("a")) {
		t.Error("two keyrings derived the same key")
	}
}

// The derivation must never change: stored password hashes depend on it.
func TestDerivationIsFixed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	root := "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	write(t, path, `{"keys":[{"id":"k1","root":"`+root+`"}]}`)
	const want = "43c479ab06f0feb4a76ac850fca1f205844f1d6584fdb94259bc3406941a7775" // computed apart, by RFC 5869
	if got := hex.EncodeToString(open(t, path).Derive("account.password")); got != want {
		t.Errorf("derived %s, want %s", got, want)
	}
}

func TestRotateKeepsTheOldKeys(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	old := open(t, path)
	id, err := secret.Rotate(path)
	if err != nil {
		t.Fatal(err)
	}
	ring := open(t, path)
	if ring.CurrentID() != id || id == old.CurrentID() {
		t.Errorf("current key %q, want the new one %q", ring.CurrentID(), id)
	}
	kept, err := ring.DeriveWith(old.CurrentID(), "a")
	if err != nil || !bytes.Equal(kept, old.Derive("a")) {
		t.Errorf("the old key is gone: %v", err)
	}
	if bytes.Equal(ring.Derive("a"), old.Derive("a")) {
		t.Error("the new key derives what the old one did")
	}
	if _, err := ring.DeriveWith("nosuchkey", "a"); !errors.Is(err, secret.ErrUnknownKey) {
		t.Errorf("unknown key: %v", err)
	}
}

func TestProgramsStartingAtOnceShareOneKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "portal.key")
	derived := make([][]byte, 16)
	var wg sync.WaitGroup
	for i := range derived {
		wg.Go(func() {
			ring, err := secret.Open(path)
			if err != nil {
				t.Error(err)
				return
			}
			derived[i] = ring.Derive("a")
		})
	}
	wg.Wait()
	for _, d := range derived {
		if !bytes.Equal(d, derived[0]) {
			t.Fatal("two of them made keys of their own")
		}
	}
}

func TestOpenRefusesWhatIsNoKeyring(t *testing.T) {
	t.Parallel()
	const root = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	for name, text := range map[string]string{
		"empty file":  ``,
		"not JSON":    `hunter2-hunter2`,
		"no keys":     `{"keys":[]}`,
		"short key":   `{"keys":[{"id":"a","root":"AAEC"}]}`,
		"no id":       `{"keys":[{"id":"","root":"` + root + `"}]}`,
		"spoken id":   `{"keys":[{"id":"a,b","root":"` + root + `"}]}`,
		"one id used": `{"keys":[{"id":"a","root":"` + root + `"},{"id":"a","root":"` + root + `"}]}`,
	} {
		path := filepath.Join(t.TempDir(), "portal.key")
		write(t, path, text)
		_, err := secret.Open(path)
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), root) {
			t.Errorf("%s: the error repeats the file: %v", name, err)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
