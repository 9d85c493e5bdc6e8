package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// How long sessions last: NIST SP 800-63B's second level for browsers, which
// may be shared; phones have a lock of their own.
const (
	browserIdle = 30 * time.Minute
	browserLife = 12 * time.Hour
	accessLife  = 10 * time.Minute
	refreshLife = 30 * 24 * time.Hour // without use
	mobileLife  = 90 * 24 * time.Hour
)

// touchEvery is how exactly the last use is known. It is taken off the idle
// time, never added: a session that is not used ends within 30 minutes.
const touchEvery = time.Minute

// lifeFrom is the life of a session that begins now.
func lifeFrom(kind ClientKind, now time.Time) life {
	l := life{client: kind, lastSeenAt: store.Micros(now)}
	if kind == Mobile {
		l.tokenExpiresAt, l.expiresAt = store.Micros(now.Add(accessLife)), store.Micros(now.Add(mobileLife))
		return l
	}
	l.expiresAt = store.Micros(now.Add(browserLife))
	l.tokenExpiresAt = l.expiresAt
	return l
}

// endsAt is when the token stops working if it is not used again.
func (l life) endsAt() int64 {
	ends := min(l.tokenExpiresAt, l.expiresAt)
	if l.client == Mobile {
		return ends
	}
	return min(ends, l.lastSeenAt+browserIdle.Microseconds())
}

// Authenticate gives the actor whose token this is, a browser's session token or
// a phone's access token, and when it ends if it is not used again. It counts
// as use of the session; see Alive. It fails with UNAUTHENTICATED when the
// token is unknown, ended or has run out.
func (s *Service) Authenticate(ctx context.Context, token string) (actor.Actor, time.Time, error) {
	now := store.Micros(s.clock())
	session, err := s.live(ctx, token, now)
	if err != nil {
		return actor.Actor{}, time.Time{}, err
	}
	if before := now - touchEvery.Microseconds(); session.lastSeenAt <= before {
		if err := s.tables.touch(ctx, session.ID, now, before); err != nil {
			return actor.Actor{}, time.Time{}, err
		}
		session.lastSeenAt = now
	}
	return actor.FromSession(session.Session), store.FromMicros(session.endsAt()), nil
}

// Recognize is Authenticate without counting as use: a page that opens its
// socket again and again is not a person at work.
func (s *Service) Recognize(ctx context.Context, token string) (actor.Actor, time.Time, error) {
	session, err := s.live(ctx, token, store.Micros(s.clock()))
	if err != nil {
		return actor.Actor{}, time.Time{}, err
	}
	return actor.FromSession(session.Session), store.FromMicros(session.endsAt()), nil
}

func (s *Service) live(ctx context.Context, token string, now int64) (liveSession, error) {
	if !secret.IsToken(token) {
		return liveSession{}, fault.ErrUnauthenticated
	}
	session, ok, err := s.tables.sessionByToken(ctx, secret.HashToken(token), now)
	return s.stillOn(session, ok, err, now)
}

func (s *Service) stillOn(session liveSession, ok bool, err error, now int64) (liveSession, error) {
	if err == nil && (!ok || now >= session.endsAt()) {
		err = fault.ErrUnauthenticated
	}
	session.Owes = s.duties(session)
	return session, err
}

// Extend counts as use of the session of who is asking, and says until when it
// goes on. It fails with UNAUTHENTICATED once the session has ended.
func (s *Service) Extend(ctx context.Context, who actor.Actor) (ExtendSessionPayload, error) {
	if who.SessionID() == "" {
		return ExtendSessionPayload{}, fault.ErrUnauthenticated
	}
	if _, err := s.Alive(ctx, who.SessionID()); err != nil {
		return ExtendSessionPayload{}, err // use brings nothing back that has run out
	}
	now := store.Micros(s.clock())
	if err := s.tables.touch(ctx, who.SessionID(), now, now); err != nil {
		return ExtendSessionPayload{}, err
	}
	ends, err := s.Alive(ctx, who.SessionID())
	return ExtendSessionPayload{ExpiresAt: ends}, err
}

// Current is Recognize by the session's id: who it is now, with the grants of
// now, for a socket that was opened a while ago.
func (s *Service) Current(ctx context.Context, sessionID string) (actor.Actor, time.Time, error) {
	now := store.Micros(s.clock())
	session, ok, err := s.tables.sessionByID(ctx, sessionID, now)
	session, err = s.stillOn(session, ok, err, now)
	if err != nil {
		return actor.Actor{}, time.Time{}, err
	}
	return actor.FromSession(session.Session), store.FromMicros(session.endsAt()), nil
}

// Alive gives when the session ends if it is not used again, and does not count
// as use. It fails with UNAUTHENTICATED once the session has ended.
func (s *Service) Alive(ctx context.Context, sessionID string) (time.Time, error) {
	l, ok, err := s.tables.lifeOf(ctx, sessionID)
	if err != nil {
		return time.Time{}, err
	}
	if !ok || store.Micros(s.clock()) >= l.endsAt() {
		return time.Time{}, fault.ErrUnauthenticated
	}
	return store.FromMicros(l.endsAt()), nil
}
