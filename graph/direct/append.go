package direct

import (
	"bytes"
	"math"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
)

// AppendString appends a JSON string as gqlgen writes it.
func AppendString[S ~string](b []byte, s S) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' {
			return appendEscaped(b, string(s))
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func appendEscaped(b []byte, s string) []byte {
	w := bytes.NewBuffer(b)
	graphql.MarshalString(s).MarshalGQL(w)
	return w.Bytes()
}

// AppendInt appends a JSON integer.
func AppendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

// AppendBool appends true or false.
func AppendBool(b []byte, v bool) []byte { return strconv.AppendBool(b, v) }

// AppendFloat appends a number as gqlgen writes it; ok is false for what JSON
// cannot hold.
func AppendFloat(b []byte, f float64) (_ []byte, ok bool) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return b, false
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64), true
}

// AppendNull appends null.
func AppendNull(b []byte) []byte { return append(b, "null"...) }
