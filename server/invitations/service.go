package invitations

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Needs is what the room is made over.
type Needs struct {
	Store   *store.Store
	Booking *booking.Service
	Clinic  *clinic.Service
	Trail   *audit.Trail
	Outbox  *outbox.Outbox
	Clock   store.Clock
}

// Service sends patients to services. It is safe for concurrent use.
type Service struct {
	Needs
	invitations invitationStore
	referrals   referralStore
}

// New makes the room, has booking ask it who was sent where, and has it hear of
// appointments.
func New(n Needs) *Service {
	s := &Service{Needs: n, invitations: newInvitationStore(n.Store), referrals: newReferralStore(n.Store)}
	n.Booking.ReferredBy(s.isReferred)
	n.Outbox.Handle(s.onEvent)
	return s
}

// mayInvite is for those who send patients on.
func mayInvite(who actor.Actor) error {
	return who.Require(actor.RoleClinician, actor.RoleFrontDesk)
}

// The reads, as the trail has them.
const (
	readInvitations = "booking.invitations"
	readReferrals   = "booking.appointments"
)

// noteRead puts a row on the trail when the patient is someone else.
func (s *Service) noteRead(ctx context.Context, who actor.Actor, patientID, what string) error {
	if err := s.Trail.ReadByOther(ctx, who, patientID, what); err != nil {
		return fmt.Errorf("noting a read: %w", err)
	}
	return nil
}
