package fhir

import (
	"context"
	"fmt"
	"strings"

	"patientportal/server/audit"
	"patientportal/server/records"
)

// unit is one transaction's work: a Bundle or a chunk. What it has looked up
// goes with it, because the database may undo it and have it done again.
type unit struct {
	run      *run
	locate   locator
	entries  map[string]bool // keys of a Bundle's entries; empty for a bulk file
	later    []reportLink
	counts   tally
	people   []ImportedPatient
	listings map[string]known
	patients map[string]string // key → patient id, empty for unknown
	touched  map[string]bool   // patients whose record was written
	broken   error             // of a lookup that had no way to say so
}

type known struct {
	listing
	ok bool
}

func newUnit(r *run) *unit {
	return &unit{
		run:     r,
		locate:  locator{source: r.opts.SourceName, urns: map[string]string{}},
		entries: map[string]bool{}, counts: tally{}, listings: map[string]known{}, patients: map[string]string{}, touched: map[string]bool{},
	}
}

// store stores resources of one rank.
func (u *unit) store(ctx context.Context, items []pending) error {
	var batch []filed
	for _, it := range items {
		found, wrong := decode(it.raw, it.at)
		if wrong != nil {
			return fmt.Errorf("reading a %s again: %s", kept[it.at].name, wrong.reason)
		}
		key := keyOf(u.run.opts.SourceName, it.item, found.head())
		base, _ := splitURL(it.fullURL, "")
		f := filed{resource: found, pending: it, who: naming{ctx: ctx, unit: u, base: base, near: found.head().Contained}}
		f.put.Resource = records.PutResource{
			Type: kept[it.at].name, SourceKey: key, Raw: it.raw,
			VersionID: found.head().Meta.VersionID, LastUpdated: found.head().Meta.LastUpdated,
		}
		if err := u.file(ctx, f, &batch); err != nil {
			return err
		}
	}
	return u.keep(ctx, batch)
}

// filed is a resource on its way to the tables.
type filed struct {
	resource resource
	pending  pending
	who      naming
	put      records.PutItem
}

// file sends a resource where it belongs: patients are stored at once, because
// others look for them, the rest together.
func (u *unit) file(ctx context.Context, f filed, batch *[]filed) error {
	switch found := f.resource.(type) {
	case *person:
		return u.storePerson(ctx, f, found)
	case personal:
		return u.filePersonal(ctx, f, found, batch)
	default:
		*batch = append(*batch, f)
		return u.failure()
	}
}

// filePersonal finds whose record it is on and makes its row.
func (u *unit) filePersonal(ctx context.Context, f filed, found personal, batch *[]filed) error {
	id, why, err := u.patientOf(ctx, found.subject(), f.who.base)
	if err != nil {
		return err
	}
	if why != "" {
		u.counts.skip(f.put.Resource.Type, why)
		return nil
	}
	resource := f.put.Resource
	resource.PatientID = id
	f.put = found.item(f.who)
	f.put.Resource = resource
	if report, ok := found.(*diagnosticReport); ok {
		if err := u.listOnce(ctx, &f.put); err != nil {
			return err
		}
		*batch = append(*batch, u.containedResults(f, report)...)
	}
	*batch = append(*batch, f)
	return u.failure()
}

// keep writes the batch and does what follows from each outcome.
func (u *unit) keep(ctx context.Context, batch []filed) error {
	if len(batch) == 0 {
		return nil
	}
	items := make([]records.PutItem, len(batch))
	for i, f := range batch {
		items[i] = f.put
	}
	results, err := u.run.deps.Records.Put(ctx, u.run.who, items)
	if err != nil {
		return err
	}
	for i, f := range batch {
		u.count(f, results[i].Outcome)
		if err := u.follow(ctx, f, results[i]); err != nil {
			return err
		}
	}
	return nil
}

func (u *unit) count(f filed, outcome records.Outcome) {
	if f.pending.raw == nil {
		return // contained in another, which is counted
	}
	c := u.counts.of(f.put.Resource.Type)
	switch outcome {
	case records.OutcomeUpdated:
		c.Updated++
		c.Stored++
	case records.OutcomeNew:
		c.Stored++
	case records.OutcomeUnchanged:
		c.Unchanged++
	case records.OutcomeOlder:
		u.counts.skip(c.Type, whyOlder)
	case records.OutcomeOtherPatient:
		u.counts.skip(c.Type, whyOtherPatient)
	}
}

