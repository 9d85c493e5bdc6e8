package records

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"patientportal/server/page"
)

var (
	allEntries = source{table: "records_entries", sortedBy: "happened_at", except: "'entered-in-error'", columns: listedColumns}
	// A visit that was called off, or is yet to come, did not take place.
	visitsMade = source{table: "records_entries", sortedBy: "happened_at", except: "'entered-in-error', 'cancelled', 'planned'", columns: listedColumns}
)

const listedColumns = `id, code_system, code, name, status, happened_at, start_text, end_text, recorded_text, author, source, detail`

// listedEntry holds what a RecordEntry points into.
type listedEntry struct {
	RecordEntry
	happened             int64
	status               string
	start, end, recorded string
	author, source       string
	detail               string
	text                 string
}

func (r *listedEntry) scan(rows *sql.Rows) error {
	return rows.Scan(&r.ID, &r.Code.System, &r.Code.Code, &r.Name, &r.status, &r.happened,
		&r.start, &r.end, &r.recorded, &r.author, &r.source, &r.detail)
}

func (s readStore) entries(ctx context.Context, kind RecordKind, l list) (RecordEntryConnection, error) {
	src := allEntries
	if kind == Visits {
		src = visitsMade
	}
	rows, err := s.open(ctx, src, l)
	if err != nil {
		return RecordEntryConnection{}, fmt.Errorf("listing %s: %w", l.kind, err)
	}
	defer rows.Close()
	found := make([]listedEntry, 0, l.rows)
	for rows.Next() {
		found = append(found, listedEntry{})
		if err := found[len(found)-1].scan(rows); err != nil {
			return RecordEntryConnection{}, fmt.Errorf("reading an entry: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return RecordEntryConnection{}, fmt.Errorf("listing %s: %w", l.kind, err)
	}
	total, err := s.count(ctx, src, l)
	if err != nil {
		return RecordEntryConnection{}, err
	}
	return connectEntries(kind, l, found, total)
}

func connectEntries(kind RecordKind, l list, found []listedEntry, total int) (RecordEntryConnection, error) {
	shown := found[:min(len(found), l.size)]
	edges := make([]RecordEntryEdge, len(shown))
	cursors := make([]string, len(shown))
	for i := range shown {
		row := &shown[i]
		row.Kind = kind
		if err := row.finish(l.kind); err != nil {
			return RecordEntryConnection{}, err
		}
		cursors[i] = page.Key{Micros: row.happened, ID: row.ID}.Cursor()
		edges[i] = RecordEntryEdge{Node: &row.RecordEntry, Cursor: cursors[i]}
	}
	return RecordEntryConnection{Edges: edges, PageInfo: l.info(cursors, len(found)), TotalCount: total}, nil
}

// finish makes the RecordEntry of the columns.
func (r *listedEntry) finish(kind string) error {
	r.Code.Display = r.Name
	state := stateOf(entryStates[kind], r.status)
	if kind == KindAllergy {
		state = allergyState(r.Code.Code, r.status)
	}
	r.Status, r.StatusMeaning = state.words, state.meaning
	r.StartedOn, r.EndedOn, r.RecordedOn = known(&r.start), known(&r.end), known(&r.recorded)
	r.Author, r.Source = known(&r.author), known(&r.source)
	if r.detail == "" {
		return nil
	}
	var d Detail
	if err := json.Unmarshal([]byte(r.detail), &d); err != nil {
		return fmt.Errorf("reading the detail of entry %s: %w", r.ID, err)
	}
	r.Details = detailsInWords(d)
	r.text = d.Text
	r.Text = known(&r.text)
	return nil
}
