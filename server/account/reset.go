package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// keeper is the account whose password is to be replaced.
type keeper struct {
	id, username, displayName, email string
	passwordHash                     string
	verifiedAt, secondFactorAt       int64
	patientID                        string // its own person; empty for staff and carers
}

var (
	errAnswerMissing = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.answer_missing", Field: "securityAnswer",
		Message: "Answer the security question.",
	}
	errAnswerWrong = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.answer_wrong", Field: "securityAnswer",
		Message: "This is not the answer that we have.",
	}
)

// PasswordReset looks at a link to a new password; looking uses nothing up.
func (s *Service) PasswordReset(ctx context.Context, token string) (PasswordReset, error) {
	l, k, err := s.resetting(ctx, token)
	if fault.CodeOf(err) == fault.Expired {
		return PasswordReset{}, nil
	}
	if err != nil {
		return PasswordReset{}, err
	}
	reset := PasswordReset{Valid: true}
	q, asked, err := s.hurdle(ctx, l, k)
	if asked {
		reset.SecurityQuestion = &q.Text
	}
	return reset, err
}

// hurdle is the question beside the link, the same for as long as it is good;
// none for an account with a second factor, which proves more.
func (s *Service) hurdle(ctx context.Context, l Link, k keeper) (SecurityQuestion, bool, error) {
	if k.secondFactorAt != 0 {
		return SecurityQuestion{}, false, nil
	}
	return s.questionFor(ctx, k.id, l.ID)
}

// ResetPassword gives the account of the link a new password. The link is used
// up, every session ends, failed sign-ins are forgotten, the address counts as
// proven, and a mail says so. EXPIRED when the link is over or its account is
// disabled; INVALID_INPUT when the password is not good enough or the answer to
// the security question not right, which leaves the link as it is; RATE_LIMITED
// after too many answers.
//
// It hashes for a tenth of a second or two, so it is never called inside a Tx.
func (s *Service) ResetPassword(ctx context.Context, in ResetPasswordInput, from Client) (ResetPasswordPayload, error) {
	l, k, err := s.resetting(ctx, in.Token)
	if err != nil {
		return ResetPasswordPayload{}, err
	}
	var p fault.Problems
	if err := s.checkNewPassword(ctx, &p, "newPassword", in.NewPassword, k); err != nil {
		return ResetPasswordPayload{}, err
	}
	if err := p.Err(); err != nil {
		return ResetPasswordPayload{}, err
	}
	if err := s.clearHurdle(ctx, l, k, in.SecurityAnswer, from); err != nil {
		return ResetPasswordPayload{}, err
	}
	hash, err := s.hash(ctx, in.NewPassword)
	if err != nil {
		return ResetPasswordPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.UseLink(ctx, outbox.LetterResetPassword, in.Token); err != nil {
			return err
		}
		return s.reset(ctx, k, l, hash, from)
	})
	return ResetPasswordPayload{Reset: err == nil}, err
}

// clearHurdle wants the answer where a question was asked.
func (s *Service) clearHurdle(ctx context.Context, l Link, k keeper, answer *string, from Client) error {
	q, asked, err := s.hurdle(ctx, l, k)
	if err != nil || !asked {
		return err
	}
	if answer == nil || foldAnswer(*answer) == "" {
		return errAnswerMissing
	}
	right, err := s.proveAnswer(ctx, k.id, q.Key, *answer, from)
	if err != nil || right {
		return err
	}
	err = s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.reset_password", SubjectType: "account", SubjectID: k.id, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errAnswerWrong
}

// resetting reads the link and its account; EXPIRED when either is not good.
func (s *Service) resetting(ctx context.Context, token string) (Link, keeper, error) {
	l, err := s.PeekLink(ctx, outbox.LetterResetPassword, token)
	if err != nil {
		return Link{}, keeper{}, err
	}
	k, err := s.tables.keeper(ctx, l.AccountID)
	if err == nil && k.id == "" {
		err = errLinkOver
	}
	return l, k, err
}

// reset stores the new password and all that follows from it, in the Tx that
// used the link up.
func (s *Service) reset(ctx context.Context, k keeper, l Link, hash string, from Client) error {
	ok, err := s.tables.setPassword(ctx, k.id, hash, store.Micros(s.clock()))
	if err != nil {
		return err
	}
	if !ok {
		return errLinkOver
	}
	if err := s.passwordReplaced(ctx, k); err != nil {
		return err
	}
	if l.Address == k.email && k.verifiedAt == 0 {
		if _, _, err := s.tables.setEmail(ctx, k.id, k.email, store.Micros(s.clock())); err != nil {
			return err
		}
	}
	username, network := foldUsername(k.username), networkOf(from.Address)
	for _, known := range []bool{true, false} {
		if err := s.tables.forget(ctx, s.attemptOn(username, network, known)[0].id); err != nil {
			return err
		}
	}
	if _, err := s.tables.forgetDevices(ctx, k.id); err != nil {
		return err
	}
	if err := s.endAll(ctx, actor.Actor{}, k.id, endPassword); err != nil {
		return err
	}
	return s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.reset_password", SubjectType: "account", SubjectID: k.id, Fields: []string{"password"},
	})
}

// passwordReplaced does what follows from any new password, inside its Tx: links
// and sign-ins that are under way are taken back, and the owner is told.
func (s *Service) passwordReplaced(ctx context.Context, k keeper) error {
	now := store.Micros(s.clock())
	if err := s.tables.voidLinks(ctx, k.id, k.email, now); err != nil {
		return err
	}
	if err := s.tables.endChallenges(ctx, k.id, now); err != nil {
		return err
	}
	return s.WriteLetter(ctx, outbox.Letter{Kind: outbox.LetterNewPassword, AccountID: k.id, Address: k.email})
}

// checkNewPassword adds what is wrong with a new password of that account.
func (s *Service) checkNewPassword(ctx context.Context, p *fault.Problems, field, text string, k keeper) error {
	about, err := s.factsAbout(ctx, k)
	if err == nil {
		checkPassword(p, field, text, about...)
	}
	return err
}

// factsAbout is what others may know of the account's owner.
func (s *Service) factsAbout(ctx context.Context, k keeper) ([]string, error) {
	about := []string{k.username, k.displayName, k.email}
	if k.patientID == "" {
		return about, nil
	}
	person, err := s.people.Person(ctx, k.patientID)
	return append(about, person.facts()...), err
}
