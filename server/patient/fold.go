package patient

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form of a name that searches compare: no case, no accents, one
// space between words. Punctuation stays, for codes such as 25(OH)D are known by
// it. Whoever writes a name_search column and whoever asks for it both fold.
func Fold(text string) string {
	folded := cases.Fold().String(norm.NFKD.String(text))
	var b strings.Builder
	b.Grow(len(folded))
	gap := false
	for _, r := range folded {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
			// Accents, and what stands inside a word without being read, such as
			// the zero width space that some laboratories put after a slash.
		case unicode.IsSpace(r) || unicode.IsControl(r):
			gap = b.Len() > 0
		default:
			if gap {
				b.WriteByte(' ')
				gap = false
			}
			b.WriteString(plain(r))
		}
	}
	return norm.NFC.String(b.String())
}

// plain spells the letters that Unicode does not take apart and that people
// without such a keyboard type differently. The dotless i is Turkish; Fold
// has dropped the dot of its twin with the accents.
func plain(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	}
	return string(r)
}
