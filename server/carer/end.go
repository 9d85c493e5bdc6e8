package carer

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// End ends somebody's access at once: the patient's carer's, by the patient, a
// child's guardian or staff, who say why; or one's own, by the carer. Invitations
// that the carer had open for the patient end with it. Access that is over stays
// as it is. NOT_FOUND for everyone else.
func (s *Service) End(ctx context.Context, who actor.Actor, in RevokeCarerInput) (RevokeCarerPayload, error) {
	c, err := s.visible(ctx, who, in.CarerID)
	if err != nil {
		return RevokeCarerPayload{}, err
	}
	if err := checkEnd(who, c, in); err != nil {
		return RevokeCarerPayload{}, err
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error { return s.end(ctx, who, c, text(in.Reason)) })
	if err != nil {
		return RevokeCarerPayload{}, err
	}
	c, err = s.Account.Care(ctx, c.ID)
	ended := fromCare(c, s.Clock())
	return RevokeCarerPayload{Carer: &ended}, err
}

func checkEnd(who actor.Actor, c account.Care, in RevokeCarerInput) error {
	var p fault.Problems
	if who.IsStaff() && c.AccountID != who.AccountID() {
		checkReason(&p, text(in.Reason))
	}
	return p.Err()
}

func (s *Service) end(ctx context.Context, who actor.Actor, c account.Care, reason string) error {
	ended, err := s.Account.EndCare(ctx, c.ID)
	if err != nil || !ended {
		return err
	}
	if err := s.invitations.endThoseOf(ctx, c.AccountID, c.PatientID, s.Clock()); err != nil {
		return err
	}
	action := "carer.end"
	if c.AccountID == who.AccountID() {
		action = "carer.leave"
	}
	err = s.Trail.Record(ctx, who, audit.Event{
		Action: action, SubjectType: "carer", SubjectID: c.ID, PatientID: c.PatientID, Reason: reason,
	})
	if err != nil {
		return err
	}
	return s.tell(ctx, c, careEnded)
}
