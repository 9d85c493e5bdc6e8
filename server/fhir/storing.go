package fhir

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"patientportal/server/patient"
	"patientportal/server/store"
)

// How much of a bulk file is one transaction.
const (
	chunkItems = 500
	chunkBytes = 4 << 20
)

// gatherBytes is the largest Bundle that is held in memory while it is stored.
const gatherBytes = 16 << 20

// longestUnit is how long one Bundle may take to be stored, waiting for its
// turn to write included.
const longestUnit = time.Hour

// mostTries is for two imports that bring the same resource at one time: the
// database lets one of them in, the other looks again.
const mostTries = 3

// storeAll stores what the plans say, in the order that lets every reference
// find its target: what bulk files say of people and places first, then the
// Bundles, each whole, then the rest of the bulk files.
func (r *run) storeAll(ctx context.Context, plans []plan) error {
	var bulk, bundles []plan
	for _, p := range plans {
		if p.bundle {
			bundles = append(bundles, p)
		} else {
			bulk = append(bulk, p)
		}
	}
	if err := r.storeBulk(ctx, bulk, rankDirectory, rankRole); err != nil {
		return err
	}
	for turn := range 3 {
		for _, p := range bundles {
			if p.turn() != turn {
				continue
			}
			if err := r.storeBundle(ctx, p); err != nil {
				return err
			}
		}
	}
	if err := r.storeBulk(ctx, bulk, rankRecord, rankReport); err != nil {
		return err
	}
	return r.linkLater(ctx)
}

// turn puts Bundles of authors before those with patients, and those whose
// patients are elsewhere last.
func (p plan) turn() int {
	switch {
	case p.patients:
		return 1
	case p.has[rankRecord] || p.has[rankReport]:
		return 2
	}
	return 0
}

