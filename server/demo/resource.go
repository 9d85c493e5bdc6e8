package demo

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// resource is FHIR JSON in the making.
type resource map[string]any

const testData = "http://terminology.hl7.org/CodeSystem/v3-ActReason"

// bundle gathers one patient's resources as a FHIR transaction.
type bundle struct {
	patient string // logical id of the Patient
	count   int
	entries []resource
}

// add gives the resource an id that is the same at every run, marks it as
// made up, and returns the reference to it.
func (b *bundle) add(kind string, r resource) string {
	b.count++
	id := fmt.Sprintf("%s-%s-%03d", b.patient, strings.ToLower(kind), b.count)
	if kind == "Patient" {
		id = b.patient
	} else {
		subject := "subject"
		switch kind {
		case "AllergyIntolerance", "Immunization":
			subject = "patient"
		case "Coverage":
			subject = "beneficiary"
		}
		r[subject] = reference("Patient/" + b.patient)
	}
	r["resourceType"], r["id"] = kind, id
	r["meta"] = resource{"tag": []resource{{"system": testData, "code": "HTEST", "display": "test health data"}}}
	b.entries = append(b.entries, resource{
		"fullUrl":  "https://demo.invalid/fhir/" + kind + "/" + id,
		"resource": r,
		"request":  resource{"method": "PUT", "url": kind + "/" + id},
	})
	return kind + "/" + id
}

func (b *bundle) json() ([]byte, error) {
	return json.Marshal(resource{"resourceType": "Bundle", "type": "transaction", "entry": b.entries})
}

func reference(to string) resource { return resource{"reference": to} }

func author(name string) resource { return resource{"display": name} }

func concept(system, code, display string) resource {
	return resource{"coding": []resource{{"system": system, "code": code, "display": display}}, "text": display}
}

func category(code string) []resource {
	return []resource{{"coding": []resource{{
		"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": code,
	}}}}
}

func instant(t time.Time) string { return t.Format(time.RFC3339) }

func day(t time.Time) string { return t.Format(time.DateOnly) }

func number(value float64, digits int) json.Number {
	return json.Number(strconv.FormatFloat(value, 'f', digits, 64))
}

func (m measure) quantity(value float64) resource {
	return resource{"value": number(value, m.digits), "unit": m.unit, "system": "http://unitsofmeasure.org", "code": m.unit}
}

func (m measure) referenceRange() []resource {
	r := resource{}
	if m.low != 0 {
		r["low"] = m.quantity(m.low)
	}
	if m.high != 0 {
		r["high"] = m.quantity(m.high)
	}
	return []resource{r}
}
