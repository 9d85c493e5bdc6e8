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

// request is a call that may be sent twice.
type request struct {
	operation string
	key       *string // nil when the client gave none
	in        any
}

// hash tells two inputs under one key apart, and two operations, without
// keeping either. The key is in every input alike.
func (r request) hash() (string, error) {
	raw, err := json.Marshal(r.in)
	if err != nil {
		return "", fmt.Errorf("hashing a request: %w", err)
	}
	sum := sha256.Sum256(append([]byte(r.operation+" "), raw...))
	return hex.EncodeToString(sum[:]), nil
}

// answered is the appointment that the key gave before; false when it has
// given none.
func (s *Service) answered(ctx context.Context, who actor.Actor, r request) (made Appointment, given bool, err error) {
	if r.key == nil {
		return made, false, nil
	}
	hash, err := r.hash()
	if err != nil {
		return made, false, err
	}
	since := store.Micros(s.Clock().Add(-answerTime))
	known, appointmentID, err := s.answers.find(ctx, who.AccountID(), *r.key, since)
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
func (s *Service) remember(ctx context.Context, who actor.Actor, r request, appointmentID string, now time.Time) error {
	if r.key == nil {
		return nil
	}
	hash, err := r.hash()
	if err != nil {
		return err
	}
	return s.answers.keep(ctx, who.AccountID(), r, hash, appointmentID, now)
}
