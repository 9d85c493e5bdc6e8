package store

import (
	"strconv"
	"strings"
)

// numberPlaceholders turns each '?' into PostgreSQL's $1, $2, ….
func numberPlaceholders(text string) string {
	return replacePlaceholders(text, func(number int) string { return "$" + strconv.Itoa(number) })
}

// steadyPlaceholders turns each '?' into SQLite's "+?", which has the same value
// and no say in the query plan. A bare one that is compared with = or limits a
// list has: SQLite compiles such a statement anew whenever it is bound anew,
// which is each time it runs, and takes up to ten times as long.
func steadyPlaceholders(text string) string {
	return replacePlaceholders(text, func(int) string { return "+?" })
}

// replacePlaceholders puts other words in the place of each '?', which are
// counted from 1; those inside literals, quoted names and comments stay.
func replacePlaceholders(text string, other func(number int) string) string {
	var out strings.Builder
	number := 0
	for i := 0; i < len(text); {
		if end := endOfQuoted(text, i); end > i {
			out.WriteString(text[i:end])
			i = end
			continue
		}
		if text[i] == '?' {
			number++
			out.WriteString(other(number))
		} else {
			out.WriteByte(text[i])
		}
		i++
	}
	return out.String()
}

// endOfQuoted is where the literal, quoted name or comment that begins at i
// ends, or i when none begins there. A doubled quote ends one literal and
// begins the next, which comes to the same.
func endOfQuoted(text string, i int) int {
	rest := text[i:]
	switch {
	case rest[0] == '\'' || rest[0] == '"':
		return i + through(rest, 1, rest[:1])
	case strings.HasPrefix(rest, "--"):
		return i + through(rest, 2, "\n")
	case strings.HasPrefix(rest, "/*"):
		return i + through(rest, 2, "*/")
	}
	return i
}

// through is the length of text up to and with end, looked for from start;
// all of it when there is no end.
func through(text string, start int, end string) int {
	at := strings.Index(text[start:], end)
	if at < 0 {
		return len(text)
	}
	return start + at + len(end)
}
