package registration

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

const tokenBytes = 32 // 256 bits

// newToken draws the token of a flow and gives it with the form in which it is
// kept.
func newToken() (token, hash string) {
	raw := make([]byte, tokenBytes)
	rand.Read(raw) // never fails: it ends the program instead
	token = base64.RawURLEncoding.EncodeToString(raw)
	return token, hashToken(token)
}

// hashToken needs no salt and no slow hash: what it hides has 256 random bits.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Registration tells where a sign-up stands, to whoever knows its token; it is
// public. NOT_FOUND for what is none, and for one that ended long ago.
func (s *Service) Registration(ctx context.Context, token string) (Registration, error) {
	row, found, err := s.flows.byToken(actor.NewContext(ctx, self), hashToken(token))
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
