package fhir

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// The states of a FhirImport row.
const (
	stateRunning = "running"
	stateDone    = "done"
	stateRefused = "refused" // the input was bad, nothing was stored
	stateFailed  = "failed"
)

// longestLookup keeps index entries under PostgreSQL's limit.
const longestLookup = 600

type fhirStore struct {
	find   *store.Statement
	list   *store.Statement
	begin  *store.Statement
	finish *store.Statement
}

func newFHIRStore(s *store.Store) fhirStore {
	return fhirStore{
		find: s.Prepare(`SELECT name, code_system, code FROM fhir_directories WHERE lookup = ?`),
		list: s.Prepare(`INSERT INTO fhir_directories (id, lookup, resource_id, name, code_system, code)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (lookup) DO UPDATE SET resource_id = excluded.resource_id,
			name = excluded.name, code_system = excluded.code_system, code = excluded.code`),
		begin:  s.Prepare(`INSERT INTO fhir_imports (id, state, by_actor, started_at, finished_at, counts) VALUES (?, ?, ?, ?, 0, '')`),
		finish: s.Prepare(`UPDATE fhir_imports SET state = ?, finished_at = ?, counts = ? WHERE id = ?`),
	}
}

// listing finds what a key or a conditional reference stands for.
func (s fhirStore) listing(ctx context.Context, lookup string) (listing, bool, error) {
	var l listing
	err := s.find.QueryRow(ctx, clip(lookup, longestLookup)).Scan(&l.Name, &l.Code.System, &l.Code.Code)
	if errors.Is(err, sql.ErrNoRows) {
		return listing{}, false, nil
	}
	if err != nil {
		return listing{}, false, fmt.Errorf("looking in the directory: %w", err)
	}
	return l, true, nil
}

// enlist keeps what a resource of the directory is called, under every lookup.
func (s fhirStore) enlist(ctx context.Context, resourceID string, l listing, lookups []string) error {
	for _, lookup := range lookups {
		_, err := s.list.Exec(ctx, store.NewID(), clip(lookup, longestLookup), resourceID,
			clip(l.Name, longestName), clip(l.Code.System, longestName), clip(l.Code.Code, longestName))
		if err != nil {
			return fmt.Errorf("keeping a name in the directory: %w", err)
		}
	}
	return nil
}
