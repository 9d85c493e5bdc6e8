package fhir

import (
	"fmt"
	"strings"
	"time"
)

// precision is how a FHIR element writes its times (R4, section 2.24.0.1).
type precision int

const (
	justDate   precision = iota // YYYY, YYYY-MM or YYYY-MM-DD
	dateOrTime                  // the same, or with a time and its offset
	fullTime                    // always with a time and its offset
	clockTime                   // hh:mm:ss, no day and no zone
)

// dateLayouts are the partial dates by length of their text.
var dateLayouts = map[int]string{
	len("2006"):       "2006",
	len("2006-01"):    "2006-01",
	len("2006-01-02"): "2006-01-02",
}

// checkWhen says what is wrong with a date or time, "" when nothing is.
func checkWhen(text string, p precision) string {
	if p == clockTime {
		return checkClock(text)
	}
	if layout, ok := dateLayouts[len(text)]; ok {
		if p == fullTime {
			return fmt.Sprintf("%q needs a time of day and an offset", text)
		}
		if t, err := time.Parse(layout, text); err != nil || t.Year() == 0 {
			return fmt.Sprintf("%q is not a date of the calendar", text)
		}
		return ""
	}
	if p == justDate {
		return fmt.Sprintf("%q is not a date (YYYY, YYYY-MM or YYYY-MM-DD)", clip(text, 40))
	}
	if _, err := parseInstant(text); err != nil {
		return err.Error()
	}
	return ""
}

func checkClock(text string) string {
	for _, layout := range []string{"15:04:05", "15:04"} {
		if _, err := time.Parse(layout, notLeap(text)); err == nil {
			return ""
		}
	}
	return fmt.Sprintf("%q is not a time of day", clip(text, 40))
}

// parseInstant reads a time with its offset. Seconds may be left out, which
// some systems do against the letter of the standard: the instant is plain
// all the same. Without an offset it is not, and that is refused.
func parseInstant(text string) (time.Time, error) {
	plain := notLeap(text)
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00"} {
		t, err := time.Parse(layout, plain)
		if err == nil && t.Year() > 0 && soundOffset(t) {
			return t, nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if _, err := time.Parse(layout, plain); err == nil {
			return time.Time{}, fmt.Errorf("%q has a time of day but no offset", text)
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a date or time of the calendar", clip(text, 40))
}

// soundOffset keeps to the offsets that exist on Earth, as FHIR's pattern does.
func soundOffset(t time.Time) bool {
	_, offset := t.Zone()
	return offset >= -14*3600 && offset <= 14*3600
}

// notLeap writes a leap second as the second before it, which Go's parser
// wants and no list can tell apart.
func notLeap(text string) string {
	if i := strings.Index(text, ":60"); i == len("2006-01-02T15:04") || i == len("15:04") {
		return text[:i] + ":59" + text[i+3:]
	}
	return text
}

// microsOf places a date or time on the line of time, for sorting: a partial
// date stands at its first moment in UTC. It is 0 for empty or unreadable text.
func microsOf(text string) int64 {
	if layout, ok := dateLayouts[len(text)]; ok {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UnixMicro()
		}
		return 0
	}
	t, err := parseInstant(text)
	if err != nil {
		return 0
	}
	return t.UnixMicro()
}

// clip shortens text to at most n characters and never splits one.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	count := 0
	for i := range text {
		if count == n {
			return text[:i]
		}
		count++
	}
	return text
}
