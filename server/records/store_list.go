package records

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"

	"patientportal/server/page"
	"patientportal/server/store"
)

// readStore reads the rows that lists show by statements written by hand: one
// table each, in the order of its index.
type readStore struct {
	store   *store.Store
	shapes  *sync.Map // shape → *store.Statement: each text is made once
	named   *store.Statement
	direct  *store.Statement
	inside  *store.Statement
	summary *store.Statement
}

func newReadStore(s *store.Store) readStore {
	return readStore{
		store:  s,
		shapes: &sync.Map{},
		named: s.Prepare(`SELECT name FROM records_observations
			WHERE id = ? AND patient_id = ? AND status <> 'entered-in-error'`),
		direct:  s.Prepare(trendText + ` AND code = ? AND (? = '' OR code_system = ?) ` + trendOrder),
		summary: s.Prepare(summaryText),
		inside:  s.Prepare(trendText + ` AND components LIKE ? ESCAPE '\' ` + trendOrder),
	}
}

// shape is all that a list's statement depends on.
type shape struct {
	source    source
	category  bool
	words     int
	continued bool
	counting  bool
}

// source is a table with the columns that its list reads.
type source struct {
	table, columns, sortedBy string
	except                   string // quoted statuses that the list leaves out
}

// statement gives the one statement for a page of the list, or for counting
// the whole of it.
func (s readStore) statement(src source, l list, counting bool) *store.Statement {
	key := shape{source: src, category: l.category != "", words: len(l.words), continued: l.continued, counting: counting}
	if known, ok := s.shapes.Load(key); ok {
		return known.(*store.Statement)
	}
	made, _ := s.shapes.LoadOrStore(key, s.store.Prepare(key.text()))
	return made.(*store.Statement)
}

func (k shape) text() string {
	var b strings.Builder
	columns := k.source.columns
	if k.counting {
		columns = "count(*)"
	}
	fmt.Fprintf(&b, "SELECT %s FROM %s WHERE patient_id = ? AND kind = ? AND status NOT IN (%s)",
		columns, k.source.table, k.source.except)
	if k.category {
		b.WriteString(" AND category = ?")
	}
	b.WriteString(strings.Repeat(` AND name_search LIKE ? ESCAPE '\'`, k.words))
	if k.counting {
		return b.String()
	}
	if k.continued {
		fmt.Fprintf(&b, " AND (%s, id) < (?, ?)", k.source.sortedBy)
	}
	fmt.Fprintf(&b, " ORDER BY %s DESC, id DESC LIMIT ?", k.source.sortedBy)
	return b.String()
}

// filters are the arguments of a list's conditions, in the order of its text.
func (l list) filters() []any {
	args := make([]any, 0, 6+len(l.words))
	args = append(args, l.patientID, l.kind)
	if l.category != "" {
		args = append(args, l.category)
	}
	return append(args, l.words...)
}

// open runs the page's statement.
func (s readStore) open(ctx context.Context, src source, l list) (*sql.Rows, error) {
	args := l.filters()
	if l.continued {
		args = append(args, l.after.Micros, l.after.ID)
	}
	return s.statement(src, l, false).Query(ctx, append(args, l.rows)...)
}

// count is zero unless the list is to be counted.
func (s readStore) count(ctx context.Context, src source, l list) (int, error) {
	if !l.counted {
		return 0, nil
	}
	var n int
	if err := s.statement(src, l, true).QueryRow(ctx, l.filters()...).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting %s: %w", src.table, err)
	}
	return n, nil
}

// info describes a page of which one row more was read.
func (l list) info(cursors []string, read int) page.Info {
	return page.NewInfo(cursors, read > l.size, l.continued)
}

func (s readStore) resultName(ctx context.Context, patientID, resultID string) (string, bool, error) {
	var name string
	err := s.named.QueryRow(ctx, resultID, patientID).Scan(&name)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", false, nil
	case err != nil:
		return "", false, fmt.Errorf("reading a result's name: %w", err)
	}
	return name, true, nil
}
