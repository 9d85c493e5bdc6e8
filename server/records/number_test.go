package records

import (
	"math"
	"strconv"
	"testing"
)

func TestNumbersAreRoundedForReading(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"77.22148719384":  "77.22",
		"140.07142":       "140.1",
		"1234.56789":      "1235",
		"98765.4321":      "98765",
		"0.0034567891":    "0.003457",
		"6.054":           "6.054",
		"166.43":          "166.43",
		"1.50":            "1.50",
		"0.010":           "0.010",
		"123456789":       "123456789",
		"-2.718281828":    "-2.718",
		"9.99999":         "10.000",
		"-99999.5":        "-99999.5",
		"-99999.5000":     "-100000",
		"99999.4999":      "99999",
		"00012.34567":     "00012.35",
		"0.00009999951":   "0.00010000",
		"0":               "0",
		"0.000000":        "0.000000",
		"<0.010":          "<0.010",
		"<=7.2214871":     "≤7.221",
		">=100":           "≥100",
		">60.00000":       ">60.00",
		"1e3":             "1e3",
		"1.5E-999999999":  "1.5E-999999999",
		"1.":              "1.",
		"":                "",
		"not a number":    "not a number",
		"5.0000000000001": "5.000",
	} {
		if got := inWords(given); got != want {
			t.Errorf("inWords(%q) = %q, want %q", given, got, want)
		}
	}
}

// Rounding may lose digits and never the meaning: at most half of the fourth
// significant digit.
func FuzzRoundingStaysClose(f *testing.F) {
	for _, seed := range []string{"77.22148719384", "-0.00099999", "<5.55555", "1e9", "00012.34567"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := inWords(text)
		sign, number := splitComparator(text)
		if len(number) > longest || !isPlainDecimal(number) {
			if words != sign+number {
				t.Errorf("inWords(%q) = %q, which is no number", text, words)
			}
			return
		}
		exact, _ := strconv.ParseFloat(number, 64)
		shown, err := strconv.ParseFloat(words[len(sign):], 64)
		if err != nil || math.Abs(exact-shown) > 0.00051*math.Abs(exact) {
			t.Errorf("inWords(%q) = %q", text, words)
		}
	})
}
