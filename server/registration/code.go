package registration

import (
	"crypto/rand"
	"strings"
	"time"
	"unicode"
)

// Codes are typed from paper: capitals and digits without 0, O, 1 and I, which
// look alike. 32 of them make 5 bits a character.
const (
	codeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	codeGroups   = 3
	codeGroup    = 4 // characters: 60 bits in all
	codeLife     = 28 * 24 * time.Hour
	codePurpose  = "registration.code"
)

// newCode draws a code such as K7MQ-4HDW-9TN3.
func newCode() string {
	chance := make([]byte, codeGroups*codeGroup)
	rand.Read(chance) // never fails: it ends the program instead
	var b strings.Builder
	for i, c := range chance {
		if i > 0 && i%codeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeAlphabet[c%32])
	}
	return b.String()
}

// bareCode is a code as it is compared: people type spaces, dashes and small
// letters.
func bareCode(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, code)
}
