package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"patientportal/server/fault"
)

// Shortest and longest username, in characters after folding.
const (
	minUsername = 3
	maxUsername = 64
)

// FoldUsername is the form by which usernames are compared: spaces around it
// dropped, compatible characters made one (Unicode NFKC), then upper and lower
// case made one. Folding cases can leave a form that is not normal, so it is
// normalised again.
func FoldUsername(username string) string {
	folded := cases.Fold().String(norm.NFKC.String(strings.TrimSpace(username)))
	return norm.NFKC.String(folded)
}

// isUsername tells whether a folded username could belong to an account.
// Without "@" no username is anybody's email address.
func isUsername(folded string) bool {
	n := utf8.RuneCountInString(folded)
	if n < minUsername || n > maxUsername || !utf8.ValidString(folded) {
		return false
	}
	inner := strings.TrimFunc(folded, isNotAlphanumeric)
	return inner == folded && !strings.ContainsFunc(folded, isNotInUsername)
}

// A mark belongs to the letter before it, as in Hindi names.
func isNotAlphanumeric(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

func isNotInUsername(r rune) bool {
	return isNotAlphanumeric(r) && r != '.' && r != '-' && r != '_'
}

func checkUsername(p *fault.Problems, field, username string) {
	p.Check(isUsername(FoldUsername(username)), field, "account.username_form",
		"A username has 3 to 64 letters, digits, dots, dashes and underscores, and begins and ends with a letter or digit.")
}
