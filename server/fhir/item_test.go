package fhir

import (
	"encoding/json"
	"strings"
	"testing"

	"patientportal/server/records"
)

func itemOf(t *testing.T, raw string) records.PutItem {
	t.Helper()
	name, err := typeOf([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	found, wrong := decode([]byte(raw), keptType(name))
	if wrong != nil {
		t.Fatalf("%s: %+v", raw, wrong)
	}
	return found.(personal).item(nobody{})
}

func TestValuesOfEveryType(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"valueQuantity":{"value":6.30,"unit":"mmol/l","code":"mmol/L"}`:          "quantity|6.30|mmol/l|6.3",
		`"valueQuantity":{"value":0.010,"comparator":"<","code":"ng/mL"}`:         "quantity|<0.010|ng/mL|",
		`"valueQuantity":{"value":1e400}`:                                         "quantity|1e400||",
		`"valueQuantity":{"value":12345678901234567890.1234567890}`:               "quantity|12345678901234567890.1234567890||12345678901234567000",
		`"valueCodeableConcept":{"coding":[{"code":"x"},{"display":"Positive"}]}`: "concept|Positive||",
		`"valueString":"seen"`: "string|seen||",
		`"valueBoolean":false`: "boolean|No||",
		`"valueInteger":0`:     "integer|0||0",
		`"valueRange":{"low":{"value":1.0},"high":{"value":2.50,"unit":"mg"}}`:                  "range|1.0 to 2.50 mg||",
		`"valueRange":{"high":{"value":2,"unit":"mg"}}`:                                         "range|up to 2 mg||",
		`"valueRatio":{"numerator":{"value":1},"denominator":{"value":128}}`:                    "ratio|1 / 128||",
		`"valueSampledData":{"origin":{"value":2048,"unit":"mV"},"period":10,"data":"1 E U 4"}`: "sampled|4 samples, one every 10 ms|mV|",
		`"valueTime":"08:30:00"`:                                   "time|08:30:00||",
		`"valueDateTime":"2016-12"`:                                "dateTime|2016-12||",
		`"valuePeriod":{"start":"2016","end":"2017"}`:              "period|2016 to 2017||",
		`"dataAbsentReason":{"coding":[{"code":"not-performed"}]}`: "|||",
	} {
		o := itemOf(t, `{"resourceType":"Observation",`+value+`}`).Observation
		number := ""
		if o.ValueNumber != nil {
			text, err := json.Marshal(o.ValueNumber)
			if err != nil {
				t.Fatal(err)
			}
			number = string(text)
		}
		if got := strings.Join([]string{o.ValueKind, o.Value, o.Unit, number}, "|"); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
}

func TestWhatTheRecordSaysOfAValueAndNothingElse(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`"valueQuantity":{"value":999}`:                             "|||||",
		`"referenceRange":[{"low":{"value":3.10,"unit":"mmol/l"}}]`: "3.10||from 3.10 mmol/l|||",
		`"referenceRange":[{"high":{"value":9},"type":{"coding":[{"code":"critical"}]}},{"text":"3 to 5","type":{"coding":[{"code":"normal"}]}}]`: "||3 to 5|||",
		`"interpretation":[{"coding":[{"system":"local","code":"zz"},{"code":"HH"}]}]`:                                                            "|||HH|Critically high|",
		`"interpretation":[{"text":"a bit odd"}]`:                   "||||a bit odd|",
		`"dataAbsentReason":{"coding":[{"code":"asked-declined"}]}`: "|||||The patient declined to answer",
		`"dataAbsentReason":{"text":"lost in transit"}`:             "|||||lost in transit",
	} {
		o := itemOf(t, `{"resourceType":"Observation",`+raw+`}`).Observation
		got := strings.Join([]string{o.RangeLow, o.RangeHigh, o.RangeText, o.InterpretationCode, o.Interpretation, o.AbsentReason}, "|")
		if got != want {
			t.Errorf("%s: %s, want %s", raw, got, want)
		}
	}
}

func TestKindsOfObservations(t *testing.T) {
	t.Parallel()
	category := func(system, code string) string {
		return `"category":[{"coding":[{"system":"` + system + `","code":"` + code + `"}]}],`
	}
	const hl7 = "http://terminology.hl7.org/CodeSystem/observation-category"
	for fields, want := range map[string]string{
		category(hl7, "laboratory"): "result|laboratory", category(hl7, "imaging"): "result|imaging",
		category(hl7, "vital-signs"): "vital|vital-signs", category(hl7, "survey"): "survey|survey",
		category(hl7, "social-history"): "social-history|social-history",
		category("urn:local", "BLOOD"):  "result|BLOOD",
		"":                              "result|",
		`"code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},`:                         "vital|",
		category(hl7, "exam") + `"code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},`: "result|exam",
	} {
		o := itemOf(t, `{"resourceType":"Observation",`+fields+`"status":"final"}`).Observation
		if got := o.Kind + "|" + o.Category; got != want {
			t.Errorf("%s: %s, want %s", fields, got, want)
		}
	}
}

func TestWhenAnObservationWasTaken(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string]string{
		`"effectiveDateTime":"2024-03","issued":"2025-01-01T00:00:00Z"`: "2024-03|2024-03|2025-01-01T00:00:00Z",
		`"effectivePeriod":{"start":"2024-01-02","end":"2024-01-03"}`:   "2024-01-02|2024-01-02|2024-01-02",
		`"effectiveTiming":{"event":["2024-01-05"]}`:                    "2024-01-05|2024-01-05|2024-01-05",
		`"issued":"2025-01-01T00:00:00Z"`:                               "|2025-01-01T00:00:00Z|2025-01-01T00:00:00Z",
		`"status":"final"`:                                              "||",
	} {
		o := itemOf(t, `{"resourceType":"Observation",`+fields+`}`).Observation
		text, at, _ := strings.Cut(want, "|")
		at, released, _ := strings.Cut(at, "|")
		if o.TakenText != text || o.TakenAt != microsOf(at) || o.ReleasedAt != microsOf(released) {
			t.Errorf("%s: %s, %d, %d", fields, o.TakenText, o.TakenAt, o.ReleasedAt)
		}
	}
}

