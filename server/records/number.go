package records

import "strings"

// How a number is rounded for reading. Up to four significant digits, or two
// decimals, it stays as it was written, trailing zeros included, because they
// tell how exact it is. What is longer gets four significant digits; the whole
// part never loses one.
const (
	significant = 4
	decimals    = 2
	// longest bounds the work; a longer text is shown as it is.
	longest = 64
)

// inWords is a number's text for reading. Its comparator stays in front of it.
// What is no plain decimal, such as one with an exponent, comes back unchanged.
func inWords(text string) string {
	sign, number := splitComparator(text)
	return sign + rounded(number)
}

// splitComparator takes FHIR's QuantityComparator off the front.
func splitComparator(text string) (sign, number string) {
	switch {
	case strings.HasPrefix(text, "<="):
		return "≤", text[2:]
	case strings.HasPrefix(text, ">="):
		return "≥", text[2:]
	case strings.HasPrefix(text, "<"), strings.HasPrefix(text, ">"):
		return text[:1], text[1:]
	}
	return "", text
}

func rounded(number string) string {
	if len(number) > longest || !isPlainDecimal(number) {
		return number
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	digits := len(strings.TrimLeft(whole+fraction, "0"))
	if len(fraction) <= decimals || digits <= significant {
		return number
	}
	places := places(whole, fraction)
	if places >= len(fraction) {
		return number
	}
	short := number[:len(number)-len(fraction)+places]
	if fraction[places] >= '5' {
		short = stepUp(short)
	}
	return strings.TrimSuffix(short, ".")
}

// stepUp adds one to the last digit: what is cut off was half of it or more.
func stepUp(number string) string {
	digits := []byte(number)
	for i := len(digits) - 1; i >= 0; i-- {
		switch digits[i] {
		case '.':
		case '-':
			return "-1" + string(digits[1:])
		case '9':
			digits[i] = '0'
		default:
			digits[i]++
			return string(digits)
		}
	}
	return "1" + string(digits)
}

// places is how many decimals leave the number its significant digits.
func places(whole, fraction string) int {
	if whole = strings.TrimLeft(whole, "0"); whole != "" {
		return max(0, significant-len(whole))
	}
	zeros := len(fraction) - len(strings.TrimLeft(fraction, "0"))
	return zeros + significant
}

func isPlainDecimal(text string) bool {
	text = strings.TrimPrefix(text, "-")
	whole, fraction, point := strings.Cut(text, ".")
	return isDigits(whole) && (!point || isDigits(fraction))
}

func isDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
