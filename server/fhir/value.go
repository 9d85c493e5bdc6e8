package fhir

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// anyValue is what an Observation and each of its components have in common:
// a value of one of many types, or the reason why there is none.
type anyValue struct {
	Quantity         *quantity    `json:"valueQuantity"`
	Concept          *concept     `json:"valueCodeableConcept"`
	String           *string      `json:"valueString"`
	Boolean          *bool        `json:"valueBoolean"`
	Integer          *number      `json:"valueInteger"`
	Range            *valueRange  `json:"valueRange"`
	Ratio            *ratio       `json:"valueRatio"`
	Sampled          *sampledData `json:"valueSampledData"`
	Time             string       `json:"valueTime"`
	DateTime         string       `json:"valueDateTime"`
	Period           *period      `json:"valuePeriod"`
	DataAbsentReason concept      `json:"dataAbsentReason"`
	Interpretation   []concept    `json:"interpretation"`
	ReferenceRange   []struct {
		Low  *quantity `json:"low"`
		High *quantity `json:"high"`
		Type concept   `json:"type"`
		Text string    `json:"text"`
	} `json:"referenceRange"`
}

// shown is a value as lists carry it; see records.PutObservation.
type shown struct {
	kind, text, unit string
	number           *float64
}

// show renders whichever value there is.
func (v anyValue) show() shown {
	switch {
	case v.Quantity != nil:
		return v.Quantity.show()
	case v.Concept != nil:
		return shown{kind: "concept", text: v.Concept.name()}
	case v.String != nil:
		return shown{kind: "string", text: *v.String}
	case v.Boolean != nil:
		return shown{kind: "boolean", text: map[bool]string{true: "Yes", false: "No"}[*v.Boolean]}
	case v.Integer != nil:
		return shown{kind: "integer", text: string(*v.Integer), number: v.Integer.float()}
	case v.Range != nil:
		return shown{kind: "range", text: v.Range.text()}
	case v.Ratio != nil:
		return shown{kind: "ratio", text: v.Ratio.text()}
	case v.Sampled != nil:
		return v.Sampled.show()
	}
	return v.showTime()
}

func (v anyValue) showTime() shown {
	switch {
	case v.Time != "":
		return shown{kind: "time", text: v.Time}
	case v.DateTime != "":
		return shown{kind: "dateTime", text: v.DateTime}
	case v.Period != nil:
		return shown{kind: "period", text: strings.TrimSpace(v.Period.Start + " to " + v.Period.End)}
	}
	return shown{}
}

// show gives a number for drawing only where there is one: "<5" is none.
func (q quantity) show() shown {
	s := shown{kind: "quantity", text: q.Comparator + string(q.Value), unit: q.unitText()}
	if q.Comparator == "" {
		s.number = q.Value.float()
	}
	return s
}

// show tells how many samples there are; the samples stay in the resource.
func (d sampledData) show() shown {
	count := len(strings.Fields(d.Data))
	text := fmt.Sprintf("%d samples", count)
	if count == 1 {
		text = "1 sample"
	}
	if d.Period != "" {
		text += fmt.Sprintf(", one every %s ms", d.Period)
	}
	return shown{kind: "sampled", text: text, unit: d.Origin.unitText()}
}

// float is nil for what no machine number holds.
func (n number) float() *float64 {
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil || math.IsInf(f, 0) {
		return nil
	}
	return &f
}

// bounds is the reference range that applies to most people: the one marked
// normal, else the first. The record's own or none at all; never ours.
func (v anyValue) bounds() (low, high, text string) {
	best := -1
	for i, r := range v.ReferenceRange {
		if best < 0 || r.Type.has("normal") && !v.ReferenceRange[best].Type.has("normal") {
			best = i
		}
	}
	if best < 0 {
		return "", "", ""
	}
	r := v.ReferenceRange[best]
	if r.Low != nil {
		low = string(r.Low.Value)
	}
	if r.High != nil {
		high = string(r.High.Value)
	}
	if text = r.Text; text == "" {
		text = valueRange{r.Low, r.High}.text()
	}
	return low, high, text
}

// reading is the record's own judgement of the value, code and words.
func (v anyValue) reading() (code, words string) {
	if len(v.Interpretation) == 0 {
		return "", ""
	}
	first := v.Interpretation[0]
	for _, k := range first.Coding {
		if text, ok := interpretations[k.Code]; ok {
			return k.Code, text
		}
	}
	return first.code(), first.name()
}

// absence is why there is no value, in words.
func (v anyValue) absence() string {
	for _, k := range v.DataAbsentReason.Coding {
		if text, ok := absences[k.Code]; ok {
			return text
		}
	}
	return v.DataAbsentReason.name()
}

// interpretations are the codes of HL7 v3 ObservationInterpretation that
// laboratories send (http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation).
var interpretations = map[string]string{
	"N": "Normal", "A": "Abnormal", "AA": "Critically abnormal",
	"H": "High", "HH": "Critically high", "HU": "Significantly high",
	"L": "Low", "LL": "Critically low", "LU": "Significantly low",
	"<": "Below the scale", ">": "Above the scale", "HX": "Above the high threshold", "LX": "Below the low threshold",
	"U": "Significant rise", "D": "Significant fall", "B": "Better", "W": "Worse",
	"POS": "Positive", "NEG": "Negative", "IND": "Indeterminate", "E": "Equivocal",
	"DET": "Detected", "ND": "Not detected",
	"RR": "Reactive", "NR": "Not reactive", "WR": "Weakly reactive",
	"S": "Susceptible", "R": "Resistant", "I": "Intermediate", "SDD": "Susceptible, depending on dose", "NS": "Not susceptible",
	"EXP": "Expected", "UNE": "Not expected", "CAR": "Carrier",
}

// absences are the codes of http://terminology.hl7.org/CodeSystem/data-absent-reason.
var absences = map[string]string{
	"unknown": "Not known", "asked-unknown": "Asked, but not known", "temp-unknown": "Not known yet",
	"not-asked": "Not asked", "asked-declined": "The patient declined to answer", "masked": "Withheld",
	"not-applicable": "Does not apply", "unsupported": "Could not be recorded", "as-text": "Written in the notes",
	"error": "An error kept it from being measured", "not-a-number": "Not a number", "negative-infinity": "Below what can be measured",
	"positive-infinity": "Above what can be measured", "not-performed": "Not performed", "not-permitted": "Not permitted",
}
