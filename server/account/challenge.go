package account

import (
	"context"
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

const (
	challengeLife = 10 * time.Minute
	mostGuesses   = 10 // at one challenge; then the password is asked for again
	maxCode       = 64 // bytes
)

var (
	errChallengeOver = fault.New(fault.Expired, "account.challenge_over",
		"Signing in took too long. Please start again with your username and password.")
	// One answer, whatever is wrong with a code and whichever it was.
	errCodeWrong = fault.New(fault.Unauthenticated, "account.second_factor_failed",
		"This code is not right, or was used before.")
	errPasskeyWrong = fault.New(fault.Unauthenticated, "account.second_factor_failed",
		"This passkey is not one of your account's.")
)

// SecondFactorRequired says that the password was right and that one more proof
// opens the session. The id opens nothing by itself.
type SecondFactorRequired struct {
	ChallengeID string
	Methods     []SecondFactorMethod
	ExpiresAt   time.Time
}

// IsSignInResult is for the union.
func (SecondFactorRequired) IsSignInResult() {}

// VerifySecondFactorInput is the second proof of a sign-in.
type VerifySecondFactorInput struct {
	ChallengeID    string
	Method         SecondFactorMethod
	Code           string  // by TOTP and RECOVERY_CODE; spaces, dashes and the size of letters do not count
	PasskeyAnswer          // by PASSKEY; see StartPasskeyVerification
	RememberDevice bool    // ask for no second proof on this device for 30 days
	DeviceName     *string // what the sign-in said when nil or blank
}

// Validate reports every problem at once, as fault.Invalid.
func (in VerifySecondFactorInput) Validate() error {
	var p fault.Problems
	p.Check(in.ChallengeID != "", "challengeId", "account.challenge_missing", "Which sign-in?")
	known := []SecondFactorMethod{MethodTOTP, MethodRecoveryCode, MethodPasskey}
	p.Check(slices.Contains(known, in.Method), "method", "account.method", "A method is TOTP, RECOVERY_CODE or PASSKEY.")
	if in.Method == MethodPasskey {
		in.Check(&p)
	} else {
		p.Check(FoldCode(in.Code) != "", "code", "account.code_missing", "Enter the code.")
		p.Check(len(in.Code) <= maxCode, "code", "account.code_too_long", "This is longer than any code.")
	}
	if in.DeviceName != nil {
		p.Check(utf8.RuneCountInString(*in.DeviceName) <= maxDeviceName, "deviceName", "account.device_name_too_long", "A device name has at most 80 characters.")
	}
	return p.Err()
}

// ask makes the challenge that a right password earns where a second factor is
// set up; inside a Tx.
func (s *Service) ask(ctx context.Context, in SignInInput, from Client, accountID string) (*SecondFactorRequired, error) {
	now := s.clock()
	kind := kindOf(in.Client)
	c := challenge{
		id: store.NewID(), accountID: accountID, client: kind,
		deviceName: deviceName(in.DeviceName, kind, from.UserAgent), expiresAt: store.Micros(now.Add(challengeLife)),
	}
	if err := s.tables.addChallenge(ctx, c, store.Micros(now)); err != nil {
		return nil, err
	}
	if err := s.record(ctx, actor.Actor{}, "account.challenge", accountID); err != nil {
		return nil, err
	}
	return s.required(ctx, c)
}

// record adds a row about the account to the trail.
func (s *Service) record(ctx context.Context, who actor.Actor, action, accountID string) error {
	return s.trail.Record(ctx, who, audit.Event{Action: action, SubjectType: "account", SubjectID: accountID})
}

func (s *Service) required(ctx context.Context, c challenge) (*SecondFactorRequired, error) {
	methods, err := s.factors.Methods(ctx, c.accountID)
	if err != nil {
		return nil, err
	}
	return &SecondFactorRequired{ChallengeID: c.id, Methods: methods, ExpiresAt: store.FromMicros(c.expiresAt)}, nil
}

// SignInChallenge gives a sign-in that waits for its second proof, for a page
// that was loaded again; nil when it is over or never was.
func (s *Service) SignInChallenge(ctx context.Context, challengeID string) (*SecondFactorRequired, error) {
	c, err := s.openChallenge(ctx, challengeID)
	if errors.Is(err, errChallengeOver) {
		return nil, nil //nolint:nilnil // null is the contract's answer, not a failure
	}
	if err != nil {
		return nil, err
	}
	return s.required(ctx, c)
}

// VerifySecondFactor opens the session that the password and a second proof have
// earned together. A wrong or used code, and a passkey that is not the account's,
// fail with UNAUTHENTICATED and leave the challenge open; after ten of them,
// after ten minutes, once it was met, and for what is no challenge it is EXPIRED,
// and so is the answer to a passkey's ceremony that is over; too many wrong
// proofs for the account fail with RATE_LIMITED, whichever challenges they were
// for.
func (s *Service) VerifySecondFactor(ctx context.Context, in VerifySecondFactorInput, from Client) (SignInOutcome, error) {
	if err := in.Validate(); err != nil {
		return SignInOutcome{}, err
	}
	c, err := s.openChallenge(ctx, in.ChallengeID)
	if err != nil {
		return SignInOutcome{}, err
	}
	try, err := s.attemptOnCodeFrom(ctx, c.accountID, networkOf(from.Address))
	if err != nil {
		return SignInOutcome{}, err
	}
	if err := s.guess(ctx, c, try); err != nil {
		return SignInOutcome{}, err
	}
	if in.Method != MethodPasskey {
		return s.meet(ctx, c, in, from, try, s.spendCode(c.accountID, in.Method, in.Code), errCodeWrong)
	}
	spend, err := s.spendPasskey(ctx, PasskeyVerify, c.id, c.accountID, in.PasskeyAnswer, from)
	if err != nil {
		return SignInOutcome{}, err
	}
	return s.meet(ctx, c, in, from, try, spend, errPasskeyWrong)
}

func (s *Service) openChallenge(ctx context.Context, id string) (challenge, error) {
	if Plain(id) != id {
		return challenge{}, errChallengeOver // PostgreSQL would not even look for it
	}
	c, open, err := s.tables.challenge(ctx, id, store.Micros(s.clock()))
	if err == nil && !open {
		err = errChallengeOver
	}
	return c, err
}

// guess counts a proof before it is looked at, for the challenge and for the
// account.
func (s *Service) guess(ctx context.Context, c challenge, try attempt) error {
	if err := s.lookBefore(ctx, try); err != nil {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		open, err := s.tables.failChallenge(ctx, c.id)
		if err != nil {
			return err
		}
		if !open {
			return errChallengeOver
		}
		return s.letIn(ctx, try)
	})
}

