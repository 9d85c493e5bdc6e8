package account

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// StepUpMethod is a way to prove again who is asking.
type StepUpMethod string

// StepUpPassword is enough for accounts without a second factor; for others it
// takes a SecondFactorMethod.
const StepUpPassword StepUpMethod = "PASSWORD"

// StepUpInput is a fresh proof: one of them.
type StepUpInput struct {
	Password      *string
	Code          *string // of an authenticator app, or a recovery code
	PasskeyAnswer         // what the browser was asked for by its session
}

// Validate reports every problem at once, as fault.Invalid.
func (in StepUpInput) Validate() error {
	var p fault.Problems
	password, code := value(in.Password), value(in.Code)
	byPasskey := in.PasskeyAnswer != PasskeyAnswer{}
	if byPasskey {
		in.Check(&p)
	}
	p.Check(password != "" || FoldCode(code) != "" || byPasskey, "password", "account.password_missing", "Enter your password.")
	p.Check((password == "" || code == "") && (password+code == "" || !byPasskey), "code", "account.one_proof", "Give one proof, not several.")
	p.Check(len(password) <= maxPasswordBytes, "password", "account.password_too_long", "A password has at most 1,024 bytes.")
	p.Check(len(code) <= maxCode, "code", "account.code_too_long", "This is longer than any code.")
	return p.Err()
}

func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// Like other wrong fields these are mended where they were typed: the session
// that asks stays what it is.
var (
	errStepUpPassword = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.step_up_failed", Field: "password",
		Message: "This password is not right.",
	}
	errStepUpCode = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.step_up_failed", Field: "code",
		Message: "This code is not right, or was used before.",
	}
	errStepUpPasskey = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.step_up_failed", Field: "credentialJson",
		Message: "This passkey is not one of your account's.",
	}
	errCodeNeeded = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.step_up_code_needed", Field: "code",
		Message: "Your account has a second factor: use it, or a recovery code, instead of the password.",
	}
)

// errSteppedUpMeanwhile answers the later of two proofs that were given at once.
var errSteppedUpMeanwhile = fault.New(fault.Conflict, "account.stepped_up_meanwhile",
	"It was just confirmed that it is you. Please go on.")

// StepUpMethods are the ways in which who is asking can prove it again.
func (s *Service) StepUpMethods(ctx context.Context, who actor.Actor) ([]StepUpMethod, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	methods, err := s.factors.Methods(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	if len(methods) == 0 {
		return []StepUpMethod{StepUpPassword}, nil
	}
	var list []StepUpMethod
	for _, m := range methods {
		list = append(list, StepUpMethod(m))
	}
	return list, nil
}

// StepUp takes a fresh proof of who is asking: the password, and for an account
// with a second factor one of its codes or passkeys instead. From then on the session counts
// as proven for ten minutes, and its tokens are new ones: those from before stop
// working at once, its id stays. It fails with INVALID_INPUT for a wrong proof
// and for a password where a second factor is needed, with EXPIRED for the answer
// to a passkey's ceremony that is over, with RATE_LIMITED after too many,
// which are counted together with those of signing in, with CONFLICT when the
// session was stepped up meanwhile, and with UNAUTHENTICATED when it ended.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) StepUp(ctx context.Context, who actor.Actor, in StepUpInput, from Client) (StepUpOutcome, error) {
	if who.SessionID() == "" {
		return StepUpOutcome{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return StepUpOutcome{}, err
	}
	network := networkOf(from.Address)
	if code := value(in.Code); code != "" {
		return s.stepUpByCode(ctx, who, code, network)
	}
	if in.PasskeyAnswer != (PasskeyAnswer{}) {
		return s.stepUpByPasskey(ctx, who, in.PasskeyAnswer, from)
	}
	account, err := s.Account(ctx, who)
	if err != nil {
		return StepUpOutcome{}, err
	}
	return s.stepUpByPassword(ctx, who, FoldUsername(account.Username), *in.Password, network)
}

func (s *Service) stepUpByCode(ctx context.Context, who actor.Actor, code, network string) (StepUpOutcome, error) {
	try, err := s.guessAgain(ctx, who, network)
	if err != nil {
		return StepUpOutcome{}, err
	}
	return s.steppedUp(ctx, who, try, s.spendCode(who.AccountID(), "", code), errStepUpCode)
}

func (s *Service) stepUpByPasskey(ctx context.Context, who actor.Actor, in PasskeyAnswer, from Client) (StepUpOutcome, error) {
	try, err := s.guessAgain(ctx, who, networkOf(from.Address))
	if err != nil {
		return StepUpOutcome{}, err
	}
	spend, err := s.spendPasskey(ctx, PasskeyStepUp, who.SessionID(), who.AccountID(), in, from)
	if err != nil {
		return StepUpOutcome{}, err
	}
	return s.steppedUp(ctx, who, try, spend, errStepUpPasskey)
}

// guessAgain counts a second proof of who is signed in before it is looked at.
func (s *Service) guessAgain(ctx context.Context, who actor.Actor, network string) (attempt, error) {
	try, err := s.attemptOnCodeFrom(ctx, who.AccountID(), network)
	if err != nil {
		return nil, err
	}
	if err := s.lookBefore(ctx, try); err != nil {
		return nil, err
	}
	return try, s.letIn(ctx, try)
}

// stepUpByPassword proves the password as a sign-in does, by the same buckets:
// a stolen session gives nobody further guesses.
func (s *Service) stepUpByPassword(ctx context.Context, who actor.Actor, username, password, network string) (StepUpOutcome, error) {
	c, err := s.candidate(ctx, username, network)
	if err != nil {
		return StepUpOutcome{}, err
	}
	if c.factorAt != 0 {
		return StepUpOutcome{}, errCodeNeeded
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
		return StepUpOutcome{}, s.refuseStepUp(ctx, who, errStepUpPassword)
	}
	return s.steppedUp(ctx, who, try, func(ctx context.Context) (bool, error) {
		return s.tables.confirmPassword(ctx, c, p.keep)
	}, errStepUpPassword)
}

// refuseStepUp records the failure and gives its answer.
func (s *Service) refuseStepUp(ctx context.Context, who actor.Actor, answer error) error {
	err := s.trail.Record(ctx, who, audit.Event{
		Action: "account.step_up", SubjectType: "session", SubjectID: who.SessionID(), Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return answer
}

// steppedUp changes the session if the proof is right, in one Tx with its use;
// wrong is the answer if it is not.
func (s *Service) steppedUp(ctx context.Context, who actor.Actor, try attempt, use spending, wrong error) (StepUpOutcome, error) {
	var out StepUpOutcome
	var rotated bool
	// That another was first undoes nothing: the proof was right.
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		right, err := use(ctx)
		if err != nil {
			return err
		}
		if !right {
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
		return StepUpOutcome{}, s.refuseStepUp(ctx, who, wrong)
	case err == nil && !rotated:
		return StepUpOutcome{}, errSteppedUpMeanwhile
	}
	return out, err
}
