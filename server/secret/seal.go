package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// sealPurpose begins the purpose of each column's own key.
const sealPurpose = "seal/"

// ErrSealBroken says that a sealed value was changed, is no sealed value, or
// stands in another place than the one it was sealed for.
var ErrSealBroken = errors.New("secret: the sealed value is not the one that was put here")

// Place is where a sealed value stands. It opens nowhere else, so that who can
// write to the database cannot give one person another's secret.
type Place struct {
	Table  string
	Column string
	Row    string // the row's id
}

// Seal encrypts a value for its place with the current key: AES-256-GCM under
// a key of the column's own, the place being authenticated with it. What comes
// out is text with the key's id in front, and another one at each call.
func (k *Keyring) Seal(at Place, plain []byte) string {
	aead := sealerOf(k.Derive(at.purpose()))
	sealed := aead.Seal(nil, nil, plain, at.bound(k.current))
	return k.current + "." + base64.RawURLEncoding.EncodeToString(sealed)
}

// Open decrypts what Seal gave for the same place, with whichever key it was
// sealed by; ErrUnknownKey when the keyring does not hold that one any more
// and ErrSealBroken when the value is not what was sealed there.
func (k *Keyring) Open(at Place, sealed string) ([]byte, error) {
	id, text, ok := strings.Cut(sealed, ".")
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if !ok || err != nil {
		return nil, ErrSealBroken
	}
	key, err := k.DeriveWith(id, at.purpose())
	if err != nil {
		return nil, err
	}
	plain, err := sealerOf(key).Open(nil, nil, raw, at.bound(id))
	if err != nil {
		return nil, ErrSealBroken
	}
	return plain, nil
}

func (at Place) purpose() string { return sealPurpose + at.Table + "/" + at.Column }

// bound is what is authenticated beside the value. Neither a key's id nor the
// name of a table or column holds the mark between them.
func (at Place) bound(keyID string) []byte {
	return []byte(strings.Join([]string{keyID, at.Table, at.Column, at.Row}, "|"))
}

// sealerOf draws a nonce for each value and puts it in front.
func sealerOf(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err == nil {
		var aead cipher.AEAD
		if aead, err = cipher.NewGCMWithRandomNonce(block); err == nil {
			return aead
		}
	}
	// Only a key of another length fails, and derive gives 32 bytes.
	panic(fmt.Sprintf("secret: making a cipher: %v", err))
}
