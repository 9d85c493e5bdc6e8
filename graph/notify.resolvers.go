package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/notify"
	"patientportal/server/waitlist"
)

func (r *appointmentCancelledResolver) Appointment(ctx context.Context, obj *notify.AppointmentCancelled) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *appointmentConfirmedResolver) Appointment(ctx context.Context, obj *notify.AppointmentConfirmed) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *appointmentReminderResolver) Appointment(ctx context.Context, obj *notify.AppointmentReminder) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *appointmentRescheduledResolver) Appointment(ctx context.Context, obj *notify.AppointmentRescheduled) (*booking.Appointment, error) {
	found, err := r.rooms.Booking.Appointment(ctx, who(ctx), obj.AppointmentID)
	return orNothing(found, err)
}

func (r *mutationResolver) MarkNotificationsRead(ctx context.Context, input notify.MarkNotificationsReadInput) (*notify.MarkNotificationsReadPayload, error) {
	return r.rooms.Notify.MarkRead(ctx, who(ctx), input)
}

func (r *queryResolver) Notifications(ctx context.Context, first *int, after *string, unreadOnly bool) (*notify.NotificationConnection, error) {
	return r.rooms.Notify.Notifications(ctx, who(ctx), pageOf(ctx, first, after), unreadOnly)
}

func (r *queryResolver) UnreadCount(ctx context.Context) (int, error) {
	return r.rooms.Notify.UnreadCount(ctx, who(ctx))
}

func (r *queryResolver) Deliveries(ctx context.Context, patientID *string, first *int, after *string) (*notify.DeliveryConnection, error) {
	return r.rooms.Notify.Deliveries(ctx, who(ctx), value(patientID), pageOf(ctx, first, after))
}

func (r *subscriptionResolver) AppointmentEvents(ctx context.Context, patientID string, after *string) (<-chan notify.AppointmentEvent, error) {
	return r.rooms.Notify.AppointmentEvents(ctx, who(ctx), patientID, value(after))
}

func (r *subscriptionResolver) NotificationAdded(ctx context.Context, after *string) (<-chan *notify.Notification, error) {
	return r.rooms.Notify.NotificationAdded(ctx, who(ctx), value(after))
}

func (r *waitlistOfferEndedResolver) Appointment(ctx context.Context, obj *notify.WaitlistOfferEnded) (*booking.Appointment, error) {
	return r.offeredFor(ctx, obj.OfferID)
}

func (r *waitlistOfferEndedResolver) Offer(ctx context.Context, obj *notify.WaitlistOfferEnded) (*waitlist.WaitlistOffer, error) {
	found, err := r.rooms.Waitlist.Offer(ctx, who(ctx), obj.OfferID)
	return orNothing(found, err)
}

func (r *waitlistOfferedResolver) Appointment(ctx context.Context, obj *notify.WaitlistOffered) (*booking.Appointment, error) {
	return r.offeredFor(ctx, obj.OfferID)
}

func (r *waitlistOfferedResolver) Offer(ctx context.Context, obj *notify.WaitlistOffered) (*waitlist.WaitlistOffer, error) {
	found, err := r.rooms.Waitlist.Offer(ctx, who(ctx), obj.OfferID)
	return orNothing(found, err)
}

func (r *Resolver) AppointmentCancelled() generated.AppointmentCancelledResolver {
	return &appointmentCancelledResolver{r}
}

func (r *Resolver) AppointmentConfirmed() generated.AppointmentConfirmedResolver {
	return &appointmentConfirmedResolver{r}
}

func (r *Resolver) AppointmentReminder() generated.AppointmentReminderResolver {
	return &appointmentReminderResolver{r}
}

func (r *Resolver) AppointmentRescheduled() generated.AppointmentRescheduledResolver {
	return &appointmentRescheduledResolver{r}
}

func (r *Resolver) WaitlistOfferEnded() generated.WaitlistOfferEndedResolver {
	return &waitlistOfferEndedResolver{r}
}

func (r *Resolver) WaitlistOffered() generated.WaitlistOfferedResolver {
	return &waitlistOfferedResolver{r}
}

type (
	appointmentCancelledResolver   struct{ *Resolver }
	appointmentConfirmedResolver   struct{ *Resolver }
	appointmentReminderResolver    struct{ *Resolver }
	appointmentRescheduledResolver struct{ *Resolver }
	waitlistOfferEndedResolver     struct{ *Resolver }
	waitlistOfferedResolver        struct{ *Resolver }
)
