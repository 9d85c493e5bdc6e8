package fhir

import (
	"encoding/json"
	"reflect"
	"strings"
)

// The data types of R4 as far as lists and search need them. What is not here
// is not lost: the resource itself is kept whole.

// number is a decimal exactly as written, trailing zeros and exponent
// included, because 1.50 mmol/L says more than 1.5.
type number string

// UnmarshalJSON takes a JSON number and nothing else.
func (n *number) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	var exact json.Number
	if len(raw) == 0 || raw[0] == '"' || json.Unmarshal(raw, &exact) != nil {
		return &json.UnmarshalTypeError{Value: kindOf(raw), Type: reflect.TypeFor[number]()}
	}
	*n = number(exact)
	return nil
}

func kindOf(raw []byte) string {
	switch {
	case len(raw) == 0:
		return "nothing"
	case raw[0] == '"':
		return "string"
	case raw[0] == '{':
		return "object"
	case raw[0] == '[':
		return "array"
	}
	return "bool"
}

type coding struct {
	System  string `json:"system"`
	Code    string `json:"code"`
	Display string `json:"display"`
}

type concept struct {
	Coding []coding `json:"coding"`
	Text   string   `json:"text"`
}

// name is what to call it: the text its author wrote, else the first display,
// else the bare code.
func (c concept) name() string {
	if text := strings.TrimSpace(c.Text); text != "" {
		return text
	}
	for _, k := range c.Coding {
		if text := strings.TrimSpace(k.Display); text != "" {
			return text
		}
	}
	return c.code()
}

// code is the first code of any system.
func (c concept) code() string { return c.best().Code }

// best is the coding to group by: the international systems first, so that
// two laboratories' local codes for one test still make one trend.
func (c concept) best() coding {
	for _, system := range []string{"http://loinc.org", "http://snomed.info/sct",
		"http://www.nlm.nih.gov/research/umls/rxnorm", "http://hl7.org/fhir/sid/cvx"} {
		for _, k := range c.Coding {
			if k.System == system && k.Code != "" {
				return k
			}
		}
	}
	for _, k := range c.Coding {
		if k.Code != "" {
			return k
		}
	}
	return coding{}
}

// has tells whether any coding carries the code.
func (c concept) has(code string) bool {
	for _, k := range c.Coding {
		if k.Code == code {
			return true
		}
	}
	return false
}

func (c concept) isZero() bool { return c.Text == "" && len(c.Coding) == 0 }

