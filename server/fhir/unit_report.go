package fhir

import (
	"context"

	"patientportal/server/records"
)

// linkResults writes the report's name beside its results.
func (u *unit) linkResults(ctx context.Context, f filed, report *diagnosticReport) error {
	var keys []string
	for _, r := range report.Result {
		if len(r.Reference) > 1 && r.Reference[0] == '#' {
			keys = append(keys, f.put.Resource.SourceKey+r.Reference)
			continue
		}
		keys = append(keys, u.locate.keys(r, f.who.base, "Observation")...)
	}
	name := f.put.Entry.Name
	return u.run.deps.Records.LinkReport(ctx, u.run.who, f.put.Resource.PatientID, name, keys)
}

// containedResults are the results that a report carries inside it. They are
// listed like any others and named after their report.
func (u *unit) containedResults(f filed, report *diagnosticReport) []filed {
	var list []filed
	for _, r := range report.Result {
		if len(r.Reference) < 2 || r.Reference[0] != '#' {
			continue
		}
		raw, name := contained(report.Contained, r.Reference[1:])
		if name != "Observation" {
			continue
		}
		found, wrong := decode(raw, keptType(name))
		if wrong != nil {
			continue // checked with the report, and kept in it
		}
		result := found.(*observation)
		if result.EffectiveDateTime == "" && result.EffectivePeriod.Start == "" {
			result.EffectiveDateTime, result.EffectivePeriod = report.EffectiveDateTime, report.EffectivePeriod
		}
		put := result.item(f.who)
		put.Resource = records.PutResource{
			PatientID: f.put.Resource.PatientID, Type: name, SourceKey: f.put.Resource.SourceKey + r.Reference, Raw: raw,
		}
		list = append(list, filed{resource: result, who: f.who, put: put})
	}
	return list
}

// listOnce keeps a report whose every file is on the record as a document
// already from being listed as another.
func (u *unit) listOnce(ctx context.Context, put *records.PutItem) error {
	e := put.Entry
	if e.Kind != records.KindDocument {
		return nil
	}
	for _, fact := range e.Detail.Facts {
		if fact.Label == "Conclusion" {
			return nil
		}
	}
	for _, file := range e.Detail.Attachments {
		if file.Hash == "" {
			return nil
		}
		has, err := u.run.deps.Records.HasDocument(ctx, u.run.who, put.Resource.PatientID, e.HappenedAt, file.Hash)
		if err != nil || !has {
			return err
		}
	}
	e.Kind, e.Detail.Text = records.KindReport, ""
	return nil
}
