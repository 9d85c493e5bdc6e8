package registration

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Registration tells where a sign-up stands, to whoever knows its token; it is
// public. NOT_FOUND for what is none, and for one that ended long ago.
func (s *Service) Registration(ctx context.Context, token string) (Registration, error) {
	row, found, err := s.flows.byToken(actor.NewContext(ctx, self), secret.HashToken(token))
	if err == nil && !found {
		err = fault.ErrNotFound
	}
	if err != nil {
		return Registration{}, err
	}
	return s.shown(token, row), nil
}

func (s *Service) shown(token string, row flowRow) Registration {
	r := Registration{
		ID: token, State: StateOpen, ExpiresAt: store.FromMicros(row.expiresAt), SuggestedUsername: row.suggested,
	}
	switch {
	case row.completedAt > 0 || row.codeUsedAt > 0:
		r.State = StateCompleted
	case row.codeRevokedAt > 0 || row.expiresAt <= store.Micros(s.Clock()):
		r.State = StateExpired
	}
	return r
}
