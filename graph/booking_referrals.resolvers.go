package graph

import (
	"context"
	"patientportal/server/booking"
	"patientportal/server/patient"
)

func (r *mutationResolver) AddReferral(ctx context.Context, input booking.AddReferralInput) (*booking.AddReferralPayload, error) {
	payload, err := r.rooms.Booking.AddReferral(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) WithdrawReferral(ctx context.Context, input booking.WithdrawReferralInput) (*booking.WithdrawReferralPayload, error) {
	payload, err := r.rooms.Booking.WithdrawReferral(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) Referrals(ctx context.Context, obj *patient.Patient) ([]booking.Referral, error) {
	return r.rooms.Booking.Referrals(ctx, who(ctx), obj.ID)
}