// told writes an entry as one line.
func told(e *records.PutEntry) string {
	parts := []string{e.Name, e.Status, e.StartText, e.EndText, e.Author, e.Source}
	for _, f := range e.Detail.Facts {
		parts = append(parts, f.Label+": "+f.Value)
	}
	return strings.Join(parts, "|")
}

func TestEntriesSayWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		`{"resourceType":"Condition"}`: unnamed + "|||||",
		`{"resourceType":"Condition","clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"entered-in-error"}]},"code":{"text":"Wrong person"}}`:                                                                                                                                                                                                                                   "Wrong person|entered-in-error||||",
		`{"resourceType":"Condition","clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"provisional"}]},"code":{"text":"Perhaps"},"onsetAge":{"value":52,"unit":"years"},"abatementString":"last spring"}`:                                                                                                                                                                      "Perhaps|active|||||Began: at age 52 years|Ended: last spring|Certainty: Provisional",
		`{"resourceType":"AllergyIntolerance","reaction":[{"substance":{"text":"Latex"},"description":"rash"}],"lastOccurrence":"2020-05-06T10:00:00Z"}`:                                                                                                                                                                                                                                                              "Latex|||||" + "|Reaction: rash|Last reaction: 2020-05-06",
		`{"resourceType":"Immunization","status":"completed","vaccineCode":{"coding":[{"code":"140"}]},"occurrenceString":"as a child","primarySource":false,"protocolApplied":[{"series":"2-dose","doseNumberPositiveInt":1,"seriesDosesPositiveInt":2}]}`:                                                                                                                                                           "140|completed|||||When: as a child|Dose: 1 of 2 (2-dose)|Recorded as: Reported, not given here",
		`{"resourceType":"MedicationRequest","intent":"plan","status":"draft","medicationReference":{"display":"Shown"},"doNotPerform":true,"dosageInstruction":[{"timing":{"repeat":{"frequency":2.0,"period":8,"periodUnit":"h"}},"asNeededCodeableConcept":{"text":"pain"},"doseAndRate":[{"doseRange":{"low":{"value":1},"high":{"value":2,"unit":"tablet"}}}]}],"dispenseRequest":{"numberOfRepeatsAllowed":3}}`: "Shown|draft|||||Instruction: Do not take this medicine|Dose: 1 to 2 tablet, 2 times every 8 hours, as needed (pain)|Refills: 3|Intent: Plan",
		`{"resourceType":"Encounter","status":"planned","class":{"code":"VR"}}`:                                         "Virtual visit|planned|||||Kind: Virtual visit",
		`{"resourceType":"CarePlan","status":"active","category":[{"coding":[{"code":"assess-plan"}]}]}`:                "assess-plan|active||||",
		`{"resourceType":"DocumentReference","status":"current","docStatus":"entered-in-error","description":"A scan"}`: "A scan|entered-in-error|||||Description: A scan",
	} {
		if got := told(itemOf(t, raw).Entry); got != want {
			t.Errorf("%s:\n got %s\nwant %s", raw, got, want)
		}
	}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	e := itemOf(t, `{"resourceType":"DocumentReference","content":[
		{"attachment":{"contentType":"application/pdf","title":"Scan","data":"JVBERi0="}},
		{"attachment":{"contentType":"text/plain","data":"R3L832UA\n"}},
		{"attachment":{"contentType":"text/plain","data":"not base64!"}},
		{"attachment":{"url":"Binary/1"}}]}`).Entry
	if e.Name != "Scan" || e.Detail.Text != "Grüße" && e.Detail.Text != "Gr\u00fc\u00dfe" || len(e.Detail.Attachments) != 3 {
		t.Errorf("%+v", e)
	}
	if a := e.Detail.Attachments[0]; a.Bytes != 5 || len(a.Hash) != 64 || a.ContentType != "application/pdf" {
		t.Errorf("%+v", a)
	}
	if e.Detail.Attachments[2].URL != "Binary/1" {
		t.Errorf("%+v", e.Detail.Attachments)
	}
}

