package account

import (
	"context"
	"fmt"
)

// door is a way in beside signing in where mail is asked for. Each counts in
// buckets of its own, so that a flood at one leaves the others open. Every
// request counts: there is no proof that could be right, and nothing is taken
// back.
type door string

const doorMail door = "mail" // mails that somebody signed in asks for

// attemptAt gives the buckets of asking for a mail to that person at the door,
// as many for everybody. Those of somebody that nobody is are the same as any
// other's. A known device counts apart, so that strangers who ask in somebody's
// name do not keep them from asking.
func (s *Service) attemptAt(d door, person, network string, known bool) attempt {
	at := string(d) + "."
	own := s.bucketID(at+"account", person)
	if known {
		own = s.bucketID(at+"device", network+"\x00"+person)
	}
	return attempt{
		{id: own, limit: s.limits.Mail},
		{id: s.bucketID(at+"network", network), limit: s.limits.Network},
		{id: s.bucketID(at+"site", ""), limit: s.limits.Site},
	}
}

// countAt counts one request at a door, unless it has had too many.
func (s *Service) countAt(ctx context.Context, a attempt) error {
	if err := s.lookBefore(ctx, a); err != nil {
		return err
	}
	return s.letIn(ctx, a)
}

// CountMail counts a mail that is asked for in that person's name at the door of
// that name, by somebody who is not signed in, and takes the time of one hash, in
// which it is lost who the person is. known tells whether their own device asks.
// RATE_LIMITED after too many. Never inside a Tx.
func (s *Service) CountMail(ctx context.Context, at, person string, known bool, from Client) error {
	try := s.attemptAt(door(at), person, networkOf(from.Address), known)
	if err := s.countAt(ctx, try); err != nil {
		return err
	}
	return s.drown(ctx, try)
}

// drown takes the time of one hash, whose answer nobody wants. Reads and writes
// that are the same for everybody still differ by how warm their pages are; next
// to a hash that is lost.
func (s *Service) drown(ctx context.Context, a attempt) error {
	leave, err := s.gate.enter(ctx, a[0].id)
	if err != nil {
		return err
	}
	defer leave()
	if _, _, err := s.hasher.Verify("", s.decoy); err != nil {
		return fmt.Errorf("hashing for nobody: %w", err)
	}
	return nil
}
