package graph

import (
	"context"
	"patientportal/server/booking"
	"patientportal/server/patient"
)

func (r *mutationResolver) InviteToBook(ctx context.Context, input booking.InviteToBookInput) (*booking.InviteToBookPayload, error) {
	payload, err := r.rooms.Booking.InviteToBook(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) WithdrawInvitation(ctx context.Context, input booking.WithdrawInvitationInput) (*booking.WithdrawInvitationPayload, error) {
	payload, err := r.rooms.Booking.WithdrawInvitation(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *patientResolver) Invitations(ctx context.Context, obj *patient.Patient, all bool) ([]booking.BookingInvitation, error) {
	return r.rooms.Booking.Invitations(ctx, who(ctx), obj.ID, all)
}
