package records

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"patientportal/server/store"
)

// The longest texts that list columns take, in characters. They keep index
// entries under PostgreSQL's 2,704 bytes and rows fit for lists; the resource
// itself is kept whole.
const (
	maxName = 500
	maxWord = 200
)

type putStore struct {
	find         *store.Statement
	rawOf        *store.Statement
	had          *store.Statement
	keep         *store.Statement
	replace      *store.Statement
	link         *store.Statement
	documents    *store.Statement
	resources    bulk
	observations bulk
	entries      bulk
}

// keysAtOnce is how many keys one statement looks for.
const keysAtOnce = 64

func newPutStore(s *store.Store) putStore {
	some := "(" + strings.Repeat("?, ", keysAtOnce-1) + "?)"
	return putStore{
		find: s.Prepare(`SELECT source_key, id, COALESCE(patient_id, ''), content_hash, version_id, last_updated
			FROM records_resources WHERE source_key IN ` + some),
		rawOf: s.Prepare(`SELECT raw FROM records_resources WHERE source_key = ?`),
		had:   s.Prepare(`SELECT count(*) FROM records_resource_versions WHERE resource_id = ? AND content_hash = ?`),
		keep: s.Prepare(`INSERT INTO records_resource_versions
			(id, resource_id, patient_id, version, content_hash, version_id, last_updated, raw, replaced_at)
			SELECT ?, id, patient_id, version, content_hash, version_id, last_updated, raw, CAST(? AS BIGINT)
			FROM records_resources WHERE id = ?`),
		replace: s.Prepare(`UPDATE records_resources SET version = version + 1, content_hash = ?, raw = ?,
			version_id = ?, last_updated = ?, updated_at = ? WHERE id = ?`),
		link: s.Prepare(`UPDATE records_observations SET report_name = ? WHERE patient_id = ? AND report_name <> ? AND id IN
			(SELECT id FROM records_resources WHERE source_key IN ` + some + `)`),
		documents: s.Prepare(`SELECT detail FROM records_entries
			WHERE patient_id = ? AND kind = 'document' AND happened_at = ?`),
		resources:    newBulk(s, "records_resources", resourceColumns, false),
		observations: newBulk(s, "records_observations", observationColumns, true),
		entries:      newBulk(s, "records_entries", entryColumns, true),
	}
}

func (s putStore) existing(ctx context.Context, keys []string) (map[string]existing, error) {
	found := make(map[string]existing, len(keys))
	for len(keys) > 0 {
		some := keys[:min(len(keys), keysAtOnce)]
		keys = keys[len(some):]
		if err := s.findSome(ctx, some, found); err != nil {
			return nil, fmt.Errorf("looking for resources that are there already: %w", err)
		}
	}
	return found, nil
}

func (s putStore) findSome(ctx context.Context, keys []string, found map[string]existing) (err error) {
	rows, err := s.find.Query(ctx, padded(nil, keys)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var key string
		var e existing
		if err := rows.Scan(&key, &e.id, &e.patientID, &e.hash, &e.versionID, &e.lastUpdated); err != nil {
			return err
		}
		found[key] = e
	}
	return rows.Err()
}

// padded fills a statement's places for keys, the last key again and again.
func padded(args []any, keys []string) []any {
	for i := range keysAtOnce {
		args = append(args, keys[min(i, len(keys)-1)])
	}
	return args
}

func (s putStore) raw(ctx context.Context, key string) ([]byte, error) {
	var raw []byte
	err := s.rawOf.QueryRow(ctx, key).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a resource: %w", err)
	}
	return raw, nil
}

// hadContent tells whether the resource's history has this content.
func (s putStore) hadContent(ctx context.Context, resourceID, hash string) (bool, error) {
	var n int
	if err := s.had.QueryRow(ctx, resourceID, hash).Scan(&n); err != nil {
		return false, fmt.Errorf("looking through a resource's history: %w", err)
	}
	return n > 0, nil
}

func (s putStore) linkReport(ctx context.Context, patientID, report string, keys []string) error {
	name := short(report, maxName)
	for len(keys) > 0 {
		some := keys[:min(len(keys), keysAtOnce)]
		keys = keys[len(some):]
		if _, err := s.link.Exec(ctx, padded([]any{name, patientID, name}, some)...); err != nil {
			return fmt.Errorf("linking results to their report: %w", err)
		}
	}
	return nil
}

