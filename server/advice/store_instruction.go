package advice

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/adviceinstruction"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func (s adviceStore) instructions(ctx context.Context, adviceIDs []string) (map[string][]AdviceInstruction, error) {
	rows, err := s.store.DB(ctx).AdviceInstruction.Query().
		Where(adviceinstruction.AdviceIDIn(adviceIDs...)).
		Order(adviceinstruction.ByAdviceID(), adviceinstruction.ByPosition()).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading instructions: %w", err)
	}
	list := make(map[string][]AdviceInstruction, len(adviceIDs))
	for _, row := range rows {
		list[row.AdviceID] = append(list[row.AdviceID], fromDBInstruction(row))
	}
	return list, nil
}

func fromDBInstruction(row *db.AdviceInstruction) AdviceInstruction {
	in := AdviceInstruction{
		ID: row.ID, Text: row.Text, Why: maybe(row.Why), From: maybe(row.FromDate), Until: maybe(row.UntilDate),
	}
	if row.DoneAt != 0 {
		at := store.FromMicros(row.DoneAt)
		in.DoneAt = &at
	}
	return in
}

// adviceOf finds the advice that an instruction belongs to.
func (s adviceStore) adviceOf(ctx context.Context, instructionID string) (string, error) {
	row, err := s.store.DB(ctx).AdviceInstruction.Get(ctx, instructionID)
	if db.IsNotFound(err) {
		return "", fault.ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("reading an instruction: %w", err)
	}
	return row.AdviceID, nil
}

// complete is false when the instruction stands like that already.
func (s adviceStore) complete(ctx context.Context, instructionID string, done bool, at int64) (bool, error) {
	update := s.store.DB(ctx).AdviceInstruction.Update().Where(adviceinstruction.ID(instructionID))
	if done {
		update.Where(adviceinstruction.DoneAt(0)).SetDoneAt(at)
	} else {
		update.Where(adviceinstruction.DoneAtNEQ(0)).SetDoneAt(0)
	}
	n, err := update.Save(ctx)
	if err != nil {
		return false, fmt.Errorf("completing an instruction: %w", err)
	}
	return n == 1, nil
}

func (s adviceStore) insertInstructions(ctx context.Context, a written) error {
	client := s.store.DB(ctx)
	rows := make([]*db.AdviceInstructionCreate, len(a.Instructions))
	for i, in := range a.Instructions {
		rows[i] = client.AdviceInstruction.Create().SetID(in.ID).SetAdviceID(a.ID).SetPatientID(a.PatientID).
			SetPosition(i).SetText(in.Text).SetWhy(text(in.Why)).SetFromDate(text(in.From)).SetUntilDate(text(in.Until))
	}
	if err := client.AdviceInstruction.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("inserting instructions: %w", err)
	}
	return nil
}
