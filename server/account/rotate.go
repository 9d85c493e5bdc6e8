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

// StepUpPayload is the session after a fresh proof.
type StepUpPayload struct {
	AccessToken  *string   // phones only; takes the place of the one before
	RefreshToken *string   // phones only; the ones before are spent
	ExpiresAt    time.Time // of the access token, or of the browser's session
}

// StepUpOutcome is what came of a fresh proof. For a browser SessionToken takes
// the place of the one in its cookie, until Payload.ExpiresAt; for a phone it is
// empty.
type StepUpOutcome struct {
	Payload      StepUpPayload
	SessionToken string
}

// rotate gives the session its next tokens and notes the proof, inside a Tx;
// false when another proof did so first.
func (s *Service) rotate(ctx context.Context, who actor.Actor) (out StepUpOutcome, rotated bool, err error) {
	out, rotated, err = s.renewTokens(ctx, who, s.clock())
	if err != nil || !rotated {
		return out, false, err
	}
	return out, true, s.trail.Record(ctx, who, audit.Event{
		Action: "account.step_up", SubjectType: "session", SubjectID: who.SessionID(),
	})
}

// renewTokens gives the session its next tokens, inside a Tx, and notes when its
// owner was last proven; false when another proof did so first.
func (s *Service) renewTokens(ctx context.Context, who actor.Actor, provenAt time.Time) (out StepUpOutcome, renewed bool, err error) {
	now := s.clock()
	l, open, err := s.tables.lifeOf(ctx, who.SessionID())
	if err != nil {
		return out, false, err
	}
	if !open {
		return out, false, fault.ErrUnauthenticated
	}
	if l.client == Mobile {
		l.tokenExpiresAt = min(store.Micros(now.Add(accessLife)), l.expiresAt)
	}
	token, hash := secret.NewToken()
	renewed, err = s.tables.rotate(ctx, who, hash, l.tokenExpiresAt, store.Micros(now), store.Micros(provenAt))
	if err != nil || !renewed {
		return out, false, err
	}
	out, err = s.handOver(ctx, who.SessionID(), token, l, now)
	return out, err == nil, err
}

// handOver puts the new token where the client keeps it; a phone's refresh
// tokens rotate with it.
func (s *Service) handOver(ctx context.Context, sessionID, token string, l life, now time.Time) (StepUpOutcome, error) {
	out := StepUpOutcome{Payload: StepUpPayload{ExpiresAt: store.FromMicros(l.tokenExpiresAt)}}
	if l.client == Browser {
		out.SessionToken = token
		return out, nil
	}
	if err := s.tables.spendAll(ctx, sessionID, store.Micros(now)); err != nil {
		return StepUpOutcome{}, err
	}
	refresh, err := s.nextRefreshToken(ctx, sessionID, now, l.expiresAt)
	out.Payload.AccessToken, out.Payload.RefreshToken = &token, &refresh
	return out, err
}
