package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/patient"
	"patientportal/server/requests"
)

func (r *appointmentResolver) Proposals(ctx context.Context, objs []*booking.Appointment) ([][]requests.ProposedTime, error) {
	return r.appointmentProposals(ctx, objs)
}

func (r *appointmentRequestResolver) Patient(ctx context.Context, objs []*requests.AppointmentRequest) ([]*patient.FoundPatient, error) {
	return foundPatients(ctx, r.Resolver, objs, func(v *requests.AppointmentRequest) string { return v.PatientID })
}

func (r *mutationResolver) RequestAppointment(ctx context.Context, input requests.RequestAppointmentInput) (*requests.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Requests.RequestAppointment(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AskForOtherTimes(ctx context.Context, input requests.AskForOtherTimesInput) (*requests.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Requests.AskForOtherTimes(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) WithdrawAppointmentRequest(ctx context.Context, input requests.WithdrawAppointmentRequestInput) (*requests.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Requests.WithdrawAppointmentRequest(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AnswerAppointmentRequest(ctx context.Context, input requests.AnswerAppointmentRequestInput) (*requests.AppointmentRequestPayload, error) {
	payload, err := r.rooms.Requests.AnswerAppointmentRequest(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) TakeProposedTime(ctx context.Context, input requests.TakeProposedTimeInput) (booking.BookAppointmentResult, error) {
	return r.rooms.Requests.TakeProposedTime(ctx, who(ctx), input)
}

func (r *patientResolver) AppointmentRequests(ctx context.Context, obj *patient.Patient) ([]requests.AppointmentRequest, error) {
	return r.rooms.Requests.RequestsOf(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) AppointmentRequests(ctx context.Context, state requests.RequestState, first *int, after *string) (*requests.AppointmentRequestConnection, error) {
	list, err := r.rooms.Requests.AppointmentRequests(ctx, who(ctx), state, pageOf(ctx, first, after))
	return &list, err
}

func (r *queryResolver) AppointmentRequest(ctx context.Context, requestID string) (*requests.AppointmentRequest, error) {
	found, err := r.rooms.Requests.AppointmentRequest(ctx, who(ctx), requestID)
	return orNothing(found, err)
}

func (r *Resolver) AppointmentRequest() generated.AppointmentRequestResolver {
	return &appointmentRequestResolver{r}
}

type appointmentRequestResolver struct{ *Resolver }
