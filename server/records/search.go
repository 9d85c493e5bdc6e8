package records

import (
	"strings"
	"unicode/utf8"

	"patientportal/server/fault"
)

// What a search may be: longer ones are a mistake, and each word costs a pass
// over the names.
const (
	maxSearch = 100 // characters
	maxWords  = 8
)

// searchPatterns gives a LIKE pattern for each word that a name must have, in
// any order, at the beginning of a word or inside it. Backslash escapes.
func searchPatterns(search string) ([]any, error) {
	var p fault.Problems
	if utf8.RuneCountInString(search) > maxSearch {
		p.Addf("search", "records.search_long", "Search with at most %d characters.", maxSearch)
		return nil, p.Err()
	}
	words := strings.Fields(Fold(search))
	if len(words) > maxWords {
		p.Addf("search", "records.search_words", "Search with at most %d words.", maxWords)
		return nil, p.Err()
	}
	patterns := make([]any, len(words))
	for i, word := range words {
		patterns[i] = "%" + likeLiteral.Replace(word) + "%"
	}
	return patterns, nil
}

var likeLiteral = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
