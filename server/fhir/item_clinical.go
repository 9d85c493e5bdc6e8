package fhir

import (
	"strings"

	"patientportal/server/records"
)

func (r *condition) item(who namer) records.PutItem {
	e := records.PutEntry{
		Kind: records.KindCondition, Status: clinical(r.ClinicalStatus, r.VerificationStatus),
		Author: people(who, r.Recorder, r.Asserter), RecordedText: r.RecordedDate,
	}
	e = coded(e, r.Code)
	e = happened(e, firstOf(r.OnsetDateTime, r.OnsetPeriod.Start),
		firstOf(r.AbatementDateTime, r.AbatementPeriod.Start, r.OnsetPeriod.End), r.RecordedDate, r.Meta.LastUpdated)

	var f facts
	f.add("Began", firstOf(r.OnsetString, ageText(r.OnsetAge), rangeText(r.OnsetRange)))
	f.add("Ended", firstOf(r.AbatementString, ageText(r.AbatementAge), rangeText(r.AbatementRange)))
	f.add("Severity", r.Severity.name())
	f.list("Body site", names(r.BodySite))
	f.add("Certainty", certainty(r.VerificationStatus))
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

func (r *allergy) item(who namer) records.PutItem {
	e := records.PutEntry{
		Kind: records.KindAllergy, Status: clinical(r.ClinicalStatus, r.VerificationStatus),
		Author: people(who, r.Recorder, r.Asserter), RecordedText: r.RecordedDate,
	}
	e = coded(e, r.Code)
	if e.Name == "" && len(r.Reaction) > 0 {
		e.Name = r.Reaction[0].Substance.name()
	}
	e = happened(e, firstOf(r.OnsetDateTime, r.OnsetPeriod.Start), r.OnsetPeriod.End, r.RecordedDate, r.Meta.LastUpdated)

	var f facts
	f.add("Type", sentence(r.Type))
	f.list("Category", sentences(r.Category))
	f.add("Risk of a serious reaction", risks[r.Criticality])
	for _, reaction := range r.Reaction {
		what := firstOf(strings.Join(names(reaction.Manifestation), ", "), reaction.Description)
		f.add("Reaction", strings.TrimSpace(what+" "+parenthesis(reaction.Severity)))
	}
	f.add("Began", firstOf(r.OnsetString, ageText(r.OnsetAge)))
	f.add("Last reaction", day(r.LastOccurrence))
	f.add("Certainty", certainty(r.VerificationStatus))
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

// risks words AllergyIntolerance.criticality.
var risks = map[string]string{"low": "Low", "high": "High", "unable-to-assess": "Could not be assessed"}

func sentences(codes []string) []string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = sentence(code)
	}
	return out
}

// day is the date of a time as it was written where it was written.
func day(text string) string {
	if len(text) > len("2006-01-02") {
		return text[:len("2006-01-02")]
	}
	return text
}

// clinical is the status of a condition or allergy: taken back and refuted
// outweigh active, because the record would say the contrary.
func clinical(status, verification concept) string {
	for _, v := range []string{records.StatusEnteredInError, "refuted"} {
		if verification.has(v) {
			return v
		}
	}
	if code := status.code(); code != "" {
		return code
	}
	return strings.ToLower(status.Text)
}

// certainty is worth a line only when there is doubt.
func certainty(verification concept) string {
	switch code := verification.code(); code {
	case "", "confirmed", records.StatusEnteredInError:
		return ""
	default:
		return sentence(code)
	}
}

func (r *immunization) item(who namer) records.PutItem {
	e := records.PutEntry{Kind: records.KindImmunization, Status: r.Status, Source: who.name(r.Location), RecordedText: r.Recorded}
	var by []reference
	for _, p := range r.Performer {
		by = append(by, p.Actor)
	}
	e.Author = people(who, by...)
	e = coded(e, r.VaccineCode)
	e = happened(e, r.OccurrenceDateTime, "", r.Recorded, r.Meta.LastUpdated)

	var f facts
	f.add("When", r.OccurrenceString)
	f.add("Why not given", r.StatusReason.name())
	for _, p := range r.ProtocolApplied {
		f.list("Protects against", names(p.TargetDisease))
		f.add("Dose", doseOf(firstOf(string(p.DoseNumber), p.DoseNumberString), string(p.SeriesDoses), p.Series))
	}
	if r.DoseQuantity != nil {
		f.add("Amount", r.DoseQuantity.text())
	}
	f.add("Site", r.Site.name())
	f.add("Route", r.Route.name())
	f.add("Manufacturer", who.name(r.Manufacturer))
	f.add("Lot number", r.LotNumber)
	f.add("Expires", r.ExpirationDate)
	if r.PrimarySource != nil && !*r.PrimarySource {
		f.add("Recorded as", "Reported, not given here")
	}
	f.list("Reason", names(r.ReasonCode))
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

func doseOf(number, of, series string) string {
	if number == "" {
		return series
	}
	if of != "" {
		number += " of " + of
	}
	return strings.TrimSpace(number + " " + parenthesis(series))
}

func (r *procedure) item(who namer) records.PutItem {
	e := records.PutEntry{Kind: records.KindProcedure, Status: r.Status, Source: who.name(r.Location)}
	var by []reference
	for _, p := range r.Performer {
		by = append(by, p.Actor)
	}
	e.Author = firstOf(people(who, by...), people(who, r.Asserter, r.Recorder))
	e = coded(e, r.Code)
	e = happened(e, firstOf(r.PerformedDateTime, r.PerformedPeriod.Start), r.PerformedPeriod.End, r.Meta.LastUpdated)

	var f facts
	f.add("When", firstOf(r.PerformedString, ageText(r.PerformedAge), rangeText(r.PerformedRange)))
	f.add("Category", r.Category.name())
	f.add("Reason", reasons(r.ReasonCode, r.ReasonReference, who))
	f.list("Body site", names(r.BodySite))
	f.add("Outcome", r.Outcome.name())
	f.list("Complications", names(r.Complication))
	f.list("Follow-up", names(r.FollowUp))
	f.add("Reason for the status", r.StatusReason.name())
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

func (r *encounter) item(who namer) records.PutItem {
	e := records.PutEntry{Kind: records.KindVisit, Status: r.Status, Source: who.name(r.ServiceProvider)}
	var by []reference
	for _, p := range r.Participant {
		by = append(by, p.Individual)
	}
	e.Author = people(who, by...)
	class := firstOf(encounterClasses[r.Class.Code], r.Class.Display, r.Class.Code)
	for _, t := range r.Type {
		e = coded(e, t)
	}
	e.Name = firstOf(e.Name, class, "Visit")
	e = happened(e, r.Period.Start, r.Period.End, r.Period.End, r.Meta.LastUpdated)

	var f facts
	f.add("Kind", class)
	f.add("Reason", reasons(r.ReasonCode, r.ReasonReference, who))
	var places []reference
	for _, l := range r.Location {
		places = append(places, l.Location)
	}
	f.add("Place", people(who, places...))
	f.add("Discharged to", r.Hospitalization.Discharge.name())
	return entryItem(e, f)
}

// encounterClasses words the codes of HL7 v3 ActEncounterCode.
var encounterClasses = map[string]string{
	"AMB": "Outpatient visit", "EMER": "Emergency visit", "FLD": "Visit in the field", "HH": "Home visit",
	"IMP": "Hospital stay", "ACUTE": "Hospital stay", "NONAC": "Hospital stay", "OBSENC": "Observation stay",
	"PRENC": "Visit before admission", "SS": "Short stay", "VR": "Virtual visit",
}
