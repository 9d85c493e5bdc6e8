package fhir

import (
	"context"

	"patientportal/server/records"
)

// reportLink is a report's name and the keys that its results may have.
type reportLink struct {
	patientID, name string
	keys            []string
}

// mostLater bounds the links that wait for the end of the import.
const mostLater = 10_000

// linkResults writes the report's name beside its results. Those of a Bundle
// that are in no entry of it may come with a later source: they are looked for
// once more when everything is stored.
func (u *unit) linkResults(ctx context.Context, f filed, report *diagnosticReport) error {
	link := reportLink{patientID: f.put.Resource.PatientID, name: f.put.Entry.Name}
	inside := true
	for _, r := range report.Result {
		if len(r.Reference) > 1 && r.Reference[0] == '#' {
			link.keys = append(link.keys, f.put.Resource.SourceKey+r.Reference)
			continue
		}
		keys := u.locate.keys(r, f.who.base, "Observation")
		link.keys = append(link.keys, keys...)
		inside = inside && len(keys) > 0 && u.entries[keys[0]]
	}
	if !inside && len(u.entries) > 0 {
		u.later = append(u.later, link)
	}
	return u.run.deps.Records.LinkReport(ctx, u.run.who, link.patientID, link.name, link.keys)
}

// linkLater links what was left over, in parts.
func (r *run) linkLater(ctx context.Context) error {
	for len(r.later) > 0 {
		part := r.later[:min(len(r.later), chunkItems)]
		r.later = r.later[len(part):]
		err := r.deps.Store.Tx(ctx, func(ctx context.Context) error {
			for _, link := range part {
				if err := r.deps.Records.LinkReport(ctx, r.who, link.patientID, link.name, link.keys); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
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
