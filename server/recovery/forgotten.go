package recovery

import (
	"context"
	"strings"
	"time"
	"unicode"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
)

// The doors at which requests are counted.
const (
	doorUsername = "username" // a forgotten username
	doorReset    = "reset"    // a forgotten password
)

// resetLife is how long a link to a new password is good.
const resetLife = 30 * time.Minute

// mostResets is to how many accounts of one address links are mailed at once,
// those made last. Always as many are stored: those that lead nowhere cost what
// the others do.
const mostResets = 4

// RecoverUsername mails the username of the patient's own account to its
// address. The answer is the same whether there is such a patient, account or
// address, after the same reads and writes. It fails with INVALID_INPUT for what
// is missing and with RATE_LIMITED after too many tries for one clinic number,
// from one network, or in all.
func (s *Service) RecoverUsername(ctx context.Context, in RecoverUsernameInput, from account.Client) (RecoverUsernamePayload, error) {
	if err := in.Validate(); err != nil {
		return RecoverUsernamePayload{}, err
	}
	patientID, err := s.People.FindPerson(ctx, account.Person(in))
	if err != nil {
		return RecoverUsernamePayload{}, err
	}
	o, err := s.Accounts.OwnerOf(ctx, patientID, from)
	if err != nil {
		return RecoverUsernamePayload{}, err
	}
	if err := s.Accounts.CountMail(ctx, doorUsername, plainNumber(in.ClinicNumber), o.Known, from); err != nil {
		return RecoverUsernamePayload{}, err
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		return s.mailUsername(ctx, o, patientID)
	})
	return RecoverUsernamePayload{Accepted: err == nil}, err
}

func (s *Service) mailUsername(ctx context.Context, o account.Owner, patientID string) error {
	err := s.Accounts.WriteLetter(ctx, outbox.Letter{
		Kind: outbox.LetterUsername, AccountID: o.ID, Address: o.Email,
		Items: []outbox.LetterItem{{Username: o.Username}},
	})
	if err != nil {
		return err
	}
	return s.Trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.recover_username", SubjectType: "account", SubjectID: o.ID, PatientID: patientID,
		Outcome: outcomeFor(o.ID),
	})
}

// RequestPasswordReset mails a link to a new password to the account of that
// username, or to those of that email address, each named with a link of its
// own. The answer is the same whether there is one, after the same reads and
// writes. It fails as RecoverUsername does.
func (s *Service) RequestPasswordReset(ctx context.Context, in RequestPasswordResetInput, from account.Client) (RequestPasswordResetPayload, error) {
	if err := in.Validate(); err != nil {
		return RequestPasswordResetPayload{}, err
	}
	owners, err := s.Accounts.OwnersNamed(ctx, in.UsernameOrEmail, mostResets, from)
	if err != nil {
		return RequestPasswordResetPayload{}, err
	}
	known := len(owners) > 0 && owners[0].Known
	if err := s.Accounts.CountMail(ctx, doorReset, account.FoldUsername(in.UsernameOrEmail), known, from); err != nil {
		return RequestPasswordResetPayload{}, err
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error { return s.mailResets(ctx, owners) })
	return RequestPasswordResetPayload{Accepted: err == nil}, err
}

// mailResets writes one letter with a link for each of the owners.
func (s *Service) mailResets(ctx context.Context, owners []account.Owner) error {
	links := make([]account.NewLink, mostResets)
	for i := range links {
		links[i] = account.NewLink{Kind: outbox.LetterResetPassword, Life: resetLife}
		if i < len(owners) {
			links[i].AccountID, links[i].Address = owners[i].ID, owners[i].Email
		}
	}
	ids, err := s.Accounts.MakeLinks(ctx, links...)
	if err != nil {
		return err
	}
	letter := outbox.Letter{Kind: outbox.LetterResetPassword}
	for i, o := range owners {
		letter.Items = append(letter.Items, outbox.LetterItem{Username: o.Username, LinkID: ids[i]})
	}
	if len(owners) > 0 {
		letter.AccountID, letter.Address = owners[0].ID, owners[0].Email
	}
	if err := s.Accounts.WriteLetter(ctx, letter); err != nil {
		return err
	}
	return s.Trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.request_password_reset", SubjectType: "account", SubjectID: letter.AccountID,
		Outcome: outcomeFor(letter.AccountID),
	})
}

// plainNumber is a number without what people type between its digits.
func plainNumber(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, number)
}

// outcomeFor says whether anything came of it.
func outcomeFor(accountID string) string {
	if accountID == "" {
		return audit.Denied
	}
	return audit.OK
}
