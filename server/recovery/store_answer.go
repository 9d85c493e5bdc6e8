package recovery

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/accountanswer"
	"patientportal/server/store"
)

// putAnswers replaces the account's answers, in a Tx.
func (t *tables) putAnswers(ctx context.Context, accountID string, kept []keptAnswer, at int64) error {
	client := t.store.DB(ctx).AccountAnswer
	if _, err := client.Delete().Where(accountanswer.AccountID(accountID)).Exec(ctx); err != nil {
		return fmt.Errorf("replacing security answers: %w", err)
	}
	err := client.MapCreateBulk(kept, func(c *db.AccountAnswerCreate, i int) {
		c.SetID(store.NewID()).SetAccountID(accountID).SetQuestionKey(kept[i].key).SetAnswerHash(kept[i].hash).SetCreatedAt(at)
	}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("storing security answers: %w", err)
	}
	return nil
}

// questionKeys are the account's questions, always in one order.
func (t *tables) questionKeys(ctx context.Context, accountID string) ([]string, error) {
	keys, err := t.store.DB(ctx).AccountAnswer.Query().Where(accountanswer.AccountID(accountID)).
		Order(accountanswer.ByQuestionKey()).Select(accountanswer.FieldQuestionKey).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading security questions: %w", err)
	}
	return keys, nil
}

// answerHash is the kept answer, empty when there is no such question.
func (t *tables) answerHash(ctx context.Context, accountID, questionKey string) (string, error) {
	row, err := t.store.DB(ctx).AccountAnswer.Query().
		Where(accountanswer.AccountID(accountID), accountanswer.QuestionKey(questionKey)).Only(ctx)
	if db.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading a security answer: %w", err)
	}
	return row.AnswerHash, nil
}