// names lists the names of several concepts, each once.
func names(list []concept) []string {
	var out []string
	seen := map[string]bool{}
	for _, c := range list {
		if text := c.name(); text != "" && !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

type identifier struct {
	Use    string  `json:"use"`
	Type   concept `json:"type"`
	System string  `json:"system"`
	Value  string  `json:"value"`
}

type reference struct {
	Reference  string      `json:"reference"`
	Type       string      `json:"type"`
	Identifier *identifier `json:"identifier"`
	Display    string      `json:"display"`
}

func (r reference) isZero() bool {
	return r.Reference == "" && r.Identifier == nil && r.Display == ""
}

type period struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

type quantity struct {
	Value      number `json:"value"`
	Comparator string `json:"comparator"`
	Unit       string `json:"unit"`
	Code       string `json:"code"`
}

// unitText is the unit as people write it, else its code.
func (q quantity) unitText() string {
	if q.Unit != "" {
		return q.Unit
	}
	return q.Code
}

func (q quantity) text() string {
	return strings.TrimSpace(q.Comparator + string(q.Value) + " " + q.unitText())
}

type valueRange struct {
	Low  *quantity `json:"low"`
	High *quantity `json:"high"`
}

func (r valueRange) text() string {
	switch {
	case r.Low != nil && r.High != nil:
		return strings.TrimSpace(string(r.Low.Value) + " to " + r.High.text())
	case r.Low != nil:
		return "from " + r.Low.text()
	case r.High != nil:
		return "up to " + r.High.text()
	}
	return ""
}

type ratio struct {
	Numerator   quantity `json:"numerator"`
	Denominator quantity `json:"denominator"`
}

func (r ratio) text() string { return r.Numerator.text() + " / " + r.Denominator.text() }

type sampledData struct {
	Origin quantity `json:"origin"`
	Period number   `json:"period"`
	Data   string   `json:"data"`
}

type annotation struct {
	Text string `json:"text"`
	Time string `json:"time"`
}

func notes(list []annotation) string {
	var out []string
	for _, n := range list {
		if text := strings.TrimSpace(n.Text); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n")
}

type humanName struct {
	Use    string   `json:"use"`
	Text   string   `json:"text"`
	Family string   `json:"family"`
	Given  []string `json:"given"`
	Prefix []string `json:"prefix"`
	Suffix []string `json:"suffix"`
}

// full is the name as a person would write it.
func (n humanName) full() string {
	if text := strings.TrimSpace(n.Text); text != "" {
		return text
	}
	parts := append(append(append([]string{}, n.Prefix...), n.Given...), n.Family)
	return strings.Join(strings.Fields(strings.Join(append(parts, n.Suffix...), " ")), " ")
}

// legal is full without titles: what a patient types to say who they are. The
// text is preferred to its parts: it knows which name goes first.
func (n humanName) legal() string {
	text := strings.TrimSpace(n.Text)
	for _, title := range n.Prefix {
		text = strings.TrimSpace(strings.TrimPrefix(text, title+" "))
	}
	for _, title := range n.Suffix {
		text = strings.Trim(strings.TrimSuffix(text, " "+title), " ,")
	}
	if text != "" {
		return text
	}
	return humanName{Family: n.Family, Given: n.Given}.full()
}

// nameUses ranks the uses of a name; the lowest is what a person goes by.
var nameUses = map[string]int{"official": 0, "usual": 1, "": 2, "nickname": 3, "anonymous": 4, "temp": 5, "maiden": 6, "old": 7}

// bestName picks the name in use; the zero name when there is none.
func bestName(list []humanName) humanName {
	var best humanName
	rank := len(nameUses) + 1
	for _, n := range list {
		if r, ok := nameUses[n.Use]; ok && r < rank && n.full() != "" {
			best, rank = n, r
		}
	}
	return best
}

type contactPoint struct {
	System string `json:"system"`
	Value  string `json:"value"`
	Use    string `json:"use"`
	Rank   int    `json:"rank"`
}

// contact picks the way to reach somebody by the given system: not an old
// one, the preferred one, the first of equals.
func contact(list []contactPoint, system string) string {
	var best contactPoint
	for _, c := range list {
		if c.System != system || c.Use == "old" || c.Value == "" {
			continue
		}
		if best.Value == "" || c.Rank > 0 && (best.Rank == 0 || c.Rank < best.Rank) {
			best = c
		}
	}
	return best.Value
}

type address struct {
	Use        string   `json:"use"`
	Text       string   `json:"text"`
	Line       []string `json:"line"`
	City       string   `json:"city"`
	State      string   `json:"state"`
	PostalCode string   `json:"postalCode"`
	Country    string   `json:"country"`
}

// text is the address in lines, as on an envelope.
func (a address) text() string {
	if a.Text != "" && len(a.Line) == 0 {
		return a.Text
	}
	town := strings.Join(strings.Fields(strings.Join([]string{a.City, a.State, a.PostalCode}, " ")), " ")
	var out []string
	for _, line := range append(append([]string{}, a.Line...), town, a.Country) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func bestAddress(list []address) string {
	for _, want := range []string{"home", "", "temp", "billing", "work"} {
		for _, a := range list {
			if a.Use == want && a.text() != "" {
				return a.text()
			}
		}
	}
	return ""
}

type attachment struct {
	ContentType string `json:"contentType"`
	Language    string `json:"language"`
	Data        string `json:"data"`
	URL         string `json:"url"`
	Title       string `json:"title"`
}

type timing struct {
	Event  []string `json:"event"`
	Code   concept  `json:"code"`
	Repeat struct {
		BoundsPeriod *period  `json:"boundsPeriod"`
		Frequency    number   `json:"frequency"`
		Period       number   `json:"period"`
		PeriodUnit   string   `json:"periodUnit"`
		When         []string `json:"when"`
	} `json:"repeat"`
}

type dosage struct {
	Text            string    `json:"text"`
	Instructions    []concept `json:"additionalInstruction"`
	PatientText     string    `json:"patientInstruction"`
	Timing          timing    `json:"timing"`
	AsNeeded        bool      `json:"asNeededBoolean"`
	AsNeededConcept concept   `json:"asNeededCodeableConcept"`
	Route           concept   `json:"route"`
	DoseAndRate     []struct {
		DoseQuantity *quantity   `json:"doseQuantity"`
		DoseRange    *valueRange `json:"doseRange"`
	} `json:"doseAndRate"`
}
