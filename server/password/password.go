package password

import (
	"unicode"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
	"golang.org/x/text/unicode/norm"
)

// Lack is one thing that a password lacks.
type Lack string

// What a password can lack. The kinds of characters are lacking only while it
// is not long enough without them.
const (
	TooLong           Lack = "TOO_LONG" // more than MaxBytes
	Length            Lack = "LENGTH"   // fewer than Mixed characters
	Letters           Lack = "LETTERS"
	Numbers           Lack = "NUMBERS"
	SpecialCharacters Lack = "SPECIAL_CHARACTERS"
	AboutYou          Lack = "ABOUT_YOU" // holds what others know of its owner
	Common            Lack = "COMMON"    // is common, or easy to guess
)

// Bounds of a password. The longest keeps hashing from being a weapon; it is far
// beyond what people type or programs generate.
const (
	Long     = 15 // characters of anything
	Mixed    = 12 // characters with letters, numbers and special characters
	MaxBytes = 1024
)

// Strong is the least strength: what a guesser has left to try on zxcvbn's scale
// of 0 to 4, 3 being more than 10^8 guesses, far beyond what throttles give.
const Strong = 3

// The estimate grows with the square of the length, so only the beginning of a
// long password is judged; it is strong enough by itself.
const judged = 40 // characters

// Verdict is what was found.
type Verdict struct {
	Missing  []Lack // none for a good password
	Strength int    // 0 to 4, 0 for what is too long to be judged
}

// Lacks tells whether that is among what is missing.
func (v Verdict) Lacks(l Lack) bool {
	for _, missing := range v.Missing {
		if missing == l {
			return true
		}
	}
	return false
}

// LongEnough tells whether it is so in either way.
func (v Verdict) LongEnough() bool {
	return !v.Lacks(Length) && !v.Lacks(Letters) && !v.Lacks(Numbers) && !v.Lacks(SpecialCharacters)
}

// Judge says what a password lacks. about is what others know of its owner:
// username, names, birth date, clinic number, address of mail.
func Judge(text string, about ...string) Verdict {
	if len(text) > MaxBytes {
		return Verdict{Missing: []Lack{TooLong}}
	}
	normal := norm.NFKC.String(text)
	v := Verdict{Missing: shortOf(normal), Strength: strength(normal)}
	longEnough := len(v.Missing) == 0
	if tellsOwner(normal, about) {
		v.Missing = append(v.Missing, AboutYou)
	}
	if longEnough && (v.Strength < Strong || isCommon(normal)) {
		v.Missing = append(v.Missing, Common)
	}
	return v
}

// shortOf is what a password lacks to be long enough in either way.
func shortOf(text string) (missing []Lack) {
	n := utf8.RuneCountInString(text)
	if n >= Long {
		return nil
	}
	if n < Mixed {
		missing = append(missing, Length)
	}
	for _, kind := range []struct {
		lack Lack
		is   func(rune) bool
	}{{Letters, unicode.IsLetter}, {Numbers, unicode.IsDigit}, {SpecialCharacters, isSpecial}} {
		if !containsFunc(text, kind.is) {
			missing = append(missing, kind.lack)
		}
	}
	return missing
}

func containsFunc(text string, is func(rune) bool) bool {
	for _, r := range text {
		if is(r) {
			return true
		}
	}
	return false
}

func isSpecial(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

func strength(text string) int {
	if runes := []rune(text); len(runes) > judged {
		text = string(runes[:judged])
	}
	return zxcvbn.PasswordStrength(text, nil).Score
}
