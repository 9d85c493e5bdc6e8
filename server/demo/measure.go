package demo

import (
	"math"
	"math/rand/v2"
)

const loinc = "http://loinc.org"

// measure is something a laboratory or a nurse measures, with what is usual.
type measure struct {
	code, name, unit string
	low, high        float64 // usual range; 0 means no such end
	usual, spread    float64 // where a healthy person's values lie
	digits           int
}

// panel is a set of measures that one report brings.
type panel struct {
	code, name string
	measures   []measure
}

var (
	glucose = measure{"2339-0", "Glucose", "mg/dL", 70, 99, 88, 7, 0}
	hba1c   = measure{"4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 4.0, 5.6, 5.3, 0.2, 1}
	weight  = measure{"29463-7", "Body Weight", "kg", 0, 0, 74, 12, 1}
	height  = measure{"8302-2", "Body Height", "cm", 0, 0, 169, 8, 0}
	pulse   = measure{"8867-4", "Heart rate", "/min", 60, 100, 72, 7, 0}
	upper   = measure{"8480-6", "Systolic Blood Pressure", "mm[Hg]", 0, 0, 121, 7, 0}
	lower   = measure{"8462-4", "Diastolic Blood Pressure", "mm[Hg]", 0, 0, 78, 5, 0}
)

var panels = []panel{
	{"57698-3", "Lipid Panel", []measure{
		{"2093-3", "Total Cholesterol", "mg/dL", 0, 200, 182, 16, 0},
		{"2571-8", "Triglycerides", "mg/dL", 0, 150, 121, 22, 0},
		{"18262-6", "Low Density Lipoprotein Cholesterol", "mg/dL", 0, 100, 94, 12, 0},
		{"2085-9", "High Density Lipoprotein Cholesterol", "mg/dL", 40, 0, 56, 7, 0},
	}},
	{"51990-0", "Basic Metabolic Panel", []measure{
		glucose,
		{"38483-4", "Creatinine", "mg/dL", 0.6, 1.2, 0.9, 0.12, 2},
		{"2947-0", "Sodium", "mmol/L", 136, 145, 140, 2, 0},
		{"6298-4", "Potassium", "mmol/L", 3.5, 5.1, 4.2, 0.3, 1},
	}},
	{"58410-2", "Complete blood count (hemogram) panel - Blood by Automated count", []measure{
		{"718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 12, 16, 13.9, 0.7, 1},
		{"6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 4, 11, 6.8, 1.2, 1},
		{"777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 150, 400, 255, 40, 0},
	}},
}

// take draws a value as a laboratory would print it: usual, shifted by what
// ails the person.
func (m measure) take(rng *rand.Rand, shift float64) float64 {
	step := math.Pow10(m.digits)
	return math.Round((m.usual+shift+m.spread*rng.NormFloat64()*0.7)*step) / step
}

// flag says how the value lies to the range, as a laboratory would.
func (m measure) flag(value float64) (code, display string) {
	switch {
	case m.low == 0 && m.high == 0:
		return "", ""
	case m.low != 0 && value < m.low:
		return "L", "Low"
	case m.high != 0 && value > m.high:
		return "H", "High"
	}
	return "N", "Normal"
}
