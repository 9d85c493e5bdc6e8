package recovery

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

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
func (s *Service) hurdle(ctx context.Context, l account.Link, k account.Keeper) (SecurityQuestion, bool, error) {
	if k.HasFactor {
		return SecurityQuestion{}, false, nil
	}
	return s.questionFor(ctx, k.ID, l.ID)
}

// ResetPassword gives the account of the link a new password. The link is used
// up, every session ends, failed sign-ins are forgotten, the address counts as
// proven, and a mail says so. EXPIRED when the link is over or its account is
// disabled; INVALID_INPUT when the password is not good enough or the answer to
// the security question not right, which leaves the link as it is; RATE_LIMITED
// after too many answers.
//
// It hashes for a tenth of a second or two, so it is never called inside a Tx.
func (s *Service) ResetPassword(ctx context.Context, in ResetPasswordInput, from account.Client) (ResetPasswordPayload, error) {
	l, k, err := s.resetting(ctx, in.Token)
	if err != nil {
		return ResetPasswordPayload{}, err
	}
	var p fault.Problems
	if err := s.Accounts.CheckNewPassword(ctx, &p, "newPassword", in.NewPassword, k); err != nil {
		return ResetPasswordPayload{}, err
	}
	if err := p.Err(); err != nil {
		return ResetPasswordPayload{}, err
	}
	if err := s.clearHurdle(ctx, l, k, in.SecurityAnswer, from); err != nil {
		return ResetPasswordPayload{}, err
	}
	kept, err := s.Accounts.HashAll(ctx, "new password", in.NewPassword)
	if err != nil {
		return ResetPasswordPayload{}, err
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.Accounts.UseLink(ctx, outbox.LetterResetPassword, in.Token); err != nil {
			return err
		}
		return s.reset(ctx, k, l, kept[0], from)
	})
	return ResetPasswordPayload{Reset: err == nil}, err
}

// clearHurdle wants the answer where a question was asked.
func (s *Service) clearHurdle(ctx context.Context, l account.Link, k account.Keeper, answer *string, from account.Client) error {
	q, asked, err := s.hurdle(ctx, l, k)
	if err != nil || !asked {
		return err
	}
	if answer == nil || foldAnswer(*answer) == "" {
		return errAnswerMissing
	}
	right, err := s.proveAnswer(ctx, k.ID, q.Key, *answer, from)
	if err != nil || right {
		return err
	}
	err = s.Trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.reset_password", SubjectType: "account", SubjectID: k.ID, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errAnswerWrong
}

// resetting reads the link and its account; EXPIRED when either is not good.
func (s *Service) resetting(ctx context.Context, token string) (account.Link, account.Keeper, error) {
	l, err := s.Accounts.PeekLink(ctx, outbox.LetterResetPassword, token)
	if err != nil {
		return account.Link{}, account.Keeper{}, err
	}
	k, err := s.Accounts.Keeper(ctx, l.AccountID)
	if err == nil && k.ID == "" {
		err = account.ErrLinkOver
	}
	return l, k, err
}

// reset stores the new password and all that follows from it, in the Tx that
// used the link up.
func (s *Service) reset(ctx context.Context, k account.Keeper, l account.Link, hash string, from account.Client) error {
	ok, err := s.Accounts.ReplacePassword(ctx, k, hash, from)
	if err != nil {
		return err
	}
	if !ok {
		return account.ErrLinkOver
	}
	if l.Address == k.Email && !k.EmailProven {
		if err := s.Accounts.ProveEmail(ctx, k.ID, k.Email); err != nil {
			return err
		}
	}
	return s.Trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.reset_password", SubjectType: "account", SubjectID: k.ID, Fields: []string{"password"},
	})
}
