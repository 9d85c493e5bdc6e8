package account

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// StepUpMethod is a way to prove again who is asking.
type StepUpMethod string

// The ways. The password is enough for accounts without a second factor only.
const StepUpPassword StepUpMethod = "PASSWORD"

// StepUpInput is a fresh proof.
type StepUpInput struct {
	Password *string
}

// Validate refuses an input without a proof.
func (in StepUpInput) Validate() error {
	var p fault.Problems
	given := in.Password != nil && *in.Password != ""
	p.Check(given, "password", "account.password_missing", "Enter your password.")
	p.Check(!given || len(*in.Password) <= maxPasswordBytes, "password", "account.password_too_long", "A password has at most 1,024 bytes.")
	return p.Err()
}

// StepUpPayload is the session after a fresh proof.
type StepUpPayload struct {
	AccessToken  *string   // phones only; takes the place of the one before
	RefreshToken *string   // phones only; the ones before are spent
	ExpiresAt    time.Time // of the access token, or of the browser's session
}

// StepUpOutcome is what came of a fresh proof. For a browser SessionToken takes
// the place of the one in its cookie, until Payload.ExpiresAt; for a phone it is
// empty.
type StepUpOutcome struct {
	Payload      StepUpPayload
	SessionToken string
}

// Like other wrong fields it is mended where it was typed: the session that
// asks stays what it is.
var errStepUpFailed = &fault.Fault{
	Code: fault.InvalidInput, MessageID: "account.step_up_failed", Field: "password",
	Message: "This password is not right.",
}

// errSteppedUpMeanwhile answers the later of two proofs that were given at once.
var errSteppedUpMeanwhile = fault.New(fault.Conflict, "account.stepped_up_meanwhile",
	"It was just confirmed that it is you. Please go on.")

// StepUpMethods are the ways in which who is asking can prove it again.
func (s *Service) StepUpMethods(_ context.Context, who actor.Actor) ([]StepUpMethod, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	return []StepUpMethod{StepUpPassword}, nil
}

// StepUp takes a fresh proof of who is asking. From then on the session counts
// as proven for ten minutes, and its tokens are new ones: those from before stop
// working at once, its id stays. It fails with INVALID_INPUT for a wrong proof,
// with RATE_LIMITED after too many, which are counted together with those of
// signing in, with CONFLICT when the session was stepped up meanwhile, and with
// UNAUTHENTICATED when it ended.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) StepUp(ctx context.Context, who actor.Actor, in StepUpInput, from Client) (StepUpOutcome, error) {
	if who.SessionID() == "" {
		return StepUpOutcome{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return StepUpOutcome{}, err
	}
	account, err := s.Account(ctx, who)
	if err != nil {
		return StepUpOutcome{}, err
	}
	return s.stepUpByPassword(ctx, who, foldUsername(account.Username), *in.Password, networkOf(from.Address))
}

// stepUpByPassword proves the password as a sign-in does, by the same buckets:
// a stolen session gives nobody further guesses.
func (s *Service) stepUpByPassword(ctx context.Context, who actor.Actor, username, password, network string) (StepUpOutcome, error) {
	c, err := s.candidate(ctx, username, network)
	if err != nil {
		return StepUpOutcome{}, err
	}
	try := s.attemptOn(username, network, c.known)
	if err := s.lookBefore(ctx, try); err != nil {
		return StepUpOutcome{}, err
	}
	leave, err := s.gate.enter(ctx, try[0].id)
	if err != nil {
		return StepUpOutcome{}, err
	}
	defer leave()
	p, err := s.prove(ctx, try, c, password)
	if err != nil {
		return StepUpOutcome{}, err
	}
	if !p.right {
		return StepUpOutcome{}, s.refuseStepUp(ctx, who)
	}
	return s.steppedUp(ctx, who, try, func(ctx context.Context) (bool, error) {
		return s.tables.confirmPassword(ctx, c, p.keep)
	})
}

// refuseStepUp records the failure and gives its answer.
func (s *Service) refuseStepUp(ctx context.Context, who actor.Actor) error {
	err := s.trail.Record(ctx, who, audit.Event{
		Action: "account.step_up", SubjectType: "session", SubjectID: who.SessionID(), Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errStepUpFailed
}

// steppedUp changes the session whose proof was right, in one Tx with confirm,
// which says whether the proof still is.
func (s *Service) steppedUp(ctx context.Context, who actor.Actor, try attempt, confirm func(context.Context) (bool, error)) (StepUpOutcome, error) {
	var out StepUpOutcome
	var rotated bool
	// That another was first undoes nothing: the proof was right.
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		still, err := confirm(ctx)
		if err != nil {
			return err
		}
		if !still {
			return errChanged
		}
		if err := s.takeBack(ctx, try); err != nil {
			return err
		}
		out, rotated, err = s.rotate(ctx, who)
		return err
	})
	switch {
	case errors.Is(err, errChanged):
		return StepUpOutcome{}, s.refuseStepUp(ctx, who)
	case err == nil && !rotated:
		return StepUpOutcome{}, errSteppedUpMeanwhile
	}
	return out, err
}

// rotate gives the session its next tokens and notes the proof, inside a Tx;
// false when another proof did so first.
func (s *Service) rotate(ctx context.Context, who actor.Actor) (out StepUpOutcome, rotated bool, err error) {
	now := s.clock()
	l, open, err := s.tables.lifeOf(ctx, who.SessionID())
	if err != nil {
		return out, false, err
	}
	if !open {
		return out, false, fault.ErrUnauthenticated
	}
	if l.client == Mobile {
		l.tokenExpiresAt = min(store.Micros(now.Add(accessLife)), l.expiresAt)
	}
	token, hash := newToken()
	rotated, err = s.tables.rotate(ctx, who, hash, l.tokenExpiresAt, store.Micros(now))
	if err != nil || !rotated {
		return out, false, err
	}
	if out, err = s.handOver(ctx, who.SessionID(), token, l, now); err != nil {
		return out, false, err
	}
	return out, true, s.trail.Record(ctx, who, audit.Event{
		Action: "account.step_up", SubjectType: "session", SubjectID: who.SessionID(),
	})
}

// handOver puts the new token where the client keeps it; a phone's refresh
// tokens rotate with it.
func (s *Service) handOver(ctx context.Context, sessionID, token string, l life, now time.Time) (StepUpOutcome, error) {
	out := StepUpOutcome{Payload: StepUpPayload{ExpiresAt: store.FromMicros(l.tokenExpiresAt)}}
	if l.client == Browser {
		out.SessionToken = token
		return out, nil
	}
	if err := s.tables.spendAll(ctx, sessionID, store.Micros(now)); err != nil {
		return StepUpOutcome{}, err
	}
	refresh, err := s.nextRefreshToken(ctx, sessionID, now, l.expiresAt)
	out.Payload.AccessToken, out.Payload.RefreshToken = &token, &refresh
	return out, err
}
