package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// Writer keeps what an importer read. It is safe for concurrent use.
type Writer struct {
	tx    *store.Store
	store putStore
	clock store.Clock
}

// NewWriter makes the writing side of the room.
func NewWriter(s *store.Store, clock store.Clock) *Writer {
	return &Writer{tx: s, store: newPutStore(s), clock: clock}
}

// mayPut is for those who bring records in; see the contract of importFhir.
func mayPut(who actor.Actor) error {
	return who.Require(actor.RoleFrontDesk, actor.RoleAdministrator)
}

// Put keeps resources with the rows that lists read and says what became of
// each, in order. A resource that is already there with the same content is
// left alone; with other content it is replaced and the old one kept as
// history. All of it is one transaction, the caller's when there is one.
func (w *Writer) Put(ctx context.Context, who actor.Actor, items []PutItem) ([]PutResult, error) {
	if err := mayPut(who); err != nil {
		return nil, err
	}
	var results []PutResult
	err := w.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		results = make([]PutResult, 0, len(items))
		for _, run := range distinct(items) {
			done, err := w.putRun(ctx, run)
			if err != nil {
				return err
			}
			results = append(results, done...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// distinct cuts the items into runs in which no key comes twice, so that the
// second meets the first in the database.
func distinct(items []PutItem) [][]PutItem {
	var runs [][]PutItem
	seen := map[string]bool{}
	start := 0
	for i, item := range items {
		if seen[item.Resource.SourceKey] {
			runs = append(runs, items[start:i])
			start, seen = i, map[string]bool{}
		}
		seen[item.Resource.SourceKey] = true
	}
	return append(runs, items[start:])
}

func (w *Writer) putRun(ctx context.Context, items []PutItem) ([]PutResult, error) {
	keys := make([]string, len(items))
	for i, item := range items {
		keys[i] = item.Resource.SourceKey
	}
	known, err := w.store.existing(ctx, keys)
	if err != nil {
		return nil, err
	}
	batch := putBatch{at: store.Micros(w.clock())}
	results := make([]PutResult, len(items))
	for i, item := range items {
		before, isKnown := known[item.Resource.SourceKey]
		outcome, hash := OutcomeNew, contentHash(item.Resource.Raw)
		if isKnown {
			if outcome, err = w.compare(ctx, item.Resource, hash, before); err != nil {
				return nil, err
			}
		}
		results[i] = batch.take(item, hash, before, outcome)
	}
	return results, w.store.write(ctx, batch)
}

// existing is what is kept under a key.
type existing struct {
	id, patientID, hash, versionID, lastUpdated string
}

// putBatch is what one run writes.
type putBatch struct {
	at           int64
	added        []resourceRow
	replaced     []resourceRow
	observations []observationRow
	entries      []entryRow
}

type resourceRow struct {
	PutResource
	id, hash string
}

type observationRow struct {
	*PutObservation
	id, patientID string
}

type entryRow struct {
	*PutEntry
	id, patientID string
}

// take adds what the outcome asks to be written.
func (b *putBatch) take(item PutItem, hash string, before existing, outcome Outcome) PutResult {
	result := PutResult{ResourceID: before.id, PatientID: item.Resource.PatientID, Outcome: outcome}
	switch outcome {
	case OutcomeNew:
		result.ResourceID = store.NewID()
		b.added = append(b.added, resourceRow{item.Resource, result.ResourceID, hash})
	case OutcomeUpdated:
		b.replaced = append(b.replaced, resourceRow{item.Resource, result.ResourceID, hash})
	default:
		result.PatientID = before.patientID
		return result
	}
	if item.Observation != nil {
		b.observations = append(b.observations, observationRow{item.Observation, result.ResourceID, item.Resource.PatientID})
	}
	if item.Entry != nil {
		b.entries = append(b.entries, entryRow{item.Entry, result.ResourceID, item.Resource.PatientID})
	}
	return result
}

// compare decides about a resource whose key is known. A key on two patients'
// records is never moved: it would take a result from the one and show it to
// the other. Content that was kept once and replaced since is an old file come
// again: what comes back on purpose says so by its version.
func (w *Writer) compare(ctx context.Context, in PutResource, hash string, before existing) (Outcome, error) {
	switch {
	case in.PatientID != before.patientID:
		return OutcomeOtherPatient, nil
	case hash == before.hash:
		return OutcomeUnchanged, nil
	case isOlder(in, before):
		return OutcomeOlder, nil
	}
	had, err := w.store.hadContent(ctx, before.id, hash)
	if err != nil || !had {
		return OutcomeUpdated, err
	}
	return OutcomeOlder, nil
}

// isOlder trusts the time of change first and numbered versions next. Content
// that differs without either is taken for newer.
func isOlder(in PutResource, before existing) bool {
	is, errIs := time.Parse(time.RFC3339, in.LastUpdated)
	was, errWas := time.Parse(time.RFC3339, before.lastUpdated)
	if errIs == nil && errWas == nil && !is.Equal(was) {
		return is.Before(was)
	}
	isNumber, errIs := strconv.ParseInt(in.VersionID, 10, 64)
	wasNumber, errWas := strconv.ParseInt(before.versionID, 10, 64)
	return errIs == nil && errWas == nil && isNumber < wasNumber
}

func contentHash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

// PatientOf tells whose record the resource with that key is on: for a Patient
// resource, who it is. ok is false when the key is not known.
func (w *Writer) PatientOf(ctx context.Context, who actor.Actor, sourceKey string) (patientID string, ok bool, err error) {
	if err := mayPut(who); err != nil {
		return "", false, err
	}
	known, err := w.store.existing(actor.NewContext(ctx, who), []string{sourceKey})
	if err != nil {
		return "", false, err
	}
	found, ok := known[sourceKey]
	return found.patientID, ok, nil
}

// Kept gives the resource with that key as it is kept; nil when there is none.
func (w *Writer) Kept(ctx context.Context, who actor.Actor, sourceKey string) ([]byte, error) {
	if err := mayPut(who); err != nil {
		return nil, err
	}
	return w.store.raw(actor.NewContext(ctx, who), sourceKey)
}

// LinkReport writes the report's name beside the results that belong to it,
// those of the given keys that are on this patient's record. It runs in the
// caller's transaction or in one of its own.
func (w *Writer) LinkReport(ctx context.Context, who actor.Actor, patientID, report string, resultKeys []string) error {
	if err := mayPut(who); err != nil {
		return err
	}
	return w.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		return w.store.linkReport(ctx, patientID, report, resultKeys)
	})
}

// HasDocument tells whether the patient's record has a document of that time
// with that very content, so that a note that comes twice, as a document and
// as a report, is listed once.
func (w *Writer) HasDocument(ctx context.Context, who actor.Actor, patientID string, happenedAt int64, hash string) (bool, error) {
	if err := mayPut(who); err != nil {
		return false, err
	}
	return w.store.hasDocument(actor.NewContext(ctx, who), patientID, happenedAt, hash)
}
