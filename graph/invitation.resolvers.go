package graph

import (
	"context"
	"patientportal/server/invitations"
	"patientportal/server/patient"
)

func (r *mutationResolver) InviteToBook(ctx context.Context, input invitations.InviteToBookInput) (*invitations.InviteToBookPayload, error) {
	payload, err := r.rooms.Invitations.InviteToBook(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) WithdrawInvitation(ctx context.Context, input invitations.WithdrawInvitationInput) (*invitations.WithdrawInvitationPayload, error) {
	payload, err := r.rooms.Invitations.WithdrawInvitation(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *patientResolver) Invitations(ctx context.Context, obj *patient.Patient, all bool) ([]invitations.BookingInvitation, error) {
	return r.rooms.Invitations.Invitations(ctx, who(ctx), obj.ID, all)
}
