package carer

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

var (
	errOver = fault.New(fault.Expired, "carer.invitation_over",
		"This invitation has been used, taken back, or has run out. Ask for a new one.")
	errStaffAccount = fault.New(fault.Forbidden, "carer.staff_account",
		"Care for somebody with an account of your own, not with your work account.")
)

// Offer shows whoever holds a mailed link what its invitation is about. Asking
// changes nothing. EXPIRED when it cannot be accepted any more or never could.
// It is public: the token is the proof.
func (s *Service) Offer(ctx context.Context, token string) (*CarerOffer, error) {
	inv, err := s.invited(ctx, s.Account.PeekLink, token)
	if err != nil {
		return nil, err
	}
	name, err := s.shortName(ctx, inv.PatientID)
	return &CarerOffer{
		PatientName: name, Email: inv.Email, Relationship: inv.Relationship,
		Scopes: inv.Scopes, ExpiresAt: inv.ExpiresAt, LinkExpiresAt: inv.LinkExpiresAt,
	}, err
}

// Accept lets the account of whoever is asking act for the patient of the
// invitation. The link is the proof that they read the mail of its address; of
// all who come with one the first alone is let in. EXPIRED when it is over,
// CONFLICT for the patient, FORBIDDEN for staff.
func (s *Service) Accept(ctx context.Context, who actor.Actor, in AcceptCarerInvitationInput) (AcceptCarerInvitationPayload, error) {
	switch {
	case who.AccountID() == "":
		return AcceptCarerInvitationPayload{}, fault.ErrUnauthenticated
	case !who.Is(actor.RolePatient):
		return AcceptCarerInvitationPayload{}, errStaffAccount
	}
	var made account.Care
	err := s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		inv, err := s.invited(ctx, s.Account.UseLink, in.Token)
		if err != nil {
			return err
		}
		if made, err = s.letIn(ctx, who.AccountID(), inv); err != nil {
			return err
		}
		return s.note(ctx, who, made, audit.Event{Action: "carer.accept"})
	})
	shown := fromCare(made, s.Clock())
	return AcceptCarerInvitationPayload{PatientID: made.PatientID, Carer: &shown}, err
}

type linkReader func(ctx context.Context, kind outbox.LetterKind, token string) (account.Link, error)

// invited gives the open invitation whose link the reader finds. Whatever else
// there is to say of the token, it is the one answer that the invitation is over.
func (s *Service) invited(ctx context.Context, read linkReader, token string) (invitationRow, error) {
	link, err := read(ctx, letterInvitation, token)
	if fault.CodeOf(err) == fault.Expired {
		err = errOver
	}
	if err != nil {
		return invitationRow{}, err
	}
	inv, err := s.invitations.row(actor.NewContext(ctx, self), link.SubjectID, s.Clock())
	if err != nil {
		return invitationRow{}, err
	}
	return inv, s.checkOpen(ctx, inv)
}

// letIn uses an invitation up for the account and gives what it offers; inside
// the Tx that used its link up.
func (s *Service) letIn(ctx context.Context, accountID string, inv invitationRow) (account.Care, error) {
	accepted, err := s.invitations.accept(ctx, inv.ID, accountID, s.Clock())
	if err != nil || !accepted {
		return account.Care{}, orOver(err)
	}
	c, err := s.offered(ctx, accountID, inv.CarerInvitation)
	if err != nil {
		return account.Care{}, err
	}
	return s.give(ctx, c)
}

// checkOpen refuses an invitation that was used, taken back or left for too
// long, and one by a guardian who does not decide any more.
func (s *Service) checkOpen(ctx context.Context, inv invitationRow) error {
	if inv.State != InvitationOpen {
		return errOver
	}
	if inv.givenBy != account.GivenByGuardian {
		return nil
	}
	if _, err := s.guardian(ctx, inv.invitedBy, inv.PatientID); err != nil {
		return orOver(notFoundAsNil(err))
	}
	return nil
}

// offered is the access that an invitation comes to for the account now.
func (s *Service) offered(ctx context.Context, accountID string, inv CarerInvitation) (account.Care, error) {
	child, err := s.childhoodOf(ctx, inv.PatientID)
	if err != nil {
		return account.Care{}, err
	}
	c := account.Care{
		AccountID: accountID, PatientID: inv.PatientID, Relationship: inv.Relationship,
		Scopes: inv.Scopes, GivenBy: inv.givenBy, Since: s.Clock(),
	}
	// Offered as a child and accepted after that birthday: it would not stand.
	if child.keepsRecords(s.Clock()) && (inv.givenBy != account.GivenByPatient || inv.CreatedAt.Before(child.recordsTo)) {
		c.Scopes = withoutClinical(c.Scopes)
	}
	c.ExpiresAt, c.RecordsUntil = child.limit(c.GivenBy, c.Since, instant(inv.ExpiresAt))
	if len(c.Scopes) == 0 || c.IsOver(s.Clock()) {
		return account.Care{}, errOver
	}
	return c, nil
}

// give stores access and reads it back, inside a Tx.
func (s *Service) give(ctx context.Context, c account.Care) (account.Care, error) {
	id, err := s.Account.GiveCare(ctx, c)
	if err != nil {
		return account.Care{}, err
	}
	return s.Account.Care(ctx, id)
}

// note records access that was given and tells both sides; inside a Tx. The
// event says what was done.
func (s *Service) note(ctx context.Context, who actor.Actor, c account.Care, e audit.Event) error {
	e.SubjectType, e.SubjectID, e.PatientID = "carer", c.ID, c.PatientID
	e.Fields = []string{"relationship", "scopes", "expiresAt"}
	if err := s.Trail.Record(ctx, who, e); err != nil {
		return err
	}
	return s.tell(ctx, c, careBegun)
}

// orOver is err, or that the invitation is over when there is none.
func orOver(err error) error {
	if err == nil {
		return errOver
	}
	return err
}

func notFoundAsNil(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	return err
}
