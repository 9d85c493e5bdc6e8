package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/patient"
)

func (r *appointmentResolver) Proposals(ctx context.Context, objs []*booking.Appointment) ([][]booking.ProposedTime, error) {
	return r.appointmentProposals(ctx, objs)
}

func (r *appointmentRequestResolver) Patient(ctx context.Context, objs []*booking.AppointmentRequest) ([]*patient.FoundPatient, error) {
	return foundPatients(ctx, r.Resolver, objs, func(v *booking.AppointmentRequest) string { return v.PatientID })
}

func (r *mutationResolver) RequestAppointment(ctx context.Context, input booking.RequestAppointmentInput) (*booking.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Booking.RequestAppointment(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AskForOtherTimes(ctx context.Context, input booking.AskForOtherTimesInput) (*booking.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Booking.AskForOtherTimes(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) WithdrawAppointmentRequest(ctx context.Context, input booking.WithdrawAppointmentRequestInput) (*booking.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Booking.WithdrawAppointmentRequest(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AnswerAppointmentRequest(ctx context.Context, input booking.AnswerAppointmentRequestInput) (*booking.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Booking.AnswerAppointmentRequest(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) TakeProposedTime(ctx context.Context, input booking.TakeProposedTimeInput) (booking.BookAppointmentResult, error) {
	return r.rooms.Booking.TakeProposedTime(ctx, who(ctx), input)
}

func (r *patientResolver) AppointmentRequests(ctx context.Context, obj *patient.Patient) ([]booking.AppointmentRequest, error) {
	return r.rooms.Booking.RequestsOf(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) AppointmentRequests(ctx context.Context, state booking.RequestState, first *int, after *string) (*booking.AppointmentRequestConnection, error) {
	list, err := r.rooms.Booking.AppointmentRequests(ctx, who(ctx), state, pageOf(ctx, first, after))
	return &list, err
}

func (r *queryResolver) AppointmentRequest(ctx context.Context, requestID string) (*booking.AppointmentRequest, error) {
	found, err := r.rooms.Booking.AppointmentRequest(ctx, who(ctx), requestID)
	return orNothing(found, err)
}

func (r *Resolver) AppointmentRequest() generated.AppointmentRequestResolver {
	return &appointmentRequestResolver{r}
}

type appointmentRequestResolver struct{ *Resolver }
