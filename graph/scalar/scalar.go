// Package scalar reads and writes the contract's own scalars.
package scalar

import (
	"io"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"patientportal/server/fault"
)

func refuse(messageID, message string) error {
	return fault.New(fault.InvalidInput, messageID, message)
}

// MarshalDateTime writes RFC 3339 in UTC, with microseconds when there are any.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		var b [40]byte
		_, _ = w.Write(AppendDateTime(b[:0], t))
	})
}

// AppendDateTime appends what MarshalDateTime writes, quotes included.
func AppendDateTime(b []byte, t time.Time) []byte {
	b = append(b, '"')
	b = t.UTC().AppendFormat(b, time.RFC3339Nano)
	return append(b, '"')
}

// UnmarshalDateTime takes RFC 3339 with any offset.
func UnmarshalDateTime(v any) (time.Time, error) {
	text, _ := v.(string)
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || t.Year() < 1 {
		return time.Time{}, refuse("scalar.date_time", "A time looks like 2026-08-06T13:20:00Z (RFC 3339).")
	}
	return t.UTC(), nil
}

// MarshalDate writes a calendar date.
func MarshalDate(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalDate takes a calendar date that exists, such as 2024-02-29.
func UnmarshalDate(v any) (string, error) {
	text, _ := v.(string)
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", refuse("scalar.date", "A date looks like 1984-03-09.")
	}
	return text, nil
}

// MarshalPartialDate writes a FHIR date or dateTime as the record has it.
func MarshalPartialDate(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalPartialDate takes any text: the contract never asks for one.
func UnmarshalPartialDate(v any) (string, error) { return graphql.UnmarshalString(v) }

// MarshalEmailAddress writes the address.
func MarshalEmailAddress(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalEmailAddress takes any text. The rooms look at it, as they report
// all bad fields of an input at once and this could report only itself.
func UnmarshalEmailAddress(v any) (string, error) {
	text, err := UnmarshalString(v)
	return strings.TrimSpace(text), err
}

// MarshalURL writes the address.
func MarshalURL(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalURL takes any text: the contract never asks for one.
func UnmarshalURL(v any) (string, error) { return graphql.UnmarshalString(v) }

// MarshalID writes the id.
func MarshalID(s string) graphql.Marshaler { return graphql.MarshalID(s) }

// UnmarshalID takes an id without NUL, which no database would look up.
func UnmarshalID(v any) (string, error) {
	text, err := graphql.UnmarshalID(v)
	return withoutNUL(text, err)
}

// MarshalString writes the text.
func MarshalString(s string) graphql.Marshaler { return graphql.MarshalString(s) }

// UnmarshalString takes text without NUL, which PostgreSQL cannot store.
func UnmarshalString(v any) (string, error) {
	text, err := graphql.UnmarshalString(v)
	return withoutNUL(text, err)
}

func withoutNUL(text string, err error) (string, error) {
	if err == nil && strings.ContainsRune(text, 0) {
		return "", refuse("scalar.nul", "Text cannot hold the character NUL.")
	}
	return text, err
}
