package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Why sessions were ended, as stored with them.
const (
	endSignedOut  = "SIGNED_OUT"       // by its owner, on the device
	endRevoked    = "REVOKED"          // by its owner, from another device
	endEverywhere = "EVERYWHERE"       // with all others of the account
	endReplaced   = "REPLACED"         // by another sign-in on the device
	endCopied     = "REFRESH_REUSED"   // its refresh token came twice
	endPassword   = "PASSWORD_CHANGED" // with the password it was opened by
	endDisabled   = "DISABLED"         // with its account
	endFactor     = "FACTOR_CHANGED"   // with the second factors of its account
)

// SignOut ends the session that is asking. Done twice it does nothing.
func (s *Service) SignOut(ctx context.Context, who actor.Actor) (SignOutPayload, error) {
	if who.SessionID() == "" {
		return SignOutPayload{}, fault.ErrUnauthenticated
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		_, err := s.endOne(ctx, who, who.SessionID(), endSignedOut)
		return err
	})
	return SignOutPayload{SignedOut: err == nil}, err
}

// RevokeSession ends one of the sessions of who is asking. NOT_FOUND when it is
// not theirs, has ended, or never was.
func (s *Service) RevokeSession(ctx context.Context, who actor.Actor, in RevokeSessionInput) (RevokeSessionPayload, error) {
	if who.AccountID() == "" {
		return RevokeSessionPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return RevokeSessionPayload{}, err
	}
	if Plain(in.SessionID) != in.SessionID {
		return RevokeSessionPayload{}, fault.ErrNotFound // PostgreSQL would not even look for it
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		ended, err := s.endOne(ctx, who, in.SessionID, endRevoked)
		if err == nil && !ended {
			return fault.ErrNotFound
		}
		return err
	})
	if err != nil {
		return RevokeSessionPayload{}, err
	}
	account, err := s.Account(ctx, who)
	return RevokeSessionPayload{Account: account}, err
}

// SignOutEverywhere ends every session of who is asking, this one included.
func (s *Service) SignOutEverywhere(ctx context.Context, who actor.Actor) (SignOutPayload, error) {
	if who.AccountID() == "" {
		return SignOutPayload{}, fault.ErrUnauthenticated
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		return s.endAll(ctx, who, who.AccountID(), endEverywhere)
	})
	return SignOutPayload{SignedOut: err == nil}, err
}

// endOne ends a session of the actor's account, inside a Tx, and tells those
// who listen after its commit.
func (s *Service) endOne(ctx context.Context, who actor.Actor, sessionID, reason string) (bool, error) {
	ended, err := s.tables.endSession(ctx, who.AccountID(), sessionID, reason, store.Micros(s.clock()))
	if err != nil || !ended {
		return false, err
	}
	store.AfterCommit(ctx, func() { s.hub.announce(sessionID) })
	return true, s.trail.Record(ctx, who, audit.Event{
		Action: actionOf(reason), SubjectType: "session", SubjectID: sessionID, Outcome: outcomeOf(reason),
	})
}

// endAll is endOne for every session of an account.
func (s *Service) endAll(ctx context.Context, who actor.Actor, accountID, reason string) error {
	return s.endAllBut(ctx, who, accountID, "", reason)
}

// endOthers is endAll but for the session that is asking.
func (s *Service) endOthers(ctx context.Context, who actor.Actor, accountID, reason string) error {
	return s.endAllBut(ctx, who, accountID, who.SessionID(), reason)
}

func (s *Service) endAllBut(ctx context.Context, who actor.Actor, accountID, keep, reason string) error {
	ids, err := s.tables.endSessions(ctx, accountID, keep, reason, store.Micros(s.clock()))
	if err != nil {
		return err
	}
	store.AfterCommit(ctx, func() { s.hub.announce(ids...) })
	if reason == endPassword || reason == endFactor || reason == endDisabled {
		if err := s.forgetProofs(ctx, accountID); err != nil {
			return err
		}
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: actionOf(reason), SubjectType: "account", SubjectID: accountID,
	})
}

func actionOf(reason string) string {
	switch reason {
	case endRevoked:
		return "account.revoke_session"
	case endEverywhere:
		return "account.sign_out_everywhere"
	case endCopied:
		return "account.refresh"
	case endPassword:
		return "account.set_password"
	case endFactor, endDisabled:
		return "account.end_sessions"
	default:
		return "account.sign_out"
	}
}

// outcomeOf: a refresh token that comes twice is a refused refresh.
func outcomeOf(reason string) string {
	if reason == endCopied {
		return audit.Denied
	}
	return audit.OK
}
