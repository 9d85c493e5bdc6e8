package advice

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"patientportal/ent/db/advice"
	"patientportal/server/fault"
	"patientportal/server/markdown"
	"patientportal/server/page"
	"patientportal/server/store"
)

type adviceStore struct {
	store  *store.Store
	render markdown.Renderer
	one    *store.Statement
	lists  map[shape]*store.Statement
}

// shape is all that a list's statement depends on.
type shape struct {
	state               AdviceState
	continued, counting bool
}

const columns = `id, patient_id, author, subject, body, published_at, read_at, about_kind, about_id, about_name, expected_reply`

// conditions say in SQL what stateOf says in Go.
var conditions = map[AdviceState]string{
	"":     "",
	Unread: " AND read_at = 0",
	Open:   " AND read_at <> 0 AND EXISTS (" + undone + ")",
	Done:   " AND read_at <> 0 AND NOT EXISTS (" + undone + ")",
}

const undone = `SELECT 1 FROM advice_instructions i WHERE i.advice_id = advice.id AND i.done_at = 0`

func newAdviceStore(s *store.Store) adviceStore {
	made := adviceStore{
		store:  s,
		render: markdown.New(),
		one:    s.Prepare(`SELECT ` + columns + ` FROM advice WHERE id = ?`),
		lists:  map[shape]*store.Statement{},
	}
	for state := range conditions {
		for _, k := range []shape{{state: state}, {state: state, continued: true}, {state: state, counting: true}} {
			made.lists[k] = s.Prepare(k.text())
		}
	}
	return made
}

func (k shape) text() string {
	var b strings.Builder
	what := columns
	if k.counting {
		what = "count(*)"
	}
	b.WriteString("SELECT " + what + " FROM advice WHERE patient_id = ?" + conditions[k.state])
	if k.counting {
		return b.String()
	}
	if k.continued {
		b.WriteString(" AND (published_at, id) < (?, ?)")
	}
	b.WriteString(" ORDER BY published_at DESC, id DESC LIMIT ?")
	return b.String()
}

func (s adviceStore) list(ctx context.Context, q listQuery) (AdviceConnection, error) {
	found, err := s.page(ctx, q)
	if err != nil {
		return AdviceConnection{}, err
	}
	more := len(found) > q.size
	found = found[:min(len(found), q.size)]
	if err := s.fill(ctx, found); err != nil {
		return AdviceConnection{}, err
	}
	c := AdviceConnection{Edges: make([]AdviceEdge, len(found))}
	cursors := make([]string, len(found))
	for i := range found {
		cursors[i] = page.Key{Micros: store.Micros(found[i].PublishedAt), ID: found[i].ID}.Cursor()
		c.Edges[i] = AdviceEdge{Node: &found[i], Cursor: cursors[i]}
	}
	c.PageInfo = page.NewInfo(cursors, more, q.continued)
	c.TotalCount, err = s.count(ctx, q)
	return c, err
}

// page reads one row beyond the page.
func (s adviceStore) page(ctx context.Context, q listQuery) ([]Advice, error) {
	args := []any{q.patientID}
	if q.continued {
		args = append(args, q.after.Micros, q.after.ID)
	}
	rows, err := s.lists[shape{state: q.state, continued: q.continued}].Query(ctx, append(args, q.size+1)...)
	if err != nil {
		return nil, fmt.Errorf("listing advice: %w", err)
	}
	defer rows.Close()
	var list []Advice
	for rows.Next() {
		a, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("listing advice: %w", err)
	}
	return list, nil
}

// count is zero unless the list is to be counted.
func (s adviceStore) count(ctx context.Context, q listQuery) (int, error) {
	if !q.counted {
		return 0, nil
	}
	var n int
	if err := s.lists[shape{state: q.state, counting: true}].QueryRow(ctx, q.patientID).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting advice: %w", err)
	}
	return n, nil
}

func (s adviceStore) byID(ctx context.Context, id string) (*Advice, error) {
	a, err := scan(s.one.QueryRow(ctx, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	one := []Advice{a}
	if err := s.fill(ctx, one); err != nil {
		return nil, err
	}
	return &one[0], nil
}

func scan(row interface{ Scan(...any) error }) (Advice, error) {
	var a Advice
	var published, read int64
	var about AdviceSubject
	var reply string
	err := row.Scan(&a.ID, &a.PatientID, &a.Author, &a.Subject, &a.Body, &published, &read,
		&about.Kind, &about.ID, &about.Name, &reply)
	if err != nil {
		return Advice{}, fmt.Errorf("reading advice: %w", err)
	}
	a.PublishedAt, a.ExpectedReply = store.FromMicros(published), maybe(reply)
	if read != 0 {
		at := store.FromMicros(read)
		a.ReadAt = &at
	}
	if about.Kind != "" {
		a.About = &about
	}
	return a, nil
}

// fill adds what the rows alone do not have: the HTML, and the instructions of
// all of them by one statement.
func (s adviceStore) fill(ctx context.Context, list []Advice) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	instructions, err := s.instructions(ctx, ids)
	if err != nil {
		return err
	}
	for i := range list {
		a := &list[i]
		if a.BodyHtml, err = s.render.HTML(a.Body); err != nil {
			return err
		}
		a.Instructions = instructions[a.ID]
		a.State = stateOf(a.ReadAt != nil, a.Instructions)
	}
	return nil
}

// markRead is false when it was read before.
func (s adviceStore) markRead(ctx context.Context, adviceID string, at int64) (bool, error) {
	n, err := s.store.DB(ctx).Advice.Update().
		Where(advice.ID(adviceID), advice.ReadAt(0)).SetReadAt(at).Save(ctx)
	if err != nil {
		return false, fmt.Errorf("marking advice read: %w", err)
	}
	return n == 1, nil
}

func (s adviceStore) insert(ctx context.Context, a written) error {
	client := s.store.DB(ctx)
	create := client.Advice.Create().SetID(a.ID).SetPatientID(a.PatientID).SetPractitionerID(a.practitionerID).
		SetAuthor(a.Author).SetSubject(a.Subject).SetBody(a.Body).
		SetPublishedAt(store.Micros(a.PublishedAt)).SetExpectedReply(text(a.ExpectedReply))
	if a.ReadAt != nil {
		create.SetReadAt(store.Micros(*a.ReadAt))
	}
	if a.About != nil {
		create.SetAboutKind(string(a.About.Kind)).SetAboutID(a.About.ID).SetAboutName(a.About.Name)
	}
	if err := create.Exec(ctx); err != nil {
		return fmt.Errorf("inserting advice: %w", err)
	}
	return s.insertInstructions(ctx, a)
}
