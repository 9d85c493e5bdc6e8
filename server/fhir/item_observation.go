package fhir

import (
	"strings"

	"patientportal/server/records"
)

func (r *observation) item(who namer) records.PutItem {
	value := r.show()
	code, words := r.reading()
	low, high, text := r.bounds()
	taken := firstOf(r.EffectiveDateTime, r.EffectiveInstant, r.EffectivePeriod.Start, r.EffectivePeriod.End,
		firstOf(r.EffectiveTiming.Event...))
	best := r.Code.best()
	o := records.PutObservation{
		Kind: r.kind(), Category: r.category(),
		CodeSystem: best.System, Code: best.Code, Name: firstOf(r.Code.name(), unnamed),
		TakenText: taken, TakenAt: microsOf(taken),
		ReleasedAt: microsOf(firstOf(r.Issued, r.Meta.LastUpdated, taken)),
		Status:     r.Status,
		ValueKind:  value.kind, Value: value.text, ValueNumber: value.number, Unit: value.unit,
		RangeLow: low, RangeHigh: high, RangeText: text,
		InterpretationCode: code, Interpretation: words,
		AbsentReason: r.absence(),
		Author:       people(who, r.Performer...),
		Comments:     notes(r.Note),
	}
	for _, c := range r.Component {
		o.Components = append(o.Components, c.part())
	}
	if taken == "" {
		o.TakenAt = microsOf(firstOf(r.Issued, r.Meta.LastUpdated))
	}
	return records.PutItem{Observation: &o}
}

func (c component) part() records.Component {
	value := c.show()
	_, words := c.reading()
	low, high, text := c.bounds()
	best := c.Code.best()
	return records.Component{
		CodeSystem: best.System, Code: best.Code, Name: firstOf(c.Code.name(), unnamed),
		ValueKind: value.kind, Value: value.text, ValueNumber: value.number, Unit: value.unit,
		RangeLow: low, RangeHigh: high, RangeText: text,
		Interpretation: words, AbsentReason: c.absence(),
	}
}

// category is the first code of HL7's observation-category list, else the
// first code of whatever list the record uses.
func (r *observation) category() string {
	for _, c := range r.Category {
		for _, k := range c.Coding {
			if strings.HasSuffix(k.System, "/observation-category") && k.Code != "" {
				return k.Code
			}
		}
	}
	for _, c := range r.Category {
		if code := c.code(); code != "" {
			return code
		}
	}
	return ""
}

// kind sorts observations into the lists people know.
func (r *observation) kind() string {
	switch r.category() {
	case "vital-signs":
		return records.KindVital
	case "survey":
		return records.KindSurvey
	case "social-history":
		return records.KindSocialHistory
	case "":
		for _, k := range r.Code.Coding {
			if k.System == "http://loinc.org" && vitalCodes[k.Code] {
				return records.KindVital
			}
		}
	}
	return records.KindResult
}

// vitalCodes are the LOINC codes of the vital signs profile of R4
// (http://hl7.org/fhir/R4/observation-vitalsigns.html), for records that leave
// the category out.
var vitalCodes = map[string]bool{
	"85353-1": true, "9279-1": true, "8867-4": true, "2708-6": true, "59408-5": true, "8310-5": true, "8302-2": true,
	"9843-4": true, "29463-7": true, "39156-5": true, "85354-9": true, "8480-6": true, "8462-4": true,
}
