package password

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// shortestFact is the length below which a part of somebody's name may stand in
// a password by chance.
const shortestFact = 4

// tellsOwner compares letters and digits alone, so that dots and dashes of a
// birth date or clinic number hide nothing.
func tellsOwner(text string, about []string) bool {
	bare := bareText(text)
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

func contains(text, fact string) bool {
	return utf8.RuneCountInString(fact) >= shortestFact && strings.Contains(text, fact)
}

// bareText is letters and digits alone, folded.
func bareText(text string) string {
	return strings.Map(func(r rune) rune {
		if isSpecial(r) {
			return -1
		}
		return r
	}, fold(text))
}

// fold makes compatible characters one (Unicode NFKC), then upper and lower
// case. Folding cases can leave a form that is not normal, so it is normalised
// again.
func fold(text string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
}

// Birthday is a birth date (1984-03-09) in the orders in which people write it,
// for Judge; nothing of one that is not known to the day.
func Birthday(date string) []string {
	parts := strings.Split(date, "-")
	if len(parts) != 3 || len(parts[0]) != 4 {
		return nil
	}
	year, month, day := parts[0], parts[1], parts[2]
	return []string{
		year + month + day, day + month + year, month + day + year,
		year[2:] + month + day, day + month + year[2:], month + day + year[2:],
	}
}
