package secret_test

import (
	"strings"
	"testing"

	"patientportal/server/secret"
)

func TestTokensAreStoredAsTheirHash(t *testing.T) {
	t.Parallel()
	token, hash := secret.NewToken()
	other, _ := secret.NewToken()
	if token == other || hash != secret.HashToken(token) || strings.Contains(hash, token) {
		t.Errorf("tokens %q and %q, stored as %q", token, other, hash)
	}
	for text, want := range map[string]bool{token: true, token[1:]: false, token + "x": false, "": false} {
		if secret.IsToken(text) != want {
			t.Errorf("IsToken(%q) is %v", text, !want)
		}
	}
	// Stored hashes depend on it: computed apart with sha256sum.
	if got := secret.HashToken("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("the hash of abc is %s", got)
	}
}
