package carer

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// linkLife is how long an invitation can be accepted.
const linkLife = 7 * 24 * time.Hour

// mostInvitations bounds the mail that one patient's account can cause.
const mostInvitations = 10

var errTooMany = fault.New(fault.RateLimited, "carer.too_many_invitations",
	"There were many invitations today. Take back those you do not need, and try again tomorrow.")

// Invite mails an offer to act for a patient. The patient may, and a child's
// guardian within what they hold; FORBIDDEN for staff, who use Grant, NOT_FOUND
// for everyone else. An open invitation of the same address is replaced.
// RATE_LIMITED after ten in a day.
//
// Whether the address has an account is not looked up.
func (s *Service) Invite(ctx context.Context, who actor.Actor, in InviteCarerInput) (InviteCarerPayload, error) {
	g, err := s.giverFor(ctx, who, in.PatientID)
	if err != nil {
		return InviteCarerPayload{}, err
	}
	if g.as == account.GivenByClinic {
		return InviteCarerPayload{}, fault.ErrForbidden
	}
	if err := in.Validate(s.Clock()); err != nil {
		return InviteCarerPayload{}, err
	}
	var p fault.Problems
	checkMost(&p, g, in.Scopes)
	if err := p.Err(); err != nil {
		return InviteCarerPayload{}, err
	}
	inv := s.newInvitation(g.as, in)
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		return s.send(ctx, who, inv, audit.Event{Action: "carer.invite"})
	})
	return InviteCarerPayload{Invitation: &inv}, err
}

func (s *Service) newInvitation(by account.Giver, in InviteCarerInput) CarerInvitation {
	now := store.FromMicros(store.Micros(s.Clock()))
	return CarerInvitation{
		ID: store.NewID(), PatientID: in.PatientID, Email: in.Email,
		Relationship: cleaned(in.Relationship), Scopes: inOrder(in.Scopes), ExpiresAt: in.ExpiresAt,
		CreatedAt: now, LinkExpiresAt: now.Add(linkLife), State: InvitationOpen, givenBy: by,
	}
}

// send stores an invitation and has it mailed, inside a Tx. The event says what
// was done; the rest of it is filled in here.
func (s *Service) send(ctx context.Context, who actor.Actor, inv CarerInvitation, e audit.Event) error {
	sent, err := s.invitations.since(ctx, inv.PatientID, s.Clock().Add(-24*time.Hour))
	if err != nil {
		return err
	}
	if sent >= mostInvitations {
		return errTooMany
	}
	if err := s.invitations.replace(ctx, inv.PatientID, inv.Email, s.Clock()); err != nil {
		return err
	}
	if err := s.invitations.add(ctx, inv, who.AccountID()); err != nil {
		return err
	}
	if err := s.mailInvitation(ctx, inv); err != nil {
		return err
	}
	e.SubjectType, e.SubjectID, e.PatientID = "carerInvitation", inv.ID, inv.PatientID
	e.Fields = []string{"email", "relationship", "scopes", "expiresAt"}
	return s.Trail.Record(ctx, who, e)
}

// RevokeInvitation takes an open one back: its link opens nothing from then on.
// For those who may invite, and staff. One that is not open stays as it is.
func (s *Service) RevokeInvitation(ctx context.Context, who actor.Actor, in RevokeCarerInvitationInput) (RevokeCarerInvitationPayload, error) {
	if who.IsZero() {
		return RevokeCarerInvitationPayload{}, fault.ErrUnauthenticated
	}
	inv, err := s.invitations.byID(actor.NewContext(ctx, self), in.InvitationID, s.Clock())
	if err != nil {
		return RevokeCarerInvitationPayload{}, err
	}
	if _, err := s.giverFor(ctx, who, inv.PatientID); err != nil {
		return RevokeCarerInvitationPayload{}, err
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		revoked, err := s.invitations.revoke(ctx, inv.ID, s.Clock())
		if err != nil || !revoked {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "carer.revoke_invitation", SubjectType: "carerInvitation", SubjectID: inv.ID, PatientID: inv.PatientID,
		})
	})
	if err != nil {
		return RevokeCarerInvitationPayload{}, fmt.Errorf("taking an invitation back: %w", err)
	}
	inv, err = s.invitations.byID(actor.NewContext(ctx, self), inv.ID, s.Clock())
	return RevokeCarerInvitationPayload{Invitation: &inv}, err
}
