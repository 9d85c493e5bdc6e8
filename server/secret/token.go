package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

const tokenBytes = 32 // 256 bits

// NewToken draws a token of 256 random bits, 43 characters that can stand in an
// address, and gives it with the form in which it is stored.
func NewToken() (token, hash string) {
	raw := make([]byte, tokenBytes)
	rand.Read(raw) // never fails: it ends the program instead
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, HashToken(token)
}

// HashToken gives the form in which a token is stored, SHA-256 in hexadecimal. It
// needs no salt and no slow hash: what it hides has 256 random bits.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// IsToken tells what NewToken could have made, so that long rubbish is not
// hashed and looked up.
func IsToken(token string) bool {
	return len(token) == base64.RawURLEncoding.EncodedLen(tokenBytes)
}
