package patient

import (
	"strings"
	"unicode"
)

// NameWords are the folded words of a name in its order, each once. What a
// hyphen or a dot joins are two words; an apostrophe is left out, for it is
// typed in many ways, or not at all.
func NameWords(name string) []string {
	var words []string
	seen := map[string]bool{}
	for _, word := range strings.FieldsFunc(withoutApostrophes.Replace(Fold(name)), isBetweenWords) {
		if !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

var withoutApostrophes = strings.NewReplacer("'", "", "’", "", "‘", "", "ʼ", "", "`", "", "´", "")

func isBetweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}
