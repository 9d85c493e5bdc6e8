package contact

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/sms"
	"patientportal/server/store"
)

const (
	codeDigits  = 6
	codeLife    = 10 * time.Minute
	codeTries   = 5
	textsADay   = 5
	codePurpose = "contact.phone"
)

var (
	errNoTexts = fault.New(fault.Conflict, "contact.no_texts", "This clinic sends no text messages.")
	errNotSent = fault.New(fault.Conflict, "contact.not_sent",
		"The text message could not be sent. Check the number, or try again in a few minutes.")
	errTooManyTexts = fault.New(fault.RateLimited, "contact.too_many_texts",
		"We have texted you several times today. Try again tomorrow.")
	errWrongCode = fault.New(fault.InvalidInput, "contact.wrong_code",
		"That is not the code, or it is older than ten minutes. Check it, or ask for another.")
)

// AskForTexts texts a code to the number, which counts once ProvePhone brings
// it back; until then texts go where they went before. It fails with
// INVALID_INPUT for what is no number, with CONFLICT when the text could not be
// sent, and with RATE_LIMITED after five in a day.
func (s *Service) AskForTexts(ctx context.Context, who actor.Actor, in AskForTextsInput) (*ContactPointsPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	if s.Texts == nil {
		return nil, errNoTexts
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	number, code := plainNumber(in.Phone), newCode()
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		now := s.Clock()
		ok, err := s.keepCode(ctx, who.AccountID(), number, s.Keys.KeepCode(codePurpose, who.AccountID(), number, code), now)
		if err != nil {
			return err
		}
		if !ok {
			return errTooManyTexts
		}
		return s.record(ctx, who, "contact.ask_for_texts", audit.OK)
	})
	if err != nil {
		return nil, err
	}
	// Outside the transaction: the gateway may take its time.
	body := fmt.Sprintf("%s is your code for the patient portal of %s. It works for ten minutes. We never ask you for it.", code, s.Clinic)
	if err := s.Texts.Send(ctx, sms.Text{ID: store.NewID(), To: number, Body: body}); err != nil {
		return nil, errNotSent
	}
	return s.payload(ctx, who, nil)
}

// ProvePhone takes the code of the text. It fails with INVALID_INPUT for a
// wrong one, one that is older than ten minutes, and after five tries.
func (s *Service) ProvePhone(ctx context.Context, who actor.Actor, in ProvePhoneInput) (*ContactPointsPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	proven := false
	// A wrong try must stay counted, so that is no error inside.
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		number, kept, err := s.countTry(ctx, who.AccountID(), s.Clock())
		if err != nil {
			return err
		}
		fits, err := s.Keys.CodeFits(kept, codePurpose, who.AccountID(), number, plainCode(in.Code))
		if err != nil || !fits {
			return orRecord(err, func() error { return s.record(ctx, who, "contact.prove_phone", audit.Denied) })
		}
		if proven, err = s.takeNumber(ctx, who.AccountID(), kept, s.Clock()); err != nil || !proven {
			return err
		}
		return s.record(ctx, who, "contact.prove_phone", audit.OK)
	})
	if err == nil && !proven {
		err = errWrongCode
	}
	return s.payload(ctx, who, err)
}

// RemovePhone ends texts. Without a phone it changes nothing.
func (s *Service) RemovePhone(ctx context.Context, who actor.Actor) (*ContactPointsPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.dropPhone(ctx, who.AccountID()); err != nil {
			return err
		}
		return s.record(ctx, who, "contact.remove_phone", audit.OK)
	})
	return s.payload(ctx, who, err)
}

func orRecord(err error, record func() error) error {
	if err != nil {
		return err
	}
	return record()
}

// newCode draws six digits.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // never: crypto/rand ends the program instead
	}
	return fmt.Sprintf("%06d", n)
}
