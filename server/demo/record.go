package demo

import (
	"encoding/base64"
	"math/rand/v2"
	"time"

	"patientportal/server/fhir"
)

// chart writes one person's record of the last two years.
type chart struct {
	person
	bundle
	rng   *rand.Rand
	today time.Time
}

// write gives the person's record as a FHIR transaction bundle.
func write(p person, rng *rand.Rand, today time.Time) ([]byte, error) {
	c := &chart{person: p, bundle: bundle{patient: p.id}, rng: rng, today: today}
	c.demographics()
	c.coverage()
	c.careTeam()
	for _, a := range p.ailments {
		c.ail(a)
	}
	c.allergy()
	c.vaccinations()
	// A visit a quarter, the last one eleven days ago.
	const visits = 8
	morning := time.Date(today.Year(), today.Month(), today.Day(), 15, 0, 0, 0, time.UTC) // 9 or 10 in Chicago
	for i := range visits {
		progress := float64(i) / (visits - 1)
		c.visit(morning.AddDate(0, -3*(visits-1-i), -11), progress)
	}
	return c.json()
}

func (c *chart) demographics() {
	patient := resource{
		"active":    true,
		"name":      []resource{{"use": "official", "family": c.family, "given": []string{c.given}}},
		"gender":    c.sex,
		"birthDate": c.born,
		"telecom":   []resource{{"system": "phone", "value": c.phone}, {"system": "email", "value": c.email}},
		"address":   []resource{{"line": []string{"12 Example Street"}, "city": "Lakeside", "state": "IL", "postalCode": "60000", "country": "US"}},
		"communication": []resource{{
			"language": concept("urn:ietf:bcp:47", "en-US", "English"), "preferred": true,
		}},
	}
	if c.clinicNumber != "" {
		patient["identifier"] = []resource{{
			"type":   concept("http://terminology.hl7.org/CodeSystem/v2-0203", "MR", "Medical record number"),
			"system": fhir.ClinicNumberSystem, "value": c.clinicNumber,
		}}
	}
	c.add("Patient", patient)
}

func (c *chart) coverage() {
	c.add("Coverage", resource{
		"status": "active", "subscriberId": "M" + c.clinicNumberOr(c.id),
		"payor": []resource{author("Example Health Plan")},
		"class": []resource{
			{"type": concept("http://terminology.hl7.org/CodeSystem/coverage-class", "group", "Group"), "value": "G-1001"},
			{"type": concept("http://terminology.hl7.org/CodeSystem/coverage-class", "plan", "Plan"), "value": "PPO", "name": "Silver PPO"},
		},
	})
}

func (c *chart) clinicNumberOr(other string) string {
	if c.clinicNumber != "" {
		return c.clinicNumber
	}
	return other
}

func (c *chart) careTeam() {
	c.add("CareTeam", resource{
		"status": "active", "name": "Primary care team",
		"participant": []resource{{
			"role":   []resource{concept(snomed, "446050000", "Primary care provider")},
			"member": author(c.doctor),
		}},
	})
}

func (c *chart) ail(a ailment) {
	began := c.today.AddDate(-2, 0, -4)
	c.add("Condition", resource{
		"clinicalStatus":     concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"),
		"verificationStatus": concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "confirmed", "Confirmed"),
		"category":           []resource{concept("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item", "Problem List Item")},
		"code":               concept(snomed, a.code, a.name),
		"onsetDateTime":      day(began), "recordedDate": day(began), "recorder": author(c.doctor),
	})
	c.add("MedicationRequest", resource{
		"status": "active", "intent": "order",
		"medicationCodeableConcept": concept(rxnorm, a.drug, a.drugName),
		"authoredOn":                instant(began), "requester": author(c.doctor),
		"reasonCode":        []resource{concept(snomed, a.code, a.name)},
		"dosageInstruction": []resource{{"text": a.dose}},
	})
}

func (c *chart) allergy() {
	if c.id != mariaID && c.rng.IntN(3) != 0 {
		return
	}
	c.add("AllergyIntolerance", resource{
		"clinicalStatus":     concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "Active"),
		"verificationStatus": concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "confirmed", "Confirmed"),
		"type":               "allergy", "category": []string{"medication"}, "criticality": "low",
		"code":         concept(rxnorm, "7980", "Penicillin G"),
		"recordedDate": day(c.today.AddDate(-2, 0, -4)), "recorder": author(c.doctor),
		"reaction": []resource{{"manifestation": []resource{concept(snomed, "271807003", "Rash")}, "severity": "mild"}},
	})
}

func (c *chart) vaccinations() {
	for i, v := range vaccines {
		c.add("Immunization", resource{
			"status": "completed", "vaccineCode": concept(cvx, v.code, v.name),
			"occurrenceDateTime": instant(c.today.AddDate(0, -6*i-2, -i)), "lotNumber": "DEMO-" + v.code,
			"performer": []resource{{"actor": author(c.doctor)}},
		})
	}
}

