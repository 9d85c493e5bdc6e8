package fhir

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// plan is a source that was found good, and what there is to store in it.
type plan struct {
	Source
	number   int
	bundle   bool
	has      [ranks]bool
	patients bool
}

// Why a resource is counted and not stored.
const (
	whyOtherType    = "the portal keeps no records of this type"
	whyInnerBundle  = "a Bundle inside another or in a bulk file is not opened"
	whyNoResource   = "the entry holds no resource"
	whyNoPatient    = "it names no patient"
	whyUnknown      = "its patient is not known here"
	whyOlder        = "a newer version is kept already"
	whyOtherPerson  = "is another person than the patient who is kept under this id; name the system it is from"
	whyOtherPatient = "its id is in use on another patient's record; name the system it is from"
)

// bundleEntry is what an entry without a resource is counted as.
const bundleEntry = "Bundle.entry"

// storable are the Bundles whose entries are records as they stand.
var storable = map[string]bool{"transaction": true, "collection": true, "batch": true, "searchset": true, "document": true}

// passing are the other Bundles of R4: what they hold has been said before or
// is about messages, not records.
var passing = map[string]bool{"history": true, "message": true, "transaction-response": true, "batch-response": true}

// checkAll reads every source to its end. It gives a plan for each, or all
// that is wrong with them.
func (r *run) checkAll(ctx context.Context, sources []Source) ([]plan, error) {
	var bad BadInput
	plans := make([]plan, 0, len(sources))
	for i, s := range sources {
		r.reading(s, i+1, len(sources), false)
		c := &check{run: r, ctx: ctx, bad: &bad, plan: plan{Source: s, number: i + 1}, counts: tally{}}
		if err := c.source(); err != nil {
			return nil, err
		}
		r.counts.add(c.counts)
		plans = append(plans, c.plan)
	}
	return plans, bad.orNil()
}

// check reads one source.
type check struct {
	*run
	ctx    context.Context
	bad    *BadInput
	plan   plan
	counts tally
}

func (c *check) source() error {
	env, err := c.each(c.ctx, c.plan.Source, c.take, func(line int, reason string) {
		c.problem(item{line: line}, "", reason)
	})
	var fault *faultAt
	switch {
	case c.ctx.Err() != nil:
		return c.ctx.Err()
	case errors.As(err, &fault):
		c.fault(fault)
		return nil
	case err != nil:
		return err
	}
	c.plan.bundle = env.isBundle
	if env.isBundle {
		c.judge(env)
	} else {
		delete(c.counts, bundleEntry) // a List's, which said so behind them
	}
	return nil
}

func (c *check) fault(f *faultAt) {
	line := f.line
	if line == 0 && f.offset > 0 {
		line = c.lineAt(c.ctx, c.plan.Source, f.offset)
	}
	c.bad.add(Problem{File: c.plan.Name, Line: line, Path: f.path, Reason: f.err.Error()})
}

// judge decides what a Bundle's type means for its entries.
func (c *check) judge(env envelope) {
	switch {
	case storable[env.bundleType]:
	case passing[env.bundleType]:
		c.plan.has = [ranks]bool{}
		c.counts = tally{}
		c.counts.of("Bundle").Read++
		c.counts.skip("Bundle", fmt.Sprintf("a Bundle of type %s holds no record to store", env.bundleType))
	case env.bundleType == "":
		c.problem(item{}, "Bundle.type", "is missing")
	default:
		c.problem(item{}, "Bundle.type", "is not a type of Bundle in FHIR R4")
	}
}

func (c *check) problem(it item, path, reason string) {
	c.bad.add(Problem{File: c.plan.Name, Line: it.line, Path: path, Reason: reason})
}

// take checks and counts one resource. A type that nobody knows is passed over
// among others, where a newer standard may have put it; a file that is nothing
// else was not meant, or is misspelt.
func (c *check) take(it item) error {
	c.passed()
	if len(it.raw) == 0 || string(it.raw) == "null" {
		c.counts.of(bundleEntry).Read++
		c.counts.skip(bundleEntry, whyNoResource)
		return nil
	}
	name, err := typeOf(it.raw)
	if err != nil {
		c.problem(it, it.path, err.Error())
		return nil
	}
	if it.path == "" && it.line == 0 && !typesOfR4[name] {
		c.problem(it, "resourceType", fmt.Sprintf("%q is not a type of FHIR R4", clip(name, 40)))
		return nil
	}
	c.counts.of(name).Read++
	at := keptType(name)
	if at < 0 {
		c.counts.skip(name, whyNotKept(name))
		return nil
	}
	if reason := refusedMethod(it.method); reason != "" {
		c.counts.skip(name, reason)
		return nil
	}
	return c.resource(it, name, at)
}

func whyNotKept(name string) string {
	if name == "Bundle" {
		return whyInnerBundle
	}
	return whyOtherType
}

// refusedMethod is for entries that ask for something else than to store.
func refusedMethod(method string) string {
	switch method {
	case "", "POST", "PUT":
		return ""
	}
	return fmt.Sprintf("the entry asks for %s, which an import does not do", clip(method, 20))
}

func (c *check) resource(it item, name string, at int) error {
	root := it.path
	if root == "" {
		root = name
	}
	found, wrong := decode(it.raw, at)
	if wrong != nil {
		c.problem(it, root+wrong.path, wrong.reason)
		return nil
	}
	inspect(it.raw, root, func(path, reason string) { c.problem(it, path, reason) })
	if id := found.head().ID; len(id) > 255 || strings.ContainsAny(id, " \t\r\n|#?/") {
		c.problem(it, root+".id", "is not an id: letters, digits, - and . alone")
	}
	c.plan.has[kept[at].rank] = true
	if p, ok := found.(*person); ok {
		c.plan.patients = true
		return c.person(it, root, p)
	}
	return nil
}

// person refuses a patient who would be mixed with another.
func (c *check) person(it item, root string, p *person) error {
	u := newUnit(c.run)
	id, isKnown, err := c.deps.Records.PatientOf(c.ctx, c.who, keyOf(c.opts.SourceName, it, p.head()))
	if err != nil || !isKnown {
		return err
	}
	same, err := u.samePerson(c.ctx, id, p.registration())
	if err == nil && !same {
		c.problem(it, root, whyOtherPerson)
	}
	return err
}
