package calendar

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

const tokenBytes = 32 // 256 bits

// newToken draws a token and gives it with the form in which it is kept.
func newToken() (token, hash string) {
	raw := make([]byte, tokenBytes)
	rand.Read(raw) // never fails: it ends the program instead
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, hashToken(token)
}

// hashToken needs no salt and no slow hash: what it hides has 256 random bits.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// IsToken tells what could be the token of a feed, so that long rubbish is not
// hashed and looked up.
func IsToken(token string) bool {
	return len(token) == base64.RawURLEncoding.EncodedLen(tokenBytes)
}
