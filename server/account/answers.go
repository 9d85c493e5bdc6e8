package account

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// errNoQuestions answers where the clinic does without security questions.
var errNoQuestions = fault.New(fault.Forbidden, "account.no_questions", "This clinic does not use security questions.")

// WithoutSecurityQuestions turns them off everywhere: nobody is asked for them,
// and those chosen before are not used.
func WithoutSecurityQuestions() Option { return func(s *Service) { s.asksQuestions = false } }

// SetSecurityAnswersPayload is the account with its new questions.
type SetSecurityAnswersPayload struct{ Account *Account }

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
	if !s.asksQuestions {
		return SetSecurityAnswersPayload{}, errNoQuestions
	}
	if err := in.Validate(); err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	kept, err := s.hashAnswers(ctx, who.AccountID(), in.SecurityAnswers)
	if err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.tables.putAnswers(ctx, who.AccountID(), kept, store.Micros(s.clock())); err != nil {
			return err
		}
		if err := s.TellOwner(ctx, who.AccountID(), outbox.LetterNewQuestions); err != nil {
			return err
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.set_security_answers", SubjectType: "account", SubjectID: who.AccountID(), Fields: []string{"security_answers"},
		})
	})
	if err != nil {
		return SetSecurityAnswersPayload{}, err
	}
	account, err := s.Account(ctx, who)
	return SetSecurityAnswersPayload{Account: account}, err
}

// hashAnswers takes one turn among the sign-ins for all of them.
func (s *Service) hashAnswers(ctx context.Context, lane string, answers []SecurityAnswerInput) ([]keptAnswer, error) {
	leave, err := s.gate.enter(ctx, lane)
	if err != nil {
		return nil, err
	}
	defer leave()
	kept := make([]keptAnswer, len(answers))
	for i, a := range answers {
		hash, err := s.hasher.Hash(foldAnswer(a.Answer))
		if err != nil {
			return nil, fmt.Errorf("hashing an answer: %w", err)
		}
		kept[i] = keptAnswer{key: a.QuestionKey, hash: hash}
	}
	return kept, nil
}

// ChosenQuestions lists those of who is asking, without answers; none where the
// clinic does without.
func (s *Service) ChosenQuestions(ctx context.Context, who actor.Actor) ([]SecurityQuestion, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	if !s.asksQuestions {
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
	if !s.asksQuestions {
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
// counts as failed before it is looked at, in the buckets of the account's
// answers, the network and the site, and is taken back when right: RATE_LIMITED
// after too many. Without such a question it costs the same and is wrong.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) proveAnswer(ctx context.Context, accountID, questionKey, answer string, from Client) (right bool, err error) {
	kept, err := s.tables.answerHash(ctx, accountID, questionKey)
	if err != nil {
		return false, err
	}
	try := attempt{
		{id: s.bucketID("answer", accountID), limit: s.limits.Account, forgets: true},
		{id: s.bucketID("network", networkOf(from.Address)), limit: s.limits.Network},
		{id: s.bucketID("site", ""), limit: s.limits.Site},
	}
	if err := s.lookBefore(ctx, try); err != nil {
		return false, err
	}
	leave, err := s.gate.enter(ctx, try[0].id)
	if err != nil {
		return false, err
	}
	defer leave()
	if err := s.letIn(ctx, try); err != nil {
		return false, err
	}
	if right, err = s.compareAnswer(kept, answer); err != nil || !right {
		return false, err
	}
	return true, s.store.Tx(ctx, func(ctx context.Context) error { return s.takeBack(ctx, try) })
}

func (s *Service) compareAnswer(kept, answer string) (bool, error) {
	there := kept != ""
	if !there {
		kept = s.decoy
	}
	same, _, err := s.hasher.Verify(foldAnswer(answer), kept)
	if err != nil {
		return false, fmt.Errorf("verifying an answer: %w", err)
	}
	return same && there, nil
}
