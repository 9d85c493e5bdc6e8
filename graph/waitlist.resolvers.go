package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/patient"
	"patientportal/server/waitlist"
)

func (r *appointmentResolver) Waitlist(ctx context.Context, objs []*booking.Appointment) ([]*waitlist.WaitlistEntry, error) {
	return r.appointmentWishes(ctx, objs)
}

func (r *leaveWaitlistPayloadResolver) Appointment(ctx context.Context, obj *waitlist.LeaveWaitlistPayload) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *mutationResolver) JoinWaitlist(ctx context.Context, input waitlist.JoinWaitlistInput) (*waitlist.JoinWaitlistPayload, error) {
	payload, err := r.rooms.Waitlist.JoinWaitlist(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) LeaveWaitlist(ctx context.Context, input waitlist.LeaveWaitlistInput) (*waitlist.LeaveWaitlistPayload, error) {
	payload, err := r.rooms.Waitlist.LeaveWaitlist(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) AnswerOffer(ctx context.Context, input waitlist.AnswerOfferInput) (waitlist.AnswerOfferResult, error) {
	return r.rooms.Waitlist.AnswerOffer(ctx, who(ctx), input)
}

func (r *patientResolver) WaitlistOffers(ctx context.Context, obj *patient.Patient) ([]waitlist.WaitlistOffer, error) {
	return r.rooms.Waitlist.Offers(ctx, who(ctx), obj.ID)
}

func (r *waitlistOfferResolver) Slot(ctx context.Context, objs []*waitlist.WaitlistOffer) ([]*booking.Slot, error) {
	return r.offeredSlots(ctx, objs)
}

func (r *waitlistOfferResolver) Appointment(ctx context.Context, obj *waitlist.WaitlistOffer) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *Resolver) LeaveWaitlistPayload() generated.LeaveWaitlistPayloadResolver {
	return &leaveWaitlistPayloadResolver{r}
}

func (r *Resolver) WaitlistOffer() generated.WaitlistOfferResolver { return &waitlistOfferResolver{r} }

type (
	leaveWaitlistPayloadResolver struct{ *Resolver }
	waitlistOfferResolver        struct{ *Resolver }
)