// storeBundle stores a Bundle whole or not at all.
func (r *run) storeBundle(ctx context.Context, p plan) error {
	return r.transact(ctx, func(ctx context.Context, u *unit) error {
		r.reading(p.Source, p.number, r.report.Files, true)
		waiting, fits, err := u.gather(ctx, p)
		if err != nil {
			return err
		}
		for rank := range ranks {
			if !p.has[rank] {
				continue
			}
			if !fits {
				err = u.storeRank(ctx, p, rank)
			} else {
				err = u.storeParts(ctx, waiting[rank].items)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// gather learns which key each entry's fullUrl stands for. It keeps the
// entries by rank as well while they are few, which saves reading the Bundle
// once more for every rank; fits is false when they are not.
func (u *unit) gather(ctx context.Context, p plan) (waiting [ranks]chunk, fits bool, err error) {
	fits = true
	sum := 0
	_, err = u.run.each(ctx, p.Source, func(it item) error {
		if len(it.raw) > 0 {
			u.locateEntry(it)
		}
		for rank := range ranks {
			if fits && waiting[rank].add(it, rank) {
				u.run.passed()
				sum += len(it.raw)
			}
		}
		if fits && sum > gatherBytes {
			waiting, fits = [ranks]chunk{}, false
		}
		return nil
	}, changedLine)
	return waiting, fits, changed(p, err)
}

func (u *unit) locateEntry(it item) {
	name, err := typeOf(it.raw)
	if err != nil || keptType(name) < 0 {
		return
	}
	var h header
	if json.Unmarshal(it.raw, &h) != nil {
		return
	}
	key := keyOf(u.run.opts.SourceName, it, &h)
	u.entries[key] = true
	if it.fullURL != "" {
		u.locate.urns[it.fullURL] = key
	}
}

func (u *unit) storeParts(ctx context.Context, items []pending) error {
	for len(items) > 0 {
		part := items[:min(len(items), chunkItems)]
		items = items[len(part):]
		if err := u.store(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

// transact runs one unit of work and counts it once it is committed.
func (r *run) transact(ctx context.Context, work func(context.Context, *unit) error) error {
	ctx = store.WithWriteTimeout(ctx, longestUnit)
	for try := 1; ; try++ {
		var done *unit
		err := r.deps.Store.Tx(ctx, func(ctx context.Context) error {
			done = newUnit(r)
			if err := work(ctx, done); err != nil {
				return err
			}
			return done.end(ctx)
		})
		if err == nil {
			r.counts.add(done.counts)
			r.note(done.people)
			if len(r.later) < mostLater {
				r.later = append(r.later, done.later...)
			}
			return nil
		}
		if try == mostTries || !metAnother(err) {
			return err
		}
	}
}

// metAnother tells whether somebody else stored the same in the meantime.
func metAnother(err error) bool {
	return store.IsUnique(err) || errors.Is(err, patient.ErrAlreadyRegistered)
}

// note lists a patient once, whatever the number of times they were read.
func (r *run) note(people []ImportedPatient) {
	for _, p := range people {
		listed := slices.ContainsFunc(r.report.Patients, func(l ImportedPatient) bool { return l.PatientID == p.PatientID })
		if !listed && len(r.report.Patients) < mostPatients {
			r.report.Patients = append(r.report.Patients, p)
		}
	}
}

// changedLine ignores a broken line here: checking has refused it, and
// changed finds the rest.
func changedLine(int, string) {}

// changed turns a fault in a source that was found good into what it means.
func changed(p plan, err error) error {
	var fault *faultAt
	if errors.As(err, &fault) {
		return fmt.Errorf("%s was changed while it was imported: %w", p.Name, err)
	}
	return err
}

// storeRank stores a Bundle's entries of one rank.
func (u *unit) storeRank(ctx context.Context, p plan, rank rank) error {
	var waiting chunk
	_, err := u.run.each(ctx, p.Source, func(it item) error {
		if !waiting.add(it, rank) {
			return nil
		}
		u.run.passed()
		if !waiting.full() {
			return nil
		}
		err := u.store(ctx, waiting.items)
		waiting = chunk{}
		return err
	}, changedLine)
	if err != nil {
		return changed(p, err)
	}
	return u.store(ctx, waiting.items)
}

// storeBulk stores resources of these ranks, chunk by chunk.
func (r *run) storeBulk(ctx context.Context, plans []plan, ranks ...rank) error {
	for _, rank := range ranks {
		for _, p := range plans {
			if !p.has[rank] {
				continue
			}
			if err := r.storeFile(ctx, p, rank); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *run) storeFile(ctx context.Context, p plan, rank rank) error {
	r.reading(p.Source, p.number, r.report.Files, true)
	var waiting chunk
	flush := func() error {
		items := waiting.items
		waiting = chunk{}
		return r.transact(ctx, func(ctx context.Context, u *unit) error { return u.store(ctx, items) })
	}
	_, err := r.each(ctx, p.Source, func(it item) error {
		if !waiting.add(it, rank) {
			return nil
		}
		r.passed()
		if !waiting.full() {
			return nil
		}
		return flush()
	}, changedLine)
	if err != nil || len(waiting.items) == 0 {
		return changed(p, err)
	}
	return flush()
}

// chunk is what is stored together.
type chunk struct {
	items []pending
	bytes int
}

// pending is a resource that waits to be stored.
type pending struct {
	item
	at int // its type's place in kept
}

// add takes a copy of the item if it is of the rank, without the white space
// between its elements.
func (c *chunk) add(it item, rank rank) bool {
	if len(it.raw) == 0 || refusedMethod(it.method) != "" {
		return false
	}
	name, err := typeOf(it.raw)
	if err != nil {
		return false
	}
	at := keptType(name)
	if at < 0 || kept[at].rank != rank {
		return false
	}
	var compact bytes.Buffer
	compact.Grow(len(it.raw))
	if json.Compact(&compact, it.raw) != nil {
		return false
	}
	it.raw = compact.Bytes()
	c.items = append(c.items, pending{it, at})
	c.bytes += len(it.raw)
	return true
}

func (c *chunk) full() bool { return len(c.items) >= chunkItems || c.bytes >= chunkBytes }
