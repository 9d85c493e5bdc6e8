package account

import (
	"crypto/rand"
	"strings"
)

// First passwords are typed from paper: small letters and digits of which no
// two look alike. 32 of them make 5 bits a character.
const (
	firstPasswordAlphabet = "abcdefghijkmnpqrstuvwxyz23456789"
	firstPasswordGroups   = 4
	firstPasswordGroup    = 5 // characters: 100 bits in all
)

// newFirstPassword draws a password such as "k7mqx-4hdwp-9tn3c-ueyr6".
func newFirstPassword() string {
	chance := make([]byte, firstPasswordGroups*firstPasswordGroup)
	rand.Read(chance) // never fails: it ends the program instead
	var b strings.Builder
	for i, c := range chance {
		if i > 0 && i%firstPasswordGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(firstPasswordAlphabet[c%32])
	}
	return b.String()
}
