package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// verifyLife is how long somebody has to look into their mail.
const verifyLife = 3 * 24 * time.Hour

var errNoEmail = fault.New(fault.Conflict, "account.no_email", "There is no email address on this account.")

// VerifyEmailInput is the link that proves an address.
type VerifyEmailInput struct{ Token string }

// VerifyEmailPayload says that the address is the account's.
type VerifyEmailPayload struct{ Verified bool }

// ResendVerificationPayload says that the mail is on its way.
type ResendVerificationPayload struct{ Accepted bool }

// SendVerification mails the link that proves the account's address, inside the
// Tx that gave it. For rooms to the left: they have decided that the account is
// to be asked.
func (s *Service) SendVerification(ctx context.Context, accountID, address string) error {
	linkID, err := s.MakeLink(ctx, NewLink{
		Kind: outbox.LetterVerifyEmail, AccountID: accountID, Address: address, Life: verifyLife,
	})
	if err != nil {
		return err
	}
	return s.WriteLetter(ctx, outbox.Letter{
		Kind: outbox.LetterVerifyEmail, AccountID: accountID, Address: address,
		Items: []outbox.LetterItem{{LinkID: linkID}},
	})
}

// ResendVerification mails that link again to who is asking; nothing when the
// address is proven already. CONFLICT without an address, RATE_LIMITED after
// too many mails.
func (s *Service) ResendVerification(ctx context.Context, who actor.Actor, from Client) (ResendVerificationPayload, error) {
	account, err := s.Account(ctx, who)
	if err != nil {
		return ResendVerificationPayload{}, err
	}
	switch {
	case account.Email == nil:
		return ResendVerificationPayload{}, errNoEmail
	case account.EmailVerified:
		return ResendVerificationPayload{Accepted: true}, nil
	}
	if err := s.countAt(ctx, s.attemptAt(doorMail, account.ID, networkOf(from.Address), false)); err != nil {
		return ResendVerificationPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.SendVerification(ctx, account.ID, *account.Email); err != nil {
			return err
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.resend_verification", SubjectType: "account", SubjectID: account.ID,
		})
	})
	return ResendVerificationPayload{Accepted: err == nil}, err
}

// VerifyEmail makes the address that a link was mailed to the account's proven
// one; the address before it, if another, is told. Anybody with the link may: it
// is the proof. EXPIRED when the link is over, also when the account is disabled.
func (s *Service) VerifyEmail(ctx context.Context, in VerifyEmailInput) (VerifyEmailPayload, error) {
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		l, err := s.UseLink(ctx, outbox.LetterVerifyEmail, in.Token)
		if err != nil {
			return err
		}
		before, ok, err := s.tables.setEmail(ctx, l.AccountID, l.Address, store.Micros(s.clock()))
		if err != nil {
			return err
		}
		if !ok {
			return ErrLinkOver
		}
		if err := s.tables.voidLinks(ctx, l.AccountID, l.Address, store.Micros(s.clock())); err != nil {
			return err
		}
		if before != "" && before != l.Address {
			if err := s.WriteLetter(ctx, outbox.Letter{Kind: outbox.LetterEmailChanged, AccountID: l.AccountID, Address: before}); err != nil {
				return err
			}
		}
		return s.trail.Record(ctx, actor.Actor{}, audit.Event{
			Action: "account.verify_email", SubjectType: "account", SubjectID: l.AccountID, Fields: []string{"email"},
		})
	})
	return VerifyEmailPayload{Verified: err == nil}, err
}
