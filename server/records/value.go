package records

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// LOINC codes of the two parts of a blood pressure.
const (
	systolic  = "8480-6"
	diastolic = "8462-4"
)

// valueInWords is the value of a row for reading: numbers rounded, times
// spelled out, all else as the record says it.
func valueInWords(kind, value string) string {
	switch kind {
	case "quantity", "integer":
		return inWords(value)
	case "dateTime":
		return whenInWords(value)
	}
	return value
}

// whenInWords spells a FHIR dateTime as precisely as it was written, with its
// own offset: which zone that was, the record does not tell.
func whenInWords(text string) string {
	for _, form := range []struct{ read, write string }{
		{time.RFC3339, "2 January 2006, 15:04 (UTC-07:00)"},
		{time.DateOnly, "2 January 2006"},
		{"2006-01", "January 2006"},
	} {
		if t, err := time.Parse(form.read, text); err == nil {
			return t.Format(form.write)
		}
	}
	return text
}

// rangeInWords gives the ends of a range their unit. The unit of the value is
// the range's only when the range says so itself: its own words come with the
// unit they were written with.
func rangeInWords(low, high, text, unit string) ReferenceRange {
	if unit != "" && (text == "" || strings.Contains(text, unit)) {
		low, high = withUnit(low, unit), withUnit(high, unit)
	}
	r := ReferenceRange{Low: known(&low), High: known(&high), Text: text}
	if r.Text != "" {
		return r
	}
	switch {
	case low != "" && high != "":
		r.Text = low + " to " + high
	case low != "":
		r.Text = "At least " + low
	default:
		r.Text = "At most " + high
	}
	return r
}

func withUnit(number, unit string) string {
	if number == "" || strings.HasSuffix(number, unit) {
		return number
	}
	return number + " " + unit
}

// componentsInWords also leaves the values of the given parts in words.
func componentsInWords(parts []Component) []ResultComponent {
	if len(parts) == 0 {
		return nil
	}
	list := make([]ResultComponent, len(parts))
	for i := range parts {
		part := &parts[i]
		part.Value = valueInWords(part.ValueKind, part.Value)
		list[i] = ResultComponent{Name: part.Name, Value: known(&part.Value), Unit: known(&part.Unit)}
		if list[i].Value == nil {
			list[i].Value = known(&part.AbsentReason)
		}
	}
	return list
}

// bloodPressure joins the two numbers of a blood pressure when both are there
// in one unit, as whole numbers, the way it is read out; its parts say more. It
// expects values in words.
func bloodPressure(parts []Component) (text, unit string, ok bool) {
	upper, lower := part(parts, systolic), part(parts, diastolic)
	if upper == nil || lower == nil || upper.Value == "" || lower.Value == "" || upper.Unit != lower.Unit {
		return "", "", false
	}
	return upper.whole() + "/" + lower.whole(), upper.Unit, true
}

// whole is the value as a whole number, or as it is when it is no number.
func (c *Component) whole() string {
	if c.ValueNumber == nil {
		return c.Value
	}
	return strconv.FormatFloat(math.Round(*c.ValueNumber), 'f', 0, 64)
}

// part finds a component by its code, nil when there is none.
func part(parts []Component, code string) *Component {
	for i := range parts {
		if parts[i].Code == code {
			return &parts[i]
		}
	}
	return nil
}
