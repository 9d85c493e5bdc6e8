package factor

import (
	"context"
	"crypto/rand"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/qr"
	"patientportal/server/store"
)

// enrollmentLife is how long an app that was begun waits for its first code.
const enrollmentLife = 30 * time.Minute

// StartTotpEnrollmentPayload is what an authenticator app is set up by. It is
// shown once and kept sealed.
type StartTotpEnrollmentPayload struct {
	Secret     string // base32, to be typed
	OtpauthURI string
	QRCodeSVG  string // of OtpauthURI
}

// ConfirmTotpEnrollmentInput is the first code that the app shows.
type ConfirmTotpEnrollmentInput struct{ Code string }

// Validate refuses what is no code of an app.
func (in ConfirmTotpEnrollmentInput) Validate() error {
	var p fault.Problems
	p.Check(isTOTP(account.FoldCode(in.Code)), "code", "account.totp_code_form", "Enter the six digits that the app shows now.")
	return p.Err()
}

// ConfirmTotpEnrollmentPayload is the recovery codes, this once.
type ConfirmTotpEnrollmentPayload struct {
	RecoveryCodes []string
	Account       *account.Account
}

// DisableTotpPayload is the account without its authenticator app.
type DisableTotpPayload struct{ Account *account.Account }

var (
	errTOTPWrong = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.totp_code_wrong", Field: "code",
		Message: "This code is not the one that the app shows now. Check that your phone sets its clock by itself, then try the next code.",
	}
	errEnrollmentOver = fault.New(fault.Expired, "account.totp_enrollment_over",
		"Setting up the authenticator app took too long. Please start again.")
	errNoTOTP = fault.New(fault.Conflict, "account.no_totp", "No authenticator app is set up.")
)

// StartTotpEnrollment draws the secret of an authenticator app for who is
// asking. It counts for nothing until its first code is confirmed; an app from
// before works on until then.
func (s *Service) StartTotpEnrollment(ctx context.Context, who actor.Actor) (StartTotpEnrollmentPayload, error) {
	owner, err := s.accounts.Account(ctx, who)
	if err != nil {
		return StartTotpEnrollmentPayload{}, err
	}
	raw := make([]byte, totpSecretBytes)
	rand.Read(raw) // never fails: it ends the program instead
	app := totp{id: store.NewID()}
	app.sealed = s.keys.Seal(app.place(), raw)
	payload, err := s.totpPayload(owner.Username, raw)
	if err != nil {
		return StartTotpEnrollmentPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.hold(ctx, owner.ID); err != nil {
			return err
		}
		if err := s.tables.addTOTP(ctx, owner.ID, app, store.Micros(s.clock())); err != nil {
			return err
		}
		return s.record(ctx, who, "account.start_totp", owner.ID)
	})
	return payload, err
}

func (s *Service) totpPayload(username string, raw []byte) (StartTotpEnrollmentPayload, error) {
	p := StartTotpEnrollmentPayload{Secret: base32Plain.EncodeToString(raw)}
	p.OtpauthURI = otpauthURI(s.clinic, username, p.Secret)
	var err error
	p.QRCodeSVG, err = qr.SVG(p.OtpauthURI, "QR code for your authenticator app")
	return p, err
}

// ConfirmTotpEnrollment makes the app that was begun last the one that counts,
// by the code that it shows now, and draws ten recovery codes in place of any
// before. Every other session of the account ends, no device is remembered any
// more, and the owner is mailed. It fails with INVALID_INPUT for a wrong code
// and with EXPIRED when nothing was begun in the last half hour.
func (s *Service) ConfirmTotpEnrollment(ctx context.Context, who actor.Actor, in ConfirmTotpEnrollmentInput) (ConfirmTotpEnrollmentPayload, error) {
	if who.AccountID() == "" {
		return ConfirmTotpEnrollmentPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return ConfirmTotpEnrollmentPayload{}, err
	}
	now := s.clock()
	app, err := s.tables.pendingTOTP(ctx, who.AccountID(), store.Micros(now.Add(-enrollmentLife)))
	if err != nil {
		return ConfirmTotpEnrollmentPayload{}, err
	}
	if app.id == "" {
		return ConfirmTotpEnrollmentPayload{}, errEnrollmentOver
	}
	step, right, err := s.stepOf(app, account.FoldCode(in.Code))
	if err != nil {
		return ConfirmTotpEnrollmentPayload{}, err
	}
	if !right {
		return ConfirmTotpEnrollmentPayload{}, errTOTPWrong
	}
	return s.confirmed(ctx, who, app, step)
}

// stepOf finds the step whose code was given, if it can still be used.
func (s *Service) stepOf(app totp, code string) (step int64, right bool, err error) {
	raw, err := s.keys.Open(app.place(), app.sealed)
	if err != nil {
		return 0, false, err
	}
	step, right = matchStep(raw, code, s.clock(), app.lastStep)
	return step, right, nil
}

// confirmed makes the app count from now on.
func (s *Service) confirmed(ctx context.Context, who actor.Actor, app totp, step int64) (ConfirmTotpEnrollmentPayload, error) {
	var payload ConfirmTotpEnrollmentPayload
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.hold(ctx, who.AccountID()); err != nil {
			return err
		}
		first, err := s.tables.confirmTOTP(ctx, who.AccountID(), app, step, store.Micros(s.clock()))
		if err != nil {
			return err
		}
		if !first {
			return errEnrollmentOver
		}
		if payload.RecoveryCodes, err = s.drawRecoveryCodes(ctx, who.AccountID()); err != nil {
			return err
		}
		if err := s.changed(ctx, who, who.AccountID(), outbox.LetterTOTPOn); err != nil {
			return err
		}
		return s.record(ctx, who, "account.confirm_totp", who.AccountID())
	})
	if err != nil {
		return ConfirmTotpEnrollmentPayload{}, err
	}
	payload.Account, err = s.accounts.Account(ctx, who)
	return payload, err
}

// DisableTotp takes the authenticator app off the account of who is asking, and
// with the last second factor its recovery codes. Every other session ends, no
// device is remembered any more, and the owner is mailed. CONFLICT without one.
func (s *Service) DisableTotp(ctx context.Context, who actor.Actor) (DisableTotpPayload, error) {
	if who.AccountID() == "" {
		return DisableTotpPayload{}, fault.ErrUnauthenticated
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.hold(ctx, who.AccountID()); err != nil {
			return err
		}
		there, err := s.tables.removeTOTP(ctx, who.AccountID())
		if err != nil {
			return err
		}
		if !there {
			return errNoTOTP
		}
		if err := s.changed(ctx, who, who.AccountID(), outbox.LetterTOTPOff); err != nil {
			return err
		}
		return s.record(ctx, who, "account.disable_totp", who.AccountID())
	})
	if err != nil {
		return DisableTotpPayload{}, err
	}
	left, err := s.accounts.Account(ctx, who)
	return DisableTotpPayload{Account: left}, err
}
