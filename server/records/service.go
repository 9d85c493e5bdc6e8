package records

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Service reads the records.
type Service struct {
	store readStore
	trail *audit.Trail
}

// New makes the reading side of the room over an open store.
func New(s *store.Store, trail *audit.Trail) *Service {
	return &Service{store: newReadStore(s), trail: trail}
}

// Results lists a patient's results, newest first. Without a category it
// leaves out vital signs, surveys and social history.
func (s *Service) Results(ctx context.Context, who actor.Actor, patientID string, f ResultFilter, args page.Args) (ResultConnection, error) {
	return s.observations(ctx, who, patientID, "results", listQuery{
		kind: kindOfCategory(f.Category), category: f.Category, search: f.Search,
	}, args)
}

// Vitals lists a patient's vital signs, newest first.
func (s *Service) Vitals(ctx context.Context, who actor.Actor, patientID, search string, args page.Args) (ResultConnection, error) {
	return s.observations(ctx, who, patientID, "vitals", listQuery{kind: KindVital, search: search}, args)
}

// kindOfCategory is where observations of a category are listed.
func kindOfCategory(category string) string {
	switch category {
	case "vital-signs":
		return KindVital
	case "survey":
		return KindSurvey
	case "social-history":
		return KindSocialHistory
	}
	return KindResult
}

func (s *Service) observations(ctx context.Context, who actor.Actor, patientID, what string, q listQuery, args page.Args) (ResultConnection, error) {
	list, err := q.prepare(patientID, args)
	if err != nil {
		return ResultConnection{}, err
	}
	ctx, err = s.read(ctx, who, patientID, what)
	if err != nil {
		return ResultConnection{}, err
	}
	return s.store.results(ctx, list)
}

// Entries lists one kind of a patient's other entries, newest first. Of visits
// it lists those that took place.
func (s *Service) Entries(ctx context.Context, who actor.Actor, patientID string, kind RecordKind, search string, args page.Args) (RecordEntryConnection, error) {
	column, known := columnKinds[kind]
	if !known {
		return RecordEntryConnection{}, fmt.Errorf("records: no kind %q", kind)
	}
	list, err := listQuery{kind: column, search: search}.prepare(patientID, args)
	if err != nil {
		return RecordEntryConnection{}, err
	}
	ctx, err = s.read(ctx, who, patientID, column)
	if err != nil {
		return RecordEntryConnection{}, err
	}
	return s.store.entries(ctx, kind, list)
}

// ResultName is what a result or vital sign on this patient's record is called;
// false when there is none, or it was taken back, or is another patient's.
func (s *Service) ResultName(ctx context.Context, who actor.Actor, patientID, resultID string) (string, bool, error) {
	if err := may(who, patientID); err != nil {
		return "", false, err
	}
	return s.store.resultName(actor.NewContext(ctx, who), patientID, resultID)
}

// listQuery is what a list is asked for, before it is checked.
type listQuery struct {
	kind     string // column value
	category string // of observations; empty for any
	search   string
}

// list is a checked question for one page of one patient's rows.
type list struct {
	patientID, kind, category string
	words                     []any // LIKE patterns
	size, rows                int   // of the page, and to read for it
	after                     page.Key
	continued                 bool // after is set
	counted                   bool
	cursors                   bool        // they are shown
	fields                    page.Fields // of the connection
}

// prepare reports every bad argument at once.
func (q listQuery) prepare(patientID string, args page.Args) (list, error) {
	l := list{
		patientID: patientID, kind: q.kind, category: q.category, counted: args.WithTotal,
		cursors: args.AskCursors(), fields: args.Fields,
	}
	var errs [4]error
	l.size, errs[0] = args.Size()
	l.rows = args.Rows(l.size)
	l.after, l.continued, errs[1] = args.Start()
	l.words, errs[2] = searchPatterns(q.search)
	errs[3] = checkCategory(q.category)
	return l, gathered(errs[:])
}

// checkCategory refuses what cannot be a FHIR code. Which codes there are is
// for the records to say.
func checkCategory(category string) error {
	var p fault.Problems
	p.Check(len(category) <= maxCode && isReadable(category), "category", "records.category", "Give a category such as laboratory.")
	return p.Err()
}

// gathered makes one failure of several bad inputs.
func gathered(errs []error) error {
	var all fault.Problems
	for _, err := range errs {
		for _, f := range fault.List(err) {
			all.Add(f.Field, f.MessageID, f.Message)
		}
	}
	return all.Err()
}
