package demo

const (
	snomed = "http://snomed.info/sct"
	rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm"
	cvx    = "http://hl7.org/fhir/sid/cvx"
)

// ailment is a condition with the medicine for it and what it does to values.
type ailment struct {
	code, name     string
	drug, drugName string
	dose           string
	shifts         map[string]float64 // by LOINC code, at the start of the two years
}

var (
	prediabetes = ailment{"15777000", "Prediabetes", "860975",
		"24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", "One tablet with the evening meal",
		map[string]float64{"4548-4": 1.1, "2339-0": 24}}
	hypertension = ailment{"38341003", "Hypertension", "197361",
		"Amlodipine 5 MG Oral Tablet", "One tablet each morning",
		map[string]float64{"8480-6": 24, "8462-4": 13}}
	asthma = ailment{"195967001", "Asthma", "745679",
		"200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", "Two puffs when breathing is hard, at most every four hours", nil}
	anemia = ailment{"271737000", "Anemia (disorder)", "310325",
		"ferrous sulfate 325 MG Oral Tablet", "One tablet every other day, with water",
		map[string]float64{"718-7": -2.6}}
	cholesterol = ailment{"55822004", "Hyperlipidemia", "314231",
		"Simvastatin 10 MG Oral Tablet", "One tablet at bedtime",
		map[string]float64{"2093-3": 46, "18262-6": 52}}
)

var ailments = []ailment{prediabetes, hypertension, asthma, anemia, cholesterol}

// vaccines that the clinic gives; the code system is CVX.
var vaccines = []struct{ code, name string }{
	{"140", "Influenza, seasonal, injectable, preservative free"},
	{"115", "Tdap"},
	{"208", "SARS-COV-2 (COVID-19) vaccine, mRNA, spike protein, LNP, preservative free, 30 mcg/0.3mL dose"},
}

// shift is how far a person's value lies off the usual one. Treatment works:
// over the two years (progress 0 to 1) three quarters of it go away.
func (p person) shift(code string, progress float64) float64 {
	total := 0.0
	for _, a := range p.ailments {
		total += a.shifts[code]
	}
	return total * (1 - 0.75*progress)
}
