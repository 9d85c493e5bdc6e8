package audit

import (
	"context"
	"fmt"
	"strings"

	"patientportal/server/actor"
)

// ReadsByOther is ReadByOther for a list that names several patients: a row for
// each of them, in one statement.
func (t *Trail) ReadsByOther(ctx context.Context, who actor.Actor, patientIDs []string, what string) error {
	var values []any
	for _, id := range patientIDs {
		if who.IsSystem() || who.IsSelf(id) {
			continue
		}
		values = append(values, t.row(ctx, who, Event{
			Action: "read", SubjectType: what, SubjectID: id, PatientID: id, Outcome: OK,
		})...)
	}
	if len(values) == 0 {
		return nil
	}
	ctx = actor.NewContext(ctx, actor.System("audit"))
	err := t.store.Tx(ctx, func(ctx context.Context) error {
		_, err := t.store.Prepare(insertRows(len(values))).Exec(ctx, values...)
		return err
	})
	if err != nil {
		return fmt.Errorf("recording reads of %s in the audit trail: %w", what, err)
	}
	return nil
}

// insertRows is insertText for as many rows as there are values.
func insertRows(values int) string {
	_, row, _ := strings.Cut(insertText, "VALUES ")
	return insertText + strings.Repeat(", "+row, values/strings.Count(row, "?")-1)
}
