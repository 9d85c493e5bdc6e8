package account

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Owner is an account that mail can reach.
type Owner struct {
	ID, Username, Email string
	Known               bool // was signed in from that network lately
}

// OwnerOf finds the patient's own account, if mail can reach it; without id there
// is none. The reads are the same either way.
func (s *Service) OwnerOf(ctx context.Context, patientID string, from Client) (Owner, error) {
	return s.tables.ownerOf(ctx, patientID, networkOf(from.Address), s.knownSince())
}

// OwnersNamed finds the accounts of that username or address that mail can reach,
// the latest made first, at most so many. The reads are the same for everybody.
func (s *Service) OwnersNamed(ctx context.Context, usernameOrEmail string, most int, from Client) ([]Owner, error) {
	username, email := FoldUsername(usernameOrEmail), foldEmail(usernameOrEmail)
	if !isUsername(username) {
		username = ""
	}
	return s.tables.ownersBy(ctx, username, Plain(email), networkOf(from.Address), s.knownSince(), most)
}

// knownSince is the last use by which a device is known now.
func (s *Service) knownSince() int64 { return store.Micros(s.clock().Add(-knownFor)) }

// Keeper is the account whose password is to be replaced.
type Keeper struct {
	ID, Username, DisplayName, Email string
	EmailProven                      bool
	HasFactor                        bool
	PatientID                        string // its own person; empty for staff and carers

	passwordHash string
}

// Keeper gives the account of that id; without an id it is disabled, or there is
// none.
func (s *Service) Keeper(ctx context.Context, accountID string) (Keeper, error) {
	return s.tables.keeper(ctx, accountID)
}

// FactsAbout is what others may know of the account's owner: it does not belong
// into a password.
func (s *Service) FactsAbout(ctx context.Context, k Keeper) ([]string, error) {
	about := []string{k.Username, k.DisplayName, k.Email}
	if k.PatientID == "" {
		return about, nil
	}
	person, err := s.people.Person(ctx, k.PatientID)
	return append(about, person.Facts()...), err
}

// CheckNewPassword adds what is wrong with a new password of that account.
func (s *Service) CheckNewPassword(ctx context.Context, p *fault.Problems, field, text string, k Keeper) error {
	about, err := s.FactsAbout(ctx, k)
	if err == nil {
		checkPassword(p, field, text, about...)
	}
	return err
}

// ReplacePassword gives the account a new password in place of one that was
// forgotten, in the context's Tx, with all that follows: failed sign-ins and
// remembered devices are forgotten, sign-ins under way and other links are over,
// every session ends, and the owner is told. False when the account was disabled
// meanwhile. The hash is HashAll's.
func (s *Service) ReplacePassword(ctx context.Context, k Keeper, hash string, from Client) (bool, error) {
	ok, err := s.tables.setPassword(ctx, k.ID, hash, store.Micros(s.clock()))
	if err != nil || !ok {
		return false, err
	}
	if err := s.passwordReplaced(ctx, k); err != nil {
		return false, err
	}
	username, network := FoldUsername(k.Username), networkOf(from.Address)
	for _, known := range []bool{true, false} {
		if err := s.tables.forget(ctx, s.attemptOn(username, network, known)[0].id); err != nil {
			return false, err
		}
	}
	return true, s.endAll(ctx, actor.Actor{}, k.ID, endPassword)
}

// passwordReplaced does what follows from any new password, inside its Tx: links
// and sign-ins that are under way are taken back, and the owner is told.
func (s *Service) passwordReplaced(ctx context.Context, k Keeper) error {
	now := store.Micros(s.clock())
	if err := s.tables.voidLinks(ctx, k.ID, k.Email, now); err != nil {
		return err
	}
	if err := s.tables.endChallenges(ctx, k.ID, now); err != nil {
		return err
	}
	return s.WriteLetter(ctx, outbox.Letter{Kind: outbox.LetterNewPassword, AccountID: k.ID, Address: k.Email})
}

// ProveEmail makes the address the account's proven one, in the context's Tx: it
// was seen that its owner reads its mail.
func (s *Service) ProveEmail(ctx context.Context, accountID, email string) error {
	_, _, err := s.tables.setEmail(ctx, accountID, email, store.Micros(s.clock()))
	return err
}

// HashAll hides texts as passwords are, in one turn among the sign-ins of that
// lane. It hashes for about a tenth of a second each, so never inside a Tx.
func (s *Service) HashAll(ctx context.Context, lane string, texts ...string) ([]string, error) {
	leave, err := s.gate.enter(ctx, lane)
	if err != nil {
		return nil, err
	}
	defer leave()
	kept := make([]string, len(texts))
	for i, text := range texts {
		if kept[i], err = s.hasher.Hash(text); err != nil {
			return nil, fmt.Errorf("hashing a text: %w", err)
		}
	}
	return kept, nil
}

// ProveKept tells whether the text is what HashAll hid as kept. It counts as failed
// before it is looked at, in buckets of that kind for the subject, and of the
// network and the site, and is taken back when right: RATE_LIMITED after too many.
// Where nothing is kept it costs the same and is wrong.
//
// It hashes for about a tenth of a second, so never inside a Tx.
func (s *Service) ProveKept(ctx context.Context, kind, subject, kept, text string, from Client) (right bool, err error) {
	try := attempt{
		{id: s.bucketID(kind, subject), limit: s.limits.Account, forgets: true},
		{id: s.bucketID("network", networkOf(from.Address)), limit: s.limits.Network},
		{id: s.bucketID("site", ""), limit: s.limits.Site},
	}
	if err := s.lookBefore(ctx, try); err != nil {
		return false, err
	}
	leave, err := s.gate.enter(ctx, try[0].id)
	if err != nil {
		return false, err
	}
	defer leave()
	if err := s.letIn(ctx, try); err != nil {
		return false, err
	}
	if right, err = s.compareKept(kept, text); err != nil || !right {
		return false, err
	}
	return true, s.store.Tx(ctx, func(ctx context.Context) error { return s.takeBack(ctx, try) })
}

func (s *Service) compareKept(kept, text string) (bool, error) {
	there := kept != ""
	if !there {
		kept = s.decoy
	}
	same, _, err := s.hasher.Verify(text, kept)
	if err != nil {
		return false, fmt.Errorf("verifying a text: %w", err)
	}
	return same && there, nil
}
