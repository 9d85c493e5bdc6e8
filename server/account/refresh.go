package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Refresh changes a phone's refresh token for its next pair of tokens; the old
// access token stops working at once. It fails with UNAUTHENTICATED for a token
// that is unknown or has run out, and for one that was used before, which also
// ends the session: one of the two who have it is not its owner.
func (s *Service) Refresh(ctx context.Context, in RefreshSessionInput, from Client) (RefreshSessionPayload, error) {
	if err := in.Validate(); err != nil {
		return RefreshSessionPayload{}, err
	}
	if !secret.IsToken(in.RefreshToken) {
		return RefreshSessionPayload{}, fault.ErrUnauthenticated
	}
	hash := secret.HashToken(in.RefreshToken)
	var next RefreshSessionPayload
	var good bool
	// A reused token must end the session for good, so that is no error inside.
	err := s.store.Tx(ctx, func(ctx context.Context) (err error) {
		next, good, err = s.refresh(ctx, hash, from)
		return err
	})
	if err != nil {
		return RefreshSessionPayload{}, err
	}
	if !good {
		return RefreshSessionPayload{}, fault.ErrUnauthenticated
	}
	return next, nil
}

func (s *Service) refresh(ctx context.Context, hash string, from Client) (next RefreshSessionPayload, good bool, err error) {
	now := s.clock()
	r, ok, err := s.tables.refreshToken(ctx, hash)
	if err != nil || !ok {
		return next, false, err
	}
	if r.usedAt == 0 && store.Micros(now) >= min(r.expiresAt, r.sessionExpiresAt) {
		return next, false, nil
	}
	first, err := s.tables.spend(ctx, r.id, store.Micros(now))
	if err != nil {
		return next, false, err
	}
	if !first {
		return next, false, s.endCopied(ctx, r)
	}
	return s.renew(ctx, r, now, from)
}

// renew gives the session its next tokens.
func (s *Service) renew(ctx context.Context, r refreshToken, now time.Time, from Client) (next RefreshSessionPayload, good bool, err error) {
	access, accessHash := secret.NewToken()
	ends := min(store.Micros(now.Add(accessLife)), r.sessionExpiresAt)
	open, err := s.tables.renew(ctx, r.session.ID, accessHash, ends, store.Micros(now), from)
	if err != nil || !open {
		return next, false, err
	}
	refresh, err := s.nextRefreshToken(ctx, r.session.ID, now, r.sessionExpiresAt)
	if err != nil {
		return next, false, err
	}
	next = RefreshSessionPayload{AccessToken: access, RefreshToken: refresh, ExpiresAt: store.FromMicros(ends)}
	return next, true, s.trail.Record(ctx, actor.FromSession(r.session), audit.Event{
		Action: "account.refresh", SubjectType: "session", SubjectID: r.session.ID,
	})
}

// endCopied ends the session whose refresh token two people have.
func (s *Service) endCopied(ctx context.Context, r refreshToken) error {
	_, err := s.endOne(ctx, actor.FromSession(r.session), r.session.ID, endCopied)
	return err
}

// nextRefreshToken makes a refresh token for the session, which itself ends at
// most.
func (s *Service) nextRefreshToken(ctx context.Context, sessionID string, now time.Time, most int64) (string, error) {
	token, hash := secret.NewToken()
	ends := min(store.Micros(now.Add(refreshLife)), most)
	return token, s.tables.addRefreshToken(ctx, sessionID, hash, store.Micros(now), ends)
}