func TestNamesAndContacts(t *testing.T) {
	t.Parallel()
	var p person
	err := json.Unmarshal([]byte(`{"resourceType":"Patient","name":[{"use":"old","family":"Old"},{"use":"nickname","given":["Nick"]},{"use":"usual","text":"王 小明","family":"王"}],
		"telecom":[{"system":"email","value":"no address"},{"system":"phone","value":"1","use":"old"},{"system":"phone","value":"2"},{"system":"phone","value":"3","rank":1}],
		"gender":"strange","deceasedDateTime":"2020","communication":[{"language":{"coding":[{"code":"not a tag"}]}}],
		"identifier":[{"system":"s","value":" "},{"system":"s","value":"1","use":"old"},{"system":"s","value":"2","type":{"text":"Card"}}]}`), &p)
	if err != nil {
		t.Fatal(err)
	}
	in := p.registration()
	if in.FullName != "王 小明" || in.FamilyName != "王" || in.Email != "" || in.Phone != "3" || in.Sex != "unknown" || in.Deceased != "2020" || in.PreferredLanguage != "" {
		t.Errorf("%+v", in)
	}
	for _, c := range []struct {
		name humanName
		want string
	}{
		{humanName{Text: "Dr. Ada Made-up, PhD", Prefix: []string{"Dr."}, Suffix: []string{"PhD"}}, "Ada Made-up"},
		{humanName{Family: "Made-up", Given: []string{"Ada", "B."}, Prefix: []string{"Dr."}}, "Ada B. Made-up"},
		{humanName{}, ""},
	} {
		if got := c.name.legal(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.name, got, c.want)
		}
	}
	if len(in.Identifiers) != 1 || in.Identifiers[0].Value != "2" || in.Identifiers[0].Kind != "Card" {
		t.Errorf("%+v", in.Identifiers)
	}
}
