package graph

import (
	"context"
	"patientportal/server/invitations"
	"patientportal/server/patient"
)

func (r *mutationResolver) AddReferral(ctx context.Context, input invitations.AddReferralInput) (*invitations.AddReferralPayload, error) {
	payload, err := r.rooms.Invitations.AddReferral(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) WithdrawReferral(ctx context.Context, input invitations.WithdrawReferralInput) (*invitations.WithdrawReferralPayload, error) {
	payload, err := r.rooms.Invitations.WithdrawReferral(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) Referrals(ctx context.Context, obj *patient.Patient) ([]invitations.Referral, error) {
	return r.rooms.Invitations.Referrals(ctx, who(ctx), obj.ID)
}
