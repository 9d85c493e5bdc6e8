package booking

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// answerTime is how long the same key gives the same answer.
const answerTime = 48 * time.Hour

// requestHash tells two inputs under one key apart without keeping either.
func requestHash(in BookAppointmentInput) (string, error) {
	in.IdempotencyKey = nil
	raw, err := json.Marshal(in)
	if err != nil {
		return "", fmt.Errorf("hashing a request: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// answered is the appointment that the key gave before, nil when it has given
// none.
func (s *Service) answered(ctx context.Context, who actor.Actor, in BookAppointmentInput) (*Appointment, error) {
	if in.IdempotencyKey == nil {
		return nil, nil
	}
	hash, err := requestHash(in)
	if err != nil {
		return nil, err
	}
	since := store.Micros(s.Clock().Add(-answerTime))
	known, appointmentID, err := s.answers.find(ctx, who.AccountID(), *in.IdempotencyKey, since)
	switch {
	case err != nil || known == "":
		return nil, err
	case known != hash:
		return nil, fault.New(fault.Conflict, "booking.key_reused", "This request was sent before with other contents. Please start again.")
	}
	row, err := s.appointments.byID(ctx, appointmentID)
	if err != nil {
		return nil, err
	}
	return s.shownAppointment(ctx, row)
}

// remember keeps the answer in the context's Tx. The row holds the
// appointment's id and no more: what it says is read when it is given again.
func (s *Service) remember(ctx context.Context, who actor.Actor, in BookAppointmentInput, appointmentID string, now time.Time) error {
	if in.IdempotencyKey == nil {
		return nil
	}
	hash, err := requestHash(in)
	if err != nil {
		return err
	}
	return s.answers.keep(ctx, who.AccountID(), *in.IdempotencyKey, hash, appointmentID, now)
}
