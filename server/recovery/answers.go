package recovery

import (
	"context"
	"crypto/sha256"
	"encoding/binary"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// errNoQuestions answers where the clinic does without security questions.
var errNoQuestions = fault.New(fault.Forbidden, "account.no_questions", "This clinic does not use security questions.")

// SetSecurityAnswersPayload is the account with its new questions.
type SetSecurityAnswersPayload struct{ Account *account.Account }

// keptAnswer is a question with the kept form of its answer.
type keptAnswer struct{ key, hash string }

// SetSecurityAnswers puts three questions with their answers in place of those
// from before and writes to the account's address. INVALID_INPUT names every
// bad field; FORBIDDEN where there are no security questions.
//
// It hashes three times, so it is never called inside a Tx.
func (s *Service) SetSecurityAnswers(ctx context.Context, who actor.Actor, in SetSecurityAnswersInput) (SetSecurityAnswersPayload, error) {
	if who.AccountID() == "" {
		return SetSecurityAnswersPayload{}, fault.ErrUnauthenticated
	}
	if s.WithoutQuestions {
		return SetSecurityAnswersPayload{}, errNoQuestions
	}
	if err := in.Validate(); err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	kept, err := s.hide(ctx, who.AccountID(), in.SecurityAnswers)
	if err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.tables.putAnswers(ctx, who.AccountID(), kept, store.Micros(s.Clock())); err != nil {
			return err
		}
		if err := s.Accounts.TellOwner(ctx, who.AccountID(), outbox.LetterNewQuestions); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "account.set_security_answers", SubjectType: "account", SubjectID: who.AccountID(), Fields: []string{"security_answers"},
		})
	})
	if err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	with, err := s.Accounts.Account(ctx, who)
	return SetSecurityAnswersPayload{Account: with}, err
}

// hide takes one turn among the sign-ins for all of them.
func (s *Service) hide(ctx context.Context, lane string, answers []SecurityAnswerInput) ([]keptAnswer, error) {
	folded := make([]string, len(answers))
	for i, a := range answers {
		folded[i] = foldAnswer(a.Answer)
	}
	hashes, err := s.Accounts.HashAll(ctx, lane, folded...)
	if err != nil {
		return nil, err
	}
	kept := make([]keptAnswer, len(answers))
	for i, a := range answers {
		kept[i] = keptAnswer{key: a.QuestionKey, hash: hashes[i]}
	}
	return kept, nil
}

// Chosen are a newcomer's questions and answers, ready to be kept.
type Chosen []keptAnswer

// CheckChosen reports every problem of what a newcomer chose, as fault.Invalid;
// nil where the clinic does without security questions.
func (s *Service) CheckChosen(answers []SecurityAnswerInput) error {
	if s.WithoutQuestions {
		return nil
	}
	return SetSecurityAnswersInput{answers}.Validate()
}

// Prepare hides what a newcomer chose, once it was checked; nothing where the
// clinic does without. It hashes three times, in one turn among the sign-ins of
// that lane, so it is never called inside a Tx.
func (s *Service) Prepare(ctx context.Context, lane string, answers []SecurityAnswerInput) (Chosen, error) {
	if s.WithoutQuestions {
		return nil, nil
	}
	return s.hide(ctx, lane, answers)
}

// Keep stores them with a new account, in the context's Tx.
func (s *Service) Keep(ctx context.Context, accountID string, c Chosen) error {
	return s.tables.putAnswers(ctx, accountID, c, store.Micros(s.Clock()))
}

// ChosenQuestions lists those of who is asking, without answers; none where the
// clinic does without.
func (s *Service) ChosenQuestions(ctx context.Context, who actor.Actor) ([]SecurityQuestion, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	if s.WithoutQuestions {
		return nil, nil
	}
	keys, err := s.tables.questionKeys(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	var chosen []SecurityQuestion
	for _, key := range keys {
		if q, ok := questionOf(key); ok {
			chosen = append(chosen, q)
		}
	}
	return chosen, nil
}

// questionFor is one of the account's questions, by chance, and for one seed,
// such as a mailed link, always the same: asking again does not lead to an
// easier one. False when there is none to ask.
func (s *Service) questionFor(ctx context.Context, accountID, seed string) (SecurityQuestion, bool, error) {
	if s.WithoutQuestions {
		return SecurityQuestion{}, false, nil
	}
	keys, err := s.tables.questionKeys(ctx, accountID)
	if err != nil || len(keys) == 0 {
		return SecurityQuestion{}, false, err
	}
	sum := sha256.Sum256([]byte(accountID + "\x00" + seed))
	q, ok := questionOf(keys[binary.BigEndian.Uint64(sum[:])%uint64(len(keys))])
	return q, ok, nil
}

// proveAnswer tells whether the answer to the account's question is right. It
// counts with the account's answers, and for the network and the site: RATE_LIMITED
// after too many. Without such a question it costs the same and is wrong.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) proveAnswer(ctx context.Context, accountID, questionKey, answer string, from account.Client) (right bool, err error) {
	kept, err := s.tables.answerHash(ctx, accountID, questionKey)
	if err != nil {
		return false, err
	}
	return s.Accounts.ProveKept(ctx, "answer", accountID, kept, foldAnswer(answer), from)
}
