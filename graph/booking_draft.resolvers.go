package graph

import (
	"context"
	"patientportal/server/booking"
)

func (r *mutationResolver) SaveBookingDraft(ctx context.Context, input booking.SaveBookingDraftInput) (*booking.SaveBookingDraftPayload, error) {
	payload, err := r.rooms.Booking.SaveBookingDraft(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) DropBookingDraft(ctx context.Context, input booking.DropBookingDraftInput) (*booking.DropBookingDraftPayload, error) {
	payload, err := r.rooms.Booking.DropBookingDraft(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) LeaveHold(ctx context.Context, input booking.LeaveHoldInput) (*booking.LeaveHoldPayload, error) {
	payload, err := r.rooms.Booking.LeaveHold(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) ResumeHold(ctx context.Context, input booking.ResumeHoldInput) (*booking.ResumeHoldPayload, error) {
	payload, err := r.rooms.Booking.ResumeHold(ctx, who(ctx), input)
	return &payload, err
}

func (r *queryResolver) BookingDraft(ctx context.Context, patientID string) (*booking.BookingDraft, error) {
	return r.rooms.Booking.BookingDraft(ctx, who(ctx), patientID)
}
