package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// ChangeEmailInput is another address.
type ChangeEmailInput struct{ Email string }

// Validate wants an address.
func (in ChangeEmailInput) Validate() error {
	var p fault.Problems
	p.Check(in.Email != "", "email", "account.email_missing", "Enter an email address.")
	checkEmail(&p, "email", in.Email)
	return p.Err()
}

// ChangeEmailPayload is the one answer, whether or not the address is known.
type ChangeEmailPayload struct{ Accepted bool }

// ChangeEmail mails a link to another address, which takes the place of the
// account's once the link was followed, and tells the address that it has now.
// Other accounts may have that address too, and nothing tells whether one does.
// RATE_LIMITED after too many mails.
func (s *Service) ChangeEmail(ctx context.Context, who actor.Actor, in ChangeEmailInput, from Client) (ChangeEmailPayload, error) {
	if err := in.Validate(); err != nil {
		return ChangeEmailPayload{}, err
	}
	account, err := s.Account(ctx, who)
	if err != nil {
		return ChangeEmailPayload{}, err
	}
	if err := s.countAt(ctx, s.attemptAt(doorMail, account.ID, networkOf(from.Address), false)); err != nil {
		return ChangeEmailPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.SendVerification(ctx, account.ID, in.Email); err != nil {
			return err
		}
		if old := value(account.Email); old != "" && old != in.Email {
			if err := s.WriteLetter(ctx, outbox.Letter{Kind: outbox.LetterEmailAsked, AccountID: account.ID, Address: old}); err != nil {
				return err
			}
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.change_email", SubjectType: "account", SubjectID: account.ID, Fields: []string{"email"},
		})
	})
	return ChangeEmailPayload{Accepted: err == nil}, err
}
