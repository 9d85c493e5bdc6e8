package account

import (
	"context"
	"strings"
	"time"
	"unicode"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// resetLife is how long a link to a new password is good.
const resetLife = 30 * time.Minute

// mostResets is to how many accounts of one address links are mailed at once,
// those made last. Always as many are stored: those that lead nowhere cost what
// the others do.
const mostResets = 4

// owner is an account that mail can reach.
type owner struct {
	id, username, email string
	known               bool // was signed in from that network lately
}

// RecoverUsername mails the username of the patient's own account to its
// address. The answer is the same whether there is such a patient, account or
// address, after the same reads and writes. It fails with INVALID_INPUT for what
// is missing and with RATE_LIMITED after too many tries for one clinic number,
// from one network, or in all.
func (s *Service) RecoverUsername(ctx context.Context, in RecoverUsernameInput, from Client) (RecoverUsernamePayload, error) {
	if err := in.Validate(); err != nil {
		return RecoverUsernamePayload{}, err
	}
	network := networkOf(from.Address)
	patientID, err := s.people.FindPerson(ctx, Person(in))
	if err != nil {
		return RecoverUsernamePayload{}, err
	}
	o, err := s.tables.ownerOf(ctx, patientID, network, s.knownSince())
	if err != nil {
		return RecoverUsernamePayload{}, err
	}
	try := s.attemptAt(doorUsername, plainNumber(in.ClinicNumber), network, o.known)
	if err := s.countAt(ctx, try); err != nil {
		return RecoverUsernamePayload{}, err
	}
	if err := s.drown(ctx, try); err != nil {
		return RecoverUsernamePayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		return s.mailUsername(ctx, o, patientID)
	})
	return RecoverUsernamePayload{Accepted: err == nil}, err
}

func (s *Service) mailUsername(ctx context.Context, o owner, patientID string) error {
	err := s.WriteLetter(ctx, outbox.Letter{
		Kind: outbox.LetterUsername, AccountID: o.id, Address: o.email,
		Items: []outbox.LetterItem{{Username: o.username}},
	})
	if err != nil {
		return err
	}
	return s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.recover_username", SubjectType: "account", SubjectID: o.id, PatientID: patientID,
		Outcome: outcomeFor(o.id),
	})
}

// RequestPasswordReset mails a link to a new password to the account of that
// username, or to those of that email address, each named with a link of its
// own. The answer is the same whether there is one, after the same reads and
// writes. It fails as RecoverUsername does.
func (s *Service) RequestPasswordReset(ctx context.Context, in RequestPasswordResetInput, from Client) (RequestPasswordResetPayload, error) {
	if err := in.Validate(); err != nil {
		return RequestPasswordResetPayload{}, err
	}
	username, email := foldUsername(in.UsernameOrEmail), foldEmail(in.UsernameOrEmail)
	if !isUsername(username) {
		username = ""
	}
	network := networkOf(from.Address)
	owners, err := s.tables.ownersBy(ctx, username, Plain(email), network, s.knownSince())
	if err != nil {
		return RequestPasswordResetPayload{}, err
	}
	known := len(owners) > 0 && owners[0].known
	try := s.attemptAt(doorReset, foldUsername(in.UsernameOrEmail), network, known)
	if err := s.countAt(ctx, try); err != nil {
		return RequestPasswordResetPayload{}, err
	}
	if err := s.drown(ctx, try); err != nil {
		return RequestPasswordResetPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error { return s.mailResets(ctx, owners) })
	return RequestPasswordResetPayload{Accepted: err == nil}, err
}

// mailResets writes one letter with a link for each of the owners.
func (s *Service) mailResets(ctx context.Context, owners []owner) error {
	links := make([]NewLink, mostResets)
	for i := range links {
		links[i] = NewLink{Kind: outbox.LetterResetPassword, Life: resetLife}
		if i < len(owners) {
			links[i].AccountID, links[i].Address = owners[i].id, owners[i].email
		}
	}
	ids, err := s.makeLinks(ctx, links...)
	if err != nil {
		return err
	}
	letter := outbox.Letter{Kind: outbox.LetterResetPassword}
	for i, o := range owners {
		letter.Items = append(letter.Items, outbox.LetterItem{Username: o.username, LinkID: ids[i]})
	}
	if len(owners) > 0 {
		letter.AccountID, letter.Address = owners[0].id, owners[0].email
	}
	if err := s.WriteLetter(ctx, letter); err != nil {
		return err
	}
	return s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.request_password_reset", SubjectType: "account", SubjectID: letter.AccountID,
		Outcome: outcomeFor(letter.AccountID),
	})
}

// countAt counts one request at a door, unless it has had too many.
func (s *Service) countAt(ctx context.Context, a attempt) error {
	if err := s.lookBefore(ctx, a); err != nil {
		return err
	}
	return s.letIn(ctx, a)
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

func (s *Service) knownSince() int64 { return store.Micros(s.clock().Add(-knownFor)) }

// outcomeFor says whether anything came of it.
func outcomeFor(accountID string) string {
	if accountID == "" {
		return audit.Denied
	}
	return audit.OK
}
