package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// KeepCode gives the form in which a code that people type is stored: the current
// key's id, a dot, and HMAC-SHA256 over whose it is and the code. The parts must
// hold no zero byte.
func (k *Keyring) KeepCode(purpose string, parts ...string) string {
	return k.current + "." + codeSum(k.Derive(purpose), parts)
}

// CodeFits tells whether the parts are those that were kept, by the key they were
// kept with. For what is no kept form at all it does the same work and says no;
// it fails with ErrUnknownKey where that key is gone.
func (k *Keyring) CodeFits(kept, purpose string, parts ...string) (bool, error) {
	id, sum, found := strings.Cut(kept, ".")
	if !found {
		id = k.current
	}
	key, err := k.DeriveWith(id, purpose)
	if err != nil {
		return false, fmt.Errorf("comparing a code: %w", err)
	}
	return hmac.Equal([]byte(codeSum(key, parts)), []byte(sum)), nil
}

func codeSum(key []byte, parts []string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(mac.Sum(nil))
}