func (s putStore) hasDocument(ctx context.Context, patientID string, at int64, hash string) (found bool, err error) {
	rows, err := s.documents.Query(ctx, patientID, at)
	if err != nil {
		return false, fmt.Errorf("looking for a document: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		var detail Detail
		if err := rows.Scan(&text); err != nil {
			return false, fmt.Errorf("looking for a document: %w", err)
		}
		if json.Unmarshal([]byte(text), &detail) == nil && detail.has(hash) {
			return true, nil
		}
	}
	return false, rows.Err()
}

func (d Detail) has(hash string) bool {
	for _, a := range d.Attachments {
		if a.Hash == hash {
			return true
		}
	}
	return false
}

func (s putStore) write(ctx context.Context, b putBatch) error {
	for _, r := range b.replaced {
		if err := s.replaceOne(ctx, r, b.at); err != nil {
			return fmt.Errorf("replacing a resource: %w", err)
		}
	}
	if err := insertAll(ctx, s.resources, b.added, func(r resourceRow) []any { return r.values(b.at) }); err != nil {
		return fmt.Errorf("keeping resources: %w", err)
	}
	if err := insertAll(ctx, s.observations, b.observations, func(r observationRow) []any { return r.values(b.at) }); err != nil {
		return fmt.Errorf("keeping observations: %w", err)
	}
	if err := insertAll(ctx, s.entries, b.entries, entryRow.values); err != nil {
		return fmt.Errorf("keeping entries: %w", err)
	}
	return nil
}

func (s putStore) replaceOne(ctx context.Context, r resourceRow, at int64) error {
	if _, err := s.keep.Exec(ctx, store.NewID(), at, r.id); err != nil {
		return err
	}
	_, err := s.replace.Exec(ctx, r.hash, r.Raw, short(r.VersionID, maxWord), short(r.LastUpdated, maxWord), at, r.id)
	return err
}

var resourceColumns = []string{
	"id", "patient_id", "resource_type", "source_key", "version", "content_hash", "raw",
	"version_id", "last_updated", "created_at", "updated_at",
}

func (r resourceRow) values(at int64) []any {
	return []any{
		r.id, orNull(r.PatientID), r.Type, r.SourceKey, 1, r.hash, r.Raw,
		short(r.VersionID, maxWord), short(r.LastUpdated, maxWord), at, at,
	}
}

// report_name is not among them: LinkReport's, it outlives a new version.
var observationColumns = []string{
	"id", "patient_id", "resource_id", "kind", "category", "code_system", "code", "name", "name_search",
	"taken_at", "taken_text", "released_at", "status", "value_kind", "value", "value_number", "unit",
	"range_low", "range_high", "range_text", "interpretation_code", "interpretation", "absent_reason",
	"author", "comments", "components",
}

func (r observationRow) values(at int64) []any {
	name := short(r.Name, maxName)
	if r.ReleasedAt != 0 {
		at = r.ReleasedAt
	}
	components := ""
	if len(r.Components) > 0 {
		components = asJSON(r.Components)
	}
	return []any{
		r.id, r.patientID, r.id, r.Kind, short(r.Category, maxWord), short(r.CodeSystem, maxWord), short(r.Code, maxWord), name, Fold(name),
		r.TakenAt, short(r.TakenText, maxWord), at, short(r.Status, maxWord), r.ValueKind, r.Value, r.ValueNumber, short(r.Unit, maxWord),
		short(r.RangeLow, maxWord), short(r.RangeHigh, maxWord), short(r.RangeText, maxName),
		short(r.InterpretationCode, maxWord), short(r.Interpretation, maxName), short(r.AbsentReason, maxName),
		short(r.Author, maxName), r.Comments, components,
	}
}

var entryColumns = []string{
	"id", "patient_id", "resource_id", "kind", "code_system", "code", "name", "name_search", "status",
	"happened_at", "start_text", "end_text", "recorded_text", "author", "source", "detail",
}

func (r entryRow) values() []any {
	name := short(r.Name, maxName)
	return []any{
		r.id, r.patientID, r.id, r.Kind, short(r.CodeSystem, maxWord), short(r.Code, maxWord), name, Fold(name), short(r.Status, maxWord),
		r.HappenedAt, short(r.StartText, maxWord), short(r.EndText, maxWord), short(r.RecordedText, maxWord),
		short(r.Author, maxName), short(r.Source, maxName), asJSON(r.Detail),
	}
}

// asJSON cannot fail: the types hold text and finite numbers alone.
func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("records: encoding a column: %v", err))
	}
	return string(text)
}

func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// short cuts text to at most n characters, marking the cut.
func short(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
