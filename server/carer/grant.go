package carer

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// Grant makes a parent or guardian a child's carer, for the front desk and
// administrators, who say why. Somebody with a username is let in at once;
// somebody known by an address is mailed an invitation. It ends at the latest
// when the child is of age.
//
// FORBIDDEN for everyone else, INVALID_INPUT on patientId for who is no child or
// has no birth date on record: they invite carers themselves.
func (s *Service) Grant(ctx context.Context, who actor.Actor, in GrantCarerInput) (GrantCarerPayload, error) {
	if err := who.Require(actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return GrantCarerPayload{}, err
	}
	if err := in.Validate(s.Clock()); err != nil {
		return GrantCarerPayload{}, err
	}
	child, err := s.childhoodOf(ctx, in.PatientID)
	if err != nil {
		return GrantCarerPayload{}, err
	}
	if err := s.checkChild(child, in.Scopes); err != nil {
		return GrantCarerPayload{}, err
	}
	if email := text(in.Email); email != "" {
		return s.inviteGuardian(ctx, who, in, email)
	}
	return s.letGuardianIn(ctx, who, in, child)
}

func (s *Service) checkChild(child childhood, scopes []actor.Scope) error {
	var p fault.Problems
	p.Check(child.isChild(s.Clock()), "patientId", "carer.no_child",
		"This patient is not a child by the record. Adults invite their carers themselves, under “Family and carers”.")
	p.Check(!child.keepsRecords(s.Clock()) || len(withoutClinical(scopes)) == len(scopes), "scopes", "carer.records_theirs",
		"At this age records and advice are the patient's alone. Choose appointments and account.")
	return p.Err()
}

func (s *Service) letGuardianIn(ctx context.Context, who actor.Actor, in GrantCarerInput, child childhood) (GrantCarerPayload, error) {
	accountID, err := s.Account.PersonWithUsername(ctx, text(in.Username))
	if err != nil {
		return GrantCarerPayload{}, unknownUsername(err)
	}
	c := account.Care{
		AccountID: accountID, PatientID: in.PatientID, Relationship: cleaned(in.Relationship),
		Scopes: inOrder(in.Scopes), GivenBy: account.GivenByClinic, Since: s.Clock(),
	}
	c.ExpiresAt, c.RecordsUntil = child.limit(c.GivenBy, c.Since, instant(in.ExpiresAt))
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) (err error) {
		if c, err = s.give(ctx, c); err != nil {
			return err
		}
		return s.note(ctx, who, c, audit.Event{Action: "carer.grant", Reason: text(&in.Reason)})
	})
	made := fromCare(c, s.Clock())
	return GrantCarerPayload{Carer: &made}, err
}

func (s *Service) inviteGuardian(ctx context.Context, who actor.Actor, in GrantCarerInput, email string) (GrantCarerPayload, error) {
	inv := s.newInvitation(account.GivenByClinic, InviteCarerInput{
		PatientID: in.PatientID, Email: email, Relationship: in.Relationship, Scopes: in.Scopes, ExpiresAt: in.ExpiresAt,
	})
	err := s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		return s.send(ctx, who, inv, audit.Event{Action: "carer.grant", Reason: text(&in.Reason)})
	})
	return GrantCarerPayload{Invitation: &inv}, err
}

// unknownUsername tells staff which field is wrong: they look people up as part
// of their work.
func unknownUsername(err error) error {
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	var p fault.Problems
	p.Add("username", "carer.username_unknown", "No patient or carer has this username. Give an email address to invite them.")
	return p.Err()
}
