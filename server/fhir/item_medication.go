package fhir

import (
	"strings"

	"patientportal/server/records"
)

// named takes a medication's name and code from the concept, else from the
// Medication it refers to.
func named(e records.PutEntry, c concept, ref reference, who namer) records.PutEntry {
	if !c.isZero() {
		return coded(e, c)
	}
	found := who.look(ref)
	e.Name, e.CodeSystem, e.Code = firstOf(ref.Display, found.Name), found.Code.System, found.Code.Code
	if e.Name == "" {
		e.Name = who.name(ref)
	}
	return e
}

func (r *medicationRequest) item(who namer) records.PutItem {
	e := records.PutEntry{Kind: records.KindMedication, Status: r.Status, Author: people(who, r.Requester), RecordedText: r.AuthoredOn}
	e = named(e, r.Concept, r.Medication, who)
	e = happened(e, r.AuthoredOn, "", r.Meta.LastUpdated)
	e.EndText = r.DispenseRequest.ValidityPeriod.End

	var f facts
	if r.DoNotPerform {
		f.add("Instruction", "Do not take this medicine")
	}
	f.dosages(r.Dosage)
	f.add("Reason", reasons(r.ReasonCode, r.ReasonReference, who))
	if q := r.DispenseRequest.Quantity; q != nil {
		f.add("Quantity", q.text())
	}
	f.add("Refills", string(r.DispenseRequest.Repeats))
	if r.Intent != "order" {
		f.add("Intent", sentence(r.Intent))
	}
	f.add("Reason for the status", r.StatusReason.name())
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

func (r *medicationStatement) item(who namer) records.PutItem {
	e := records.PutEntry{Kind: records.KindMedication, Status: r.Status, Author: people(who, r.InformationSource), RecordedText: r.DateAsserted}
	e = named(e, r.Concept, r.Medication, who)
	e = happened(e, firstOf(r.EffectiveDateTime, r.EffectivePeriod.Start), r.EffectivePeriod.End, r.DateAsserted, r.Meta.LastUpdated)

	var f facts
	f.add("Recorded as", "Taken, as reported")
	f.dosages(r.Dosage)
	f.add("Reason", reasons(r.ReasonCode, r.ReasonReference, who))
	f.list("Reason for the status", names(r.StatusReason))
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

// reasons joins coded reasons and those that are records of their own.
func reasons(codes []concept, refs []reference, who namer) string {
	list := names(codes)
	if others := people(who, refs...); others != "" {
		list = append(list, others)
	}
	return strings.Join(list, ", ")
}

func (f *facts) dosages(list []dosage) {
	for _, d := range list {
		f.add("Dose", d.sentence())
		f.add("Instructions", firstOf(d.PatientText, strings.Join(names(d.Instructions), ", ")))
		f.add("Route", d.Route.name())
	}
}

// sentence is how to take it: the author's own words, else put together.
func (d dosage) sentence() string {
	if text := strings.TrimSpace(d.Text); text != "" {
		return text
	}
	var parts []string
	for _, rate := range d.DoseAndRate {
		if rate.DoseQuantity != nil {
			parts = append(parts, rate.DoseQuantity.text())
		} else if rate.DoseRange != nil {
			parts = append(parts, rate.DoseRange.text())
		}
	}
	if often := d.Timing.sentence(); often != "" {
		parts = append(parts, often)
	}
	if d.AsNeeded || !d.AsNeededConcept.isZero() {
		parts = append(parts, strings.TrimSpace("as needed "+parenthesis(d.AsNeededConcept.name())))
	}
	return strings.Join(parts, ", ")
}

func parenthesis(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

// periodUnits are UCUM's units of time as FHIR's timing uses them.
var periodUnits = map[string][2]string{
	"s": {"second", "seconds"}, "min": {"minute", "minutes"}, "h": {"hour", "hours"}, "d": {"day", "days"},
	"wk": {"week", "weeks"}, "mo": {"month", "months"}, "a": {"year", "years"},
}

// sentence says how often: "2 times every day", "once every 8 hours".
func (t timing) sentence() string {
	if text := t.Code.name(); text != "" {
		return text
	}
	unit, known := periodUnits[t.Repeat.PeriodUnit]
	if !known || t.Repeat.Period == "" {
		return ""
	}
	times := "once"
	if n := trimZeros(t.Repeat.Frequency); n != "" && n != "1" {
		times = n + " times"
	}
	if n := trimZeros(t.Repeat.Period); n != "1" {
		return times + " every " + n + " " + unit[1]
	}
	return times + " every " + unit[0]
}

// trimZeros writes 1.0 as 1: a count of days, not a measurement.
func trimZeros(n number) string {
	text := string(n)
	if strings.Contains(text, ".") && !strings.ContainsAny(text, "eE") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
