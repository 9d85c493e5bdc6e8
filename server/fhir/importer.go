package fhir

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/store"
)

// Deps are what an importer works with.
type Deps struct {
	Store    *store.Store
	Patients *patient.Service
	Records  *records.Writer
	Trail    *audit.Trail
	Clock    store.Clock
}

// Importer brings records in. It is safe for concurrent use.
type Importer struct {
	deps  Deps
	store fhirStore
}

// NewImporter makes an importer.
func NewImporter(deps Deps) *Importer {
	return &Importer{deps: deps, store: newFHIRStore(deps.Store)}
}

// Limits that hold unless options say otherwise.
const (
	DefaultMaxUnpacked = 2 << 30
	DefaultMaxResource = 16 << 20
)

// ImportOptions are the settings of one import. The zero value will do.
type ImportOptions struct {
	MaxUnpackedBytes int64  // what one packed file may unpack to; 2 GiB when 0
	MaxResourceBytes int    // what one resource may be; 16 MiB when 0. Memory grows with it
	SourceName       string // the system the records are from, where its ids are not unique by themselves
	Progress         func(Progress)
}

func (o ImportOptions) filled() ImportOptions {
	if o.MaxUnpackedBytes == 0 {
		o.MaxUnpackedBytes = DefaultMaxUnpacked
	}
	if o.MaxResourceBytes == 0 {
		o.MaxResourceBytes = DefaultMaxResource
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	return o
}

// Validate reports settings that make no sense.
func (o ImportOptions) Validate() error {
	var p fault.Problems
	p.Check(o.MaxUnpackedBytes >= 0, "maxUnpackedBytes", "fhir.limit", "The limit must not be negative.")
	p.Check(o.MaxResourceBytes >= 0, "maxResourceBytes", "fhir.limit", "The limit must not be negative.")
	p.Check(len(o.SourceName) <= 200 && clean(o.SourceName), "sourceName", "fhir.source_name",
		"A source's name is at most 200 letters, digits and - . _ : / without spaces.")
	return p.Err()
}

func clean(name string) bool {
	for _, r := range name {
		if r <= ' ' || r == '|' || r == '#' || r == '?' || r > '~' {
			return false
		}
	}
	return true
}

// Import reads files and folders and stores what is in them, for
// administrators, the front desk and the program itself.
//
// All input is read and checked first. A *BadInput says what is wrong with it,
// and then nothing was stored. Any other error is the machine's; Bundles
// stored before it are whole, and the same import run again completes.
func (im *Importer) Import(ctx context.Context, who actor.Actor, paths []string, opts ImportOptions) (Report, error) {
	if err := mayImport(who); err != nil {
		return Report{}, err
	}
	sources, err := sourcesAt(paths)
	if err != nil {
		return Report{}, err
	}
	return im.ImportSources(ctx, who, sources, opts)
}

// ImportReader is Import for one document in memory or an open file. The name
// stands for it in messages; one that ends in .ndjson is read as such.
func (im *Importer) ImportReader(ctx context.Context, who actor.Actor, name string, in io.ReadSeeker, opts ImportOptions) (Report, error) {
	source := Source{Name: name, Open: func() (io.ReadCloser, error) {
		if _, err := in.Seek(0, io.SeekStart); err != nil {
			return nil, fmt.Errorf("reading %s again: %w", name, err)
		}
		return io.NopCloser(in), nil
	}}
	return im.ImportSources(ctx, who, []Source{source}, opts)
}

// ImportSources is Import for sources of any kind.
func (im *Importer) ImportSources(ctx context.Context, who actor.Actor, sources []Source, opts ImportOptions) (Report, error) {
	if err := mayImport(who); err != nil {
		return Report{}, err
	}
	if err := opts.Validate(); err != nil {
		return Report{}, err
	}
	r := &run{
		Importer: im, who: who, opts: opts.filled(), counts: tally{},
		report: Report{ImportID: store.NewID(), Files: len(sources)},
	}
	ctx = actor.NewContext(ctx, who)
	if err := r.begin(ctx); err != nil {
		return Report{}, err
	}
	err := r.all(ctx, sources)
	r.report.Types = r.counts.lines()
	// Written even when the caller has gone away: a row must not stay "running".
	if failed := r.finish(context.WithoutCancel(ctx), err); failed != nil {
		return r.report, errors.Join(err, failed)
	}
	return r.report, err
}

func mayImport(who actor.Actor) error {
	return who.Require(actor.RoleFrontDesk, actor.RoleAdministrator)
}

// run is one import.
type run struct {
	*Importer
	who    actor.Actor
	opts   ImportOptions
	counts tally
	report Report
	later  []reportLink
	shown  Progress
}

func (r *run) all(ctx context.Context, sources []Source) error {
	plans, err := r.checkAll(ctx, sources)
	if err != nil {
		return err
	}
	return r.storeAll(ctx, plans)
}

func (r *run) begin(ctx context.Context) error {
	return r.deps.Store.Tx(ctx, func(ctx context.Context) error {
		by := r.who.AccountID()
		if by == "" {
			by = r.who.SystemName()
		}
		if _, err := r.store.begin.Exec(ctx, r.report.ImportID, stateRunning, by, store.Micros(r.deps.Clock())); err != nil {
			return fmt.Errorf("noting that an import begins: %w", err)
		}
		return nil
	})
}

// finish notes how it ended, on the trail too.
func (r *run) finish(ctx context.Context, failure error) error {
	state, outcome := stateDone, audit.OK
	var bad *BadInput
	if errors.As(failure, &bad) {
		state, outcome = stateRefused, "refused"
	} else if failure != nil {
		state, outcome = stateFailed, "failed"
	}
	counts, err := json.Marshal(r.report.Types)
	if err != nil {
		return fmt.Errorf("noting how an import ended: %w", err)
	}
	return r.deps.Store.Tx(ctx, func(ctx context.Context) error {
		if _, err := r.store.finish.Exec(ctx, state, store.Micros(r.deps.Clock()), string(counts), r.report.ImportID); err != nil {
			return fmt.Errorf("noting how an import ended: %w", err)
		}
		return r.deps.Trail.Record(ctx, r.who, audit.Event{
			Action: "fhir.import", SubjectType: "import", SubjectID: r.report.ImportID, Outcome: outcome,
		})
	})
}

// reading tells the progress function about a source that is begun.
func (r *run) reading(s Source, number, of int, storing bool) {
	if storing != r.shown.Storing {
		r.shown.Resources = 0
	}
	r.shown = Progress{Storing: storing, File: s.Name, FileNumber: number, Files: of, Size: s.Size, Resources: r.shown.Resources}
	r.opts.Progress(r.shown)
}

// passed counts a resource and now and then tells so.
func (r *run) passed() {
	r.shown.Resources++
	if r.shown.Resources%progressEvery == 0 {
		r.opts.Progress(r.shown)
	}
}

// each reads a source through and hands over its items. Lines that are no
// JSON go to broken; what ends the reading is a *faultAt or take's own error.
func (r *run) each(ctx context.Context, s Source, take func(item) error, broken func(line int, reason string)) (env envelope, err error) {
	in, err := open(ctx, s, r.opts.MaxUnpackedBytes, func(n int) { r.shown.Bytes += int64(n) })
	if err != nil {
		return envelope{}, &faultAt{err: readFault(err)}
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if in.form == onePerLine {
		return envelope{}, eachLine(in.Reader, r.opts.MaxResourceBytes, take, broken)
	}
	return eachEntry(in, r.opts.MaxResourceBytes, take)
}

// lineAt counts the lines of a source up to an offset in its unpacked text.
func (r *run) lineAt(ctx context.Context, s Source, offset int64) int {
	in, err := open(ctx, s, r.opts.MaxUnpackedBytes, func(int) {})
	if err != nil {
		return 0
	}
	defer func() { _ = in.Close() }() // nothing was written to it
	line, buffer := 1, make([]byte, 32<<10)
	for offset > 0 {
		n, err := in.Read(buffer[:min(offset, int64(len(buffer)))])
		line += bytes.Count(buffer[:n], []byte("\n"))
		if offset -= int64(n); err != nil {
			break
		}
	}
	return line
}
