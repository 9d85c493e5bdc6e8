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

// answered is the appointment that the key gave before; false when it has
// given none.
func (s *Service) answered(ctx context.Context, who actor.Actor, in BookAppointmentInput) (made Appointment, given bool, err error) {
	if in.IdempotencyKey == nil {
		return made, false, nil
	}
	hash, err := requestHash(in)
	if err != nil {
		return made, false, err
	}
	since := store.Micros(s.Clock().Add(-answerTime))
	known, appointmentID, err := s.answers.find(ctx, who.AccountID(), *in.IdempotencyKey, since)
	switch {
	case err != nil || known == "":
		return made, false, err
	case known != hash:
		return made, false, fault.New(fault.Conflict, "booking.key_reused", "This request was sent before with other contents. Please start again.")
	}
	row, err := s.appointments.byID(ctx, appointmentID)
	if err != nil {
		return made, false, err
	}
	made, err = s.shownAppointment(ctx, row)
	return made, err == nil, err
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
