package account

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// StepUpAge is how long a fresh proof of identity counts.
const StepUpAge = 10 * time.Minute

// ErrStepUp asks for a fresh proof; see StepUp.
var ErrStepUp = fault.New(fault.StepUpRequired, "step_up", "Please confirm that it is you.")

var (
	errPasswordWrong = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.current_password_wrong", Field: "currentPassword",
		Message: "This is not your password.",
	}
	errPasswordSame = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.password_same", Field: "newPassword",
		Message: "Choose another password than the one you have.",
	}
	errPasswordChanged = fault.New(fault.Conflict, "account.password_changed_meanwhile",
		"Your password was changed meanwhile. Sign in again.")
)

// ChangePasswordInput is a new password. The current one is a proof for accounts
// without a second factor; others step up first.
type ChangePasswordInput struct {
	CurrentPassword *string
	NewPassword     string
}

// ChangePasswordPayload is the account, and the session's next tokens.
type ChangePasswordPayload struct {
	Account      *Account
	AccessToken  *string // phones only; takes the place of the one before
	RefreshToken *string // phones only; the ones before are spent
	ExpiresAt    time.Time
}

// ChangePasswordOutcome is what came of it. For a browser SessionToken takes the
// place of the one in its cookie, until Payload.ExpiresAt.
type ChangePasswordOutcome struct {
	Payload      ChangePasswordPayload
	SessionToken string
}

// ChangePassword gives who is asking a new password: all other sessions end,
// this one gets new tokens, and a mail says so. It wants the current password or
// a step-up that is not ten minutes old, STEP_UP_REQUIRED without either, and
// fails with INVALID_INPUT when the current password is wrong or the new one is
// not good enough, with RATE_LIMITED after too many wrong ones, and with
// CONFLICT when somebody else changed it meanwhile.
//
// It hashes up to three times, so it is never called inside a Tx.
func (s *Service) ChangePassword(ctx context.Context, who actor.Actor, in ChangePasswordInput, from Client) (ChangePasswordOutcome, error) {
	if who.SessionID() == "" {
		return ChangePasswordOutcome{}, fault.ErrUnauthenticated
	}
	k, err := s.tables.keeper(ctx, who.AccountID())
	if err != nil {
		return ChangePasswordOutcome{}, err
	}
	provenAt, err := s.proveKeeper(ctx, who, k, in.CurrentPassword, networkOf(from.Address))
	if err != nil {
		return ChangePasswordOutcome{}, err
	}
	var p fault.Problems
	if err := s.CheckNewPassword(ctx, &p, "newPassword", in.NewPassword, k); err != nil {
		return ChangePasswordOutcome{}, err
	}
	if err := p.Err(); err != nil {
		return ChangePasswordOutcome{}, err
	}
	hash, err := s.hashAnother(ctx, k, in.NewPassword)
	if err != nil {
		return ChangePasswordOutcome{}, err
	}
	var out StepUpOutcome
	err = s.store.Tx(ctx, func(ctx context.Context) (err error) {
		out, err = s.change(ctx, who, k, hash, provenAt)
		return err
	})
	if err != nil {
		return ChangePasswordOutcome{}, err
	}
	return s.changed(ctx, who, out)
}

// proveKeeper is when who is asking was last proven: now by the current
// password, where that is enough, else at the last step-up. That is noted a
// microsecond later, for of all who come with one token the first alone is to
// find it as it was.
func (s *Service) proveKeeper(ctx context.Context, who actor.Actor, k Keeper, current *string, network string) (time.Time, error) {
	fresh := s.clock().Sub(who.SteppedUpAt()) <= StepUpAge
	before := who.SteppedUpAt().Add(time.Microsecond)
	if value(current) == "" {
		if !fresh {
			return time.Time{}, ErrStepUp
		}
		return before, nil
	}
	if err := s.proveCurrent(ctx, who, k, *current, network); err != nil {
		return time.Time{}, err
	}
	switch {
	case !k.HasFactor:
		return s.clock(), nil
	case fresh:
		return before, nil
	}
	return time.Time{}, ErrStepUp
}

// proveCurrent compares the current password, counted with the sign-ins: a
// stolen session gives nobody further guesses.
func (s *Service) proveCurrent(ctx context.Context, who actor.Actor, k Keeper, current, network string) error {
	if len(current) > maxPasswordBytes {
		return errPasswordWrong
	}
	c, err := s.candidate(ctx, FoldUsername(k.Username), network)
	if err != nil {
		return err
	}
	try := s.attemptOn(FoldUsername(k.Username), network, c.known)
	if err := s.lookBefore(ctx, try); err != nil {
		return err
	}
	leave, err := s.gate.enter(ctx, try[0].id)
	if err != nil {
		return err
	}
	defer leave()
	p, err := s.prove(ctx, try, c, current)
	if err != nil {
		return err
	}
	if p.right {
		return s.store.Tx(ctx, func(ctx context.Context) error { return s.takeBack(ctx, try) })
	}
	err = s.trail.Record(ctx, who, audit.Event{
		Action: "account.change_password", SubjectType: "account", SubjectID: k.ID, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errPasswordWrong
}

// hashAnother hashes a password that is not the one the account has.
func (s *Service) hashAnother(ctx context.Context, k Keeper, text string) (string, error) {
	leave, err := s.gate.enter(ctx, k.ID)
	if err != nil {
		return "", err
	}
	defer leave()
	same, _, err := s.hasher.Verify(text, k.passwordHash)
	if err != nil {
		return "", fmt.Errorf("comparing a new password with the old one: %w", err)
	}
	if same {
		return "", errPasswordSame
	}
	hash, err := s.hasher.Hash(text)
	if err != nil {
		return "", fmt.Errorf("hashing a new password: %w", err)
	}
	return hash, nil
}

// change stores the new password and all that follows from it; inside a Tx.
func (s *Service) change(ctx context.Context, who actor.Actor, k Keeper, hash string, provenAt time.Time) (StepUpOutcome, error) {
	now := store.Micros(s.clock())
	ok, err := s.tables.replacePassword(ctx, k.ID, k.passwordHash, hash, now)
	if err != nil {
		return StepUpOutcome{}, err
	}
	if !ok {
		return StepUpOutcome{}, errPasswordChanged
	}
	if err := s.passwordReplaced(ctx, k); err != nil {
		return StepUpOutcome{}, err
	}
	if err := s.endOthers(ctx, who, k.ID, endPassword); err != nil {
		return StepUpOutcome{}, err
	}
	out, renewed, err := s.renewTokens(ctx, who, provenAt)
	if err != nil {
		return StepUpOutcome{}, err
	}
	if !renewed {
		return StepUpOutcome{}, errSteppedUpMeanwhile
	}
	return out, s.trail.Record(ctx, who, audit.Event{
		Action: "account.change_password", SubjectType: "account", SubjectID: k.ID, Fields: []string{"password"},
	})
}

// changed is the answer, with what the session owes from now on.
func (s *Service) changed(ctx context.Context, who actor.Actor, out StepUpOutcome) (ChangePasswordOutcome, error) {
	now, _, err := s.Current(ctx, who.SessionID())
	if err != nil {
		return ChangePasswordOutcome{}, err
	}
	account, err := s.Account(ctx, now)
	payload := ChangePasswordPayload{
		Account: account, AccessToken: out.Payload.AccessToken, RefreshToken: out.Payload.RefreshToken, ExpiresAt: out.Payload.ExpiresAt,
	}
	return ChangePasswordOutcome{Payload: payload, SessionToken: out.SessionToken}, err
}
