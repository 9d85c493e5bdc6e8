package registration

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"

	"patientportal/server/secret"
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

// macs make the form in which codes are kept.
type macs struct{ keys *secret.Keyring }

// keep gives the kept form of a patient's code, with the key's id in front.
func (m macs) keep(patientID, code string) string {
	id := m.keys.CurrentID()
	return id + "." + hex.EncodeToString(macOf(m.keys.Derive(codePurpose), patientID, code))
}

// fits tells whether the code is the kept one, by the key it was kept with. For
// what is no kept form at all it does the same work and says no.
func (m macs) fits(patientID, code, kept string) (bool, error) {
	id, sum, found := strings.Cut(kept, ".")
	if !found {
		id = m.keys.CurrentID()
	}
	key, err := m.keys.DeriveWith(id, codePurpose)
	if err != nil {
		return false, fmt.Errorf("comparing an activation code: %w", err)
	}
	made := hex.EncodeToString(macOf(key, patientID, code))
	return hmac.Equal([]byte(made), []byte(sum)), nil
}

func macOf(key []byte, patientID, code string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(patientID + "\x00" + bareCode(code)))
	return mac.Sum(nil)
}
