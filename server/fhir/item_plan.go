package fhir

import (
	"strings"

	"patientportal/server/patient"
	"patientportal/server/records"
)

func (r *carePlan) item(who namer) records.PutItem {
	e := records.PutEntry{
		Kind: records.KindCarePlan, Status: r.Status, Author: people(who, r.Author), RecordedText: r.Created,
		Name: firstOf(r.Title, strings.Join(namedCategories(r.Category), ", "), r.Description, "Care plan"),
	}
	for _, c := range r.Category {
		if c.name() == e.Name {
			e = coded(e, c)
		}
	}
	e = happened(e, r.Period.Start, r.Period.End, r.Created, r.Meta.LastUpdated)

	var f facts
	f.add("Description", r.Description)
	f.add("For", people(who, r.Addresses...))
	for _, a := range r.Activity {
		what := firstOf(a.Detail.Code.name(), a.Detail.Description, who.name(a.Reference))
		if what != "" && a.Detail.Status != "" {
			what += " " + parenthesis(strings.ToLower(sentence(a.Detail.Status)))
		}
		f.add("Activity", what)
	}
	f.add("Goal", people(who, r.Goal...))
	f.add("Note", notes(r.Note))
	return entryItem(e, f)
}

// namedCategories leaves out categories that are a bare code, such as US
// Core's assess-plan, when there is one with words.
func namedCategories(list []concept) []string {
	var worded []concept
	for _, c := range list {
		if c.name() != c.code() {
			worded = append(worded, c)
		}
	}
	if len(worded) == 0 {
		worded = list
	}
	return names(worded)
}

// item is the resource alone: who is on the team goes to the patient room.
func (r *careTeam) item(namer) records.PutItem { return records.PutItem{} }

func (r *careTeam) team(who namer) []patient.TeamMember {
	team := firstOf(r.Name, strings.Join(names(r.ReasonCode), ", "), people(who, r.ManagingOrganization...))
	var out []patient.TeamMember
	for _, p := range r.Participant {
		name := who.name(p.Member)
		if name == "" || p.Member.Reference != "" && p.Member.Reference == r.Subject.Reference {
			continue
		}
		out = append(out, patient.TeamMember{Name: name, Role: strings.Join(names(p.Role), ", "), Team: team, Status: r.Status})
	}
	return out
}

// item is the resource alone: the insurance goes to the patient room.
func (r *coverage) item(namer) records.PutItem { return records.PutItem{} }

func (r *coverage) insurance(who namer) patient.Insurance {
	c := patient.Insurance{
		Payer: people(who, r.Payor...), Plan: r.Type.name(), MemberID: r.SubscriberID,
		Status: r.Status, EndedAt: endOf(r.Period.End),
	}
	for _, class := range r.Class {
		switch {
		case class.Type.has("plan"):
			c.Plan = firstOf(class.Name, class.Value)
		case class.Type.has("group"):
			c.GroupNumber = class.Value
		}
	}
	if c.MemberID == "" && len(r.Identifier) > 0 {
		c.MemberID = r.Identifier[0].Value
	}
	return c
}

// endOf is the first instant after a period: a bare date includes its day.
func endOf(text string) int64 {
	const day = 24 * 60 * 60 * 1_000_000
	at := microsOf(text)
	if len(text) == len("2006-01-02") {
		at += day
	}
	return at
}