// meet opens the session if the proof is right, in one Tx with its use and the
// challenge's end; wrong is the answer if it is not.
func (s *Service) meet(ctx context.Context, c challenge, in VerifySecondFactorInput, from Client, try attempt, spend spending, wrong error) (SignInOutcome, error) {
	var out SignInOutcome
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		// Held first, so that no session opens beside the closing of its account.
		open, err := s.tables.holdOpen(ctx, c.accountID)
		if err != nil {
			return err
		}
		if !open {
			return errChallengeOver
		}
		first, err := s.tables.endChallenge(ctx, c.id, store.Micros(s.clock()))
		if err != nil {
			return err
		}
		if !first {
			return errChallengeOver
		}
		right, err := spend(ctx)
		if err != nil {
			return err
		}
		if !right {
			return errChanged
		}
		if err := s.takeBack(ctx, try); err != nil {
			return err
		}
		out, err = s.enter(ctx, c, in, from)
		return err
	})
	if errors.Is(err, errChanged) {
		if err := s.refuseCode(ctx, actor.Actor{}, c.accountID); err != nil {
			return SignInOutcome{}, err
		}
		return SignInOutcome{}, wrong
	}
	return out, err
}

// enter begins the session of a challenge that was met.
func (s *Service) enter(ctx context.Context, c challenge, in VerifySecondFactorInput, from Client) (SignInOutcome, error) {
	name := deviceName(in.DeviceName, c.client, "")
	if in.DeviceName == nil || Plain(*in.DeviceName) == "" {
		name = c.deviceName
	}
	out, err := s.begin(ctx, entrance{accountID: c.accountID, client: c.client, deviceName: &name, from: from})
	if err != nil || !in.RememberDevice {
		return out, err
	}
	return s.remember(ctx, out, c, name)
}
