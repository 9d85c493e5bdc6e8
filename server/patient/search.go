package patient

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
)

// What a search may be: longer ones are a mistake, and each word costs a look
// into the names.
const (
	maxSearch = 100 // characters
	maxWords  = 6
)

// FoundPatient is a person on the clinic's books as a search shows them.
type FoundPatient struct {
	ID           string
	FullName     string
	ClinicNumber string
	DateOfBirth  *string // 2006, 2006-01 or 2006-01-02; nil when unknown
	Sex          string
}

// FoundPatientConnection is a page of a search.
type FoundPatientConnection struct {
	Edges      []FoundPatientEdge
	PageInfo   page.Info
	TotalCount int // counted when asked for
}

// FoundPatientEdge is a person in a page.
type FoundPatientEdge struct {
	Node   *FoundPatient
	Cursor string
}

// wanted is what a search asks of a patient; whoever is found has all of it.
type wanted struct {
	words   []string // folded beginnings of words of the name
	number  string   // the clinic number
	born    string   // the whole birth date
	after   string   // continue behind this patient
	rows    int
	counted bool
}

// Search finds people on the clinic's books for staff, by the beginnings of
// words of their name, by clinic number and by birth date (2006-01-02), in any
// order; whoever is found has all that is asked for. An empty search finds
// nobody. The list is sorted by name; each person in it is noted on the audit
// trail. FORBIDDEN for everyone but staff, INVALID_INPUT for a search that is
// too long.
func (s *Service) Search(ctx context.Context, who actor.Actor, search string, args page.Args) (FoundPatientConnection, error) {
	if err := who.Require(actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return FoundPatientConnection{}, err
	}
	size, err := args.Size()
	if err != nil {
		return FoundPatientConnection{}, err
	}
	place, _, err := args.Start()
	if err != nil {
		return FoundPatientConnection{}, err
	}
	w, err := parseSearch(search)
	if err != nil || w.isEmpty() {
		return FoundPatientConnection{}, err
	}
	w.after, w.rows, w.counted = place.ID, size+1, args.WithTotal
	found, err := s.store.search(actor.NewContext(ctx, who), w)
	if err != nil {
		return FoundPatientConnection{}, err
	}
	return s.shown(ctx, who, found, w)
}

// Found gives people by id as a search shows them, for lists that staff see; each
// is noted on the audit trail. FORBIDDEN for everyone but staff.
func (s *Service) Found(ctx context.Context, who actor.Actor, ids []string) (map[string]*FoundPatient, error) {
	if err := who.Require(actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return map[string]*FoundPatient{}, nil
	}
	list, err := s.store.byIDs(actor.NewContext(ctx, who), ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*FoundPatient, len(list))
	for _, p := range list {
		found[p.ID] = &FoundPatient{ID: p.ID, FullName: p.FullName, ClinicNumber: p.ClinicNumber, DateOfBirth: p.DateOfBirth, Sex: p.Sex}
	}
	if err := s.trail.ReadsByOther(ctx, who, ids, viewIdentity.name()); err != nil {
		return nil, fmt.Errorf("noting a list: %w", err)
	}
	return found, nil
}

// shown notes whom the page names.
func (s *Service) shown(ctx context.Context, who actor.Actor, found []FoundPatient, w wanted) (FoundPatientConnection, error) {
	more := len(found) == w.rows
	if more {
		found = found[:w.rows-1]
	}
	conn := FoundPatientConnection{Edges: make([]FoundPatientEdge, len(found))}
	ids, cursors := make([]string, len(found)), make([]string, len(found))
	for i := range found {
		ids[i], cursors[i] = found[i].ID, page.Key{ID: found[i].ID}.Cursor()
		conn.Edges[i] = FoundPatientEdge{Node: &found[i], Cursor: cursors[i]}
	}
	conn.PageInfo = page.NewInfo(cursors, more, w.after != "")
	if err := s.trail.ReadsByOther(ctx, who, ids, "patient.search"); err != nil {
		return FoundPatientConnection{}, fmt.Errorf("noting a search: %w", err)
	}
	var err error
	if w.counted {
		conn.TotalCount, err = s.store.countFound(actor.NewContext(ctx, who), w)
	}
	return conn, err
}

func (w wanted) isEmpty() bool { return len(w.words) == 0 && w.number == "" && w.born == "" }

var looseNumber = regexp.MustCompile(`^([0-9])[-. ]?([0-9]{3})[-. ]?([0-9]{3})$`)

// NormalClinicNumber writes a clinic number as the clinic does, whether it was
// typed with dashes, dots, spaces or nothing between; false for what is none.
func NormalClinicNumber(text string) (string, bool) {
	m := looseNumber.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return "", false
	}
	return m[1] + "-" + m[2] + "-" + m[3], true
}

func parseSearch(search string) (wanted, error) {
	var p fault.Problems
	if utf8.RuneCountInString(search) > maxSearch {
		p.Addf("search", "patient.search_long", "Search with at most %d characters.", maxSearch)
		return wanted{}, p.Err()
	}
	if number, ok := NormalClinicNumber(search); ok {
		return wanted{number: number}, nil
	}
	var w wanted
	for _, word := range strings.Fields(search) {
		if number, ok := NormalClinicNumber(word); ok {
			w.number = number
		} else if len(word) == len("2006-01-02") && isPartialDate(word) {
			w.born = word
		} else {
			w.words = append(w.words, NameWords(word)...)
		}
	}
	if len(w.words) > maxWords {
		p.Addf("search", "patient.search_words", "Search with at most %d words.", maxWords)
	}
	return w, p.Err()
}
