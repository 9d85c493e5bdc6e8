package graph

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/carer"
	"patientportal/server/patient"
)

// patientAccess tells for a whole list of patients what the caller may do.
func (r *Resolver) patientAccess(ctx context.Context, patients []*patient.Patient) ([]*carer.PatientAccess, error) {
	found, err := r.rooms.Carer.Access(ctx, who(ctx), ids(patients, func(p *patient.Patient) string { return p.ID }))
	return matched(patients, found, err, func(p *patient.Patient) string { return p.ID })
}

// acceptCarerInvitation goes on as who the session is with its new access.
func (r *Resolver) acceptCarerInvitation(ctx context.Context, input carer.AcceptCarerInvitationInput) (*carer.AcceptCarerInvitationPayload, error) {
	payload, err := r.rooms.Carer.Accept(ctx, who(ctx), input)
	if err != nil {
		return nil, err
	}
	payload.Viewer, err = r.renewed(ctx)
	return &payload, err
}

// renewed reads the session anew, with the grants of now.
func (r *Resolver) renewed(ctx context.Context) (*account.Viewer, error) {
	now, _, err := r.rooms.Account.Current(ctx, who(ctx).SessionID())
	if err != nil {
		return nil, err
	}
	adopt(ctx, now)
	return r.rooms.Account.Viewer(ctx, now)
}