// follow does what rows outside the records room depend on.
func (u *unit) follow(ctx context.Context, f filed, result records.PutResult) error {
	written := result.Outcome == records.OutcomeNew || result.Outcome == records.OutcomeUpdated
	if written && result.PatientID != "" {
		u.touched[result.PatientID] = true
	}
	kept := written || result.Outcome == records.OutcomeUnchanged
	if report, ok := f.resource.(*diagnosticReport); ok && kept && f.pending.raw != nil {
		return u.linkResults(ctx, f, report)
	}
	if !written {
		return nil
	}
	key, patientID := f.put.Resource.SourceKey, result.PatientID
	switch found := f.resource.(type) {
	case *careTeam:
		return u.run.deps.Patients.PutCareTeam(ctx, u.run.who, patientID, key, found.team(f.who))
	case *coverage:
		return u.run.deps.Patients.PutCoverage(ctx, u.run.who, patientID, key, found.insurance(f.who))
	case listed:
		return u.enlist(ctx, f, found, result.ResourceID)
	}
	return nil
}

// enlist makes a directory resource findable by its key and its identifiers.
func (u *unit) enlist(ctx context.Context, f filed, found listed, resourceID string) error {
	l := found.listing(f.who)
	lookups := []string{f.put.Resource.SourceKey}
	for _, n := range found.head().Identifier {
		if n.Value != "" {
			lookups = append(lookups, identifierKey(f.put.Resource.Type, n.System, n.Value))
		}
	}
	lookups = unique(lookups...)
	for _, lookup := range lookups {
		delete(u.listings, lookup)
	}
	if err := u.failure(); err != nil {
		return err
	}
	return u.run.store.enlist(ctx, resourceID, l, lookups)
}

// end writes one line on the trail for each patient whose record was written.
func (u *unit) end(ctx context.Context) error {
	for id := range u.touched {
		err := u.run.deps.Trail.Record(ctx, u.run.who, audit.Event{
			Action: "records.import", SubjectType: "import", SubjectID: u.run.report.ImportID, PatientID: id,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// listing looks a key up, once in a unit.
func (u *unit) listing(ctx context.Context, key string) (listing, bool) {
	if l, ok := u.listings[key]; ok {
		return l.listing, l.ok
	}
	l, ok, err := u.run.store.listing(ctx, key)
	if err != nil {
		u.broken = err
		return listing{}, false
	}
	u.listings[key] = known{l, ok}
	return l, ok
}

// failure is what went wrong in a lookup that could not say so.
func (u *unit) failure() error { return u.broken }

// patientOf finds whose record a resource is on, or why it is on none.
func (u *unit) patientOf(ctx context.Context, subject reference, base string) (id, why string, err error) {
	if subject.isZero() {
		return "", whyNoPatient, nil
	}
	for _, key := range u.locate.keys(subject, base, "Patient") {
		if other := otherSubject(key); other != "" {
			return "", fmt.Sprintf("it is about a %s, not a patient", other), nil
		}
		id, err := u.patientAt(ctx, key)
		if err != nil || id != "" {
			return id, "", err
		}
	}
	return "", whyUnknown, nil
}

// otherSubject is the type that a key names when it is not Patient.
func otherSubject(key string) string {
	name, _, ok := strings.Cut(key, "?identifier=")
	if !ok {
		parts := strings.Split(key, "/")
		if len(parts) < 2 {
			return ""
		}
		name = parts[len(parts)-2]
	}
	if at := strings.LastIndexByte(name, '/'); at >= 0 {
		name = name[at+1:]
	}
	if name == "Patient" || !typeName(name) {
		return ""
	}
	return name
}

// patientAt finds the patient with a key, once in a unit.
func (u *unit) patientAt(ctx context.Context, key string) (string, error) {
	if id, ok := u.patients[key]; ok {
		return id, nil
	}
	id, err := u.findPatient(ctx, key)
	if err == nil {
		u.patients[key] = id
	}
	return id, err
}

func (u *unit) findPatient(ctx context.Context, key string) (string, error) {
	if _, asked, ok := strings.Cut(key, "Patient?identifier="); ok {
		system, value, _ := strings.Cut(asked, "|")
		found, err := u.run.deps.Patients.ByIdentifier(ctx, u.run.who, system, value)
		if err != nil || len(found) != 1 {
			return "", err
		}
		return found[0].PatientID, nil
	}
	id, _, err := u.run.deps.Records.PatientOf(ctx, u.run.who, key)
	return id, err
}
