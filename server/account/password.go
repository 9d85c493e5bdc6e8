package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
	"golang.org/x/text/unicode/norm"

	"patientportal/server/fault"
)

// The clinic asks for letters, numbers and special characters; NIST SP 800-63B
// and ASVS 5.0 V6.2 ask for length instead. Either will do.
const (
	longPassword  = 15 // characters of anything
	mixedPassword = 12 // characters with letters, numbers and special characters
)

// What a guesser with common words, names, keyboard rows and dates has left to
// try: zxcvbn's 3 of 0 to 4 is more than 10^8 guesses, far beyond what the
// throttle gives. The estimate grows with the square of the length, so only the
// beginning of a long password is judged; it is strong enough by itself.
const (
	leastStrength  = 3
	judgedPassword = 64 // characters
)

// shortestFact is the length below which a part of somebody's name may stand in
// a password by chance.
const shortestFact = 4

// checkPassword adds what is wrong with a new password. about is what others
// know of its owner: username, names, birth date, clinic number, address of
// mail.
func checkPassword(p *fault.Problems, field, password string, about ...string) {
	normal := norm.NFKC.String(password)
	switch {
	case len(password) > maxPasswordBytes:
		p.Add(field, "account.password_too_long", "A password has at most 1,024 bytes.")
	case !isLongEnough(normal):
		p.Add(field, "account.password_too_short",
			"Use 15 characters or more, or 12 or more with letters, numbers and special characters.")
	case tellsOwner(normal, about):
		p.Add(field, "account.password_about_you",
			"Use a password without your username, name, birth date, email address or clinic number.")
	case strength(normal) < leastStrength:
		p.Add(field, "account.password_common",
			"This password is easy to guess. Three or four unrelated words make a good one.")
	}
}

func isLongEnough(password string) bool {
	n := utf8.RuneCountInString(password)
	if n >= longPassword {
		return true
	}
	letters := strings.ContainsFunc(password, unicode.IsLetter)
	digits := strings.ContainsFunc(password, unicode.IsDigit)
	special := strings.ContainsFunc(password, isSpecial)
	return n >= mixedPassword && letters && digits && special
}

func isSpecial(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// tellsOwner compares letters and digits alone, so that dots and dashes of a
// birth date or clinic number hide nothing.
func tellsOwner(password string, about []string) bool {
	bare := bareText(password)
	for _, fact := range about {
		if contains(bare, bareText(fact)) {
			return true
		}
		for _, part := range strings.FieldsFunc(fact, isSpecial) {
			if contains(bare, bareText(part)) {
				return true
			}
		}
	}
	return false
}

func contains(password, fact string) bool {
	return utf8.RuneCountInString(fact) >= shortestFact && strings.Contains(password, fact)
}

func bareText(text string) string {
	return strings.Map(func(r rune) rune {
		if isSpecial(r) {
			return -1
		}
		return r
	}, foldUsername(text))
}

func strength(password string) int {
	if runes := []rune(password); len(runes) > judgedPassword {
		password = string(runes[:judgedPassword])
	}
	return zxcvbn.PasswordStrength(password, nil).Score
}