// visit writes an encounter with what was measured and noted at it.
func (c *chart) visit(at time.Time, progress float64) {
	encounter := c.add("Encounter", resource{
		"status": "finished", "class": resource{"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB", "display": "ambulatory"},
		"type":            []resource{concept(snomed, "185349003", "Encounter for check up (procedure)")},
		"period":          resource{"start": instant(at), "end": instant(at.Add(30 * time.Minute))},
		"participant":     []resource{{"individual": author(c.doctor)}},
		"serviceProvider": author("Lakeside Clinic"),
	})
	c.vitals(at, progress, encounter)
	for _, p := range panels {
		c.panel(p, at.Add(20*time.Minute), progress, encounter)
	}
	c.panel(panel{"4548-4", hba1c.name, []measure{hba1c}}, at.Add(25*time.Minute), progress, encounter)
	c.note(at, encounter)
}

func (c *chart) vitals(at time.Time, progress float64, encounter string) {
	c.add("Observation", resource{
		"status": "final", "category": category("vital-signs"), "code": concept(loinc, "85354-9", "Blood Pressure"),
		"effectiveDateTime": instant(at), "issued": instant(at), "encounter": reference(encounter), "performer": []resource{author(c.doctor)},
		"component": []resource{
			{"code": concept(loinc, upper.code, upper.name), "valueQuantity": upper.quantity(upper.take(c.rng, c.shift(upper.code, progress)))},
			{"code": concept(loinc, lower.code, lower.name), "valueQuantity": lower.quantity(lower.take(c.rng, c.shift(lower.code, progress)))},
		},
	})
	for _, m := range []measure{pulse, weight, height} {
		c.observation(m, "vital-signs", at, m.usual+m.spread*c.steady(m), encounter)
	}
}

// steady keeps a grown person's size the same from visit to visit.
func (c *chart) steady(m measure) float64 {
	if m.code == pulse.code {
		return c.rng.NormFloat64() * 0.6
	}
	seed := uint64(len(c.family)*31 + len(c.given)*7 + len(m.code))
	return rand.New(rand.NewPCG(seed, 0)).NormFloat64() * 0.8
}

func (c *chart) observation(m measure, kind string, at time.Time, value float64, encounter string) string {
	o := resource{
		"status": "final", "category": category(kind), "code": concept(loinc, m.code, m.name),
		"effectiveDateTime": instant(at), "issued": instant(at.Add(4 * time.Hour)), "encounter": reference(encounter),
		"performer": []resource{author(c.doctor)}, "valueQuantity": m.quantity(value),
	}
	if code, display := m.flag(value); code != "" {
		o["referenceRange"] = m.referenceRange()
		o["interpretation"] = []resource{concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", code, display)}
	}
	return c.add("Observation", o)
}

func (c *chart) panel(p panel, at time.Time, progress float64, encounter string) {
	var results []resource
	for _, m := range p.measures {
		value := m.take(c.rng, c.shift(m.code, progress))
		results = append(results, reference(c.observation(m, "laboratory", at, value, encounter)))
	}
	c.add("DiagnosticReport", resource{
		"status": "final", "category": []resource{concept("http://terminology.hl7.org/CodeSystem/v2-0074", "LAB", "Laboratory")},
		"code": concept(loinc, p.code, p.name), "effectiveDateTime": instant(at), "issued": instant(at.Add(4 * time.Hour)),
		"encounter": reference(encounter), "performer": []resource{author("Example Laboratory")}, "result": results,
	})
}

func (c *chart) note(at time.Time, encounter string) {
	text := "Check-up. Measurements and laboratory values were gone through together; the plan stays as it is until the next visit."
	c.add("DocumentReference", resource{
		"status": "current", "type": concept(loinc, "34117-2", "History and physical note"), "date": instant(at),
		"author":  []resource{author(c.doctor)},
		"content": []resource{{"attachment": resource{"contentType": "text/plain; charset=utf-8", "data": base64.StdEncoding.EncodeToString([]byte(text))}}},
		"context": resource{"encounter": []resource{reference(encounter)}, "period": resource{"start": instant(at), "end": instant(at.Add(30 * time.Minute))}},
	})
	if c.rng.IntN(4) == 0 {
		c.add("Procedure", resource{
			"status": "completed", "code": concept(snomed, "428191000124101", "Documentation of current medications"),
			"performedPeriod": resource{"start": instant(at), "end": instant(at.Add(5 * time.Minute))}, "encounter": reference(encounter),
			"performer": []resource{{"actor": author(c.doctor)}},
		})
	}
}
