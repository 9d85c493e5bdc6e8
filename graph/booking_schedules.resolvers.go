package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/booking"
	"patientportal/server/patient"
)

func (r *affectedAppointmentResolver) Patient(ctx context.Context, objs []*booking.AffectedAppointment) ([]*patient.FoundPatient, error) {
	return foundPatients(ctx, r.Resolver, objs, func(v *booking.AffectedAppointment) string { return v.Appointment.PatientID })
}

func (r *mutationResolver) SaveSchedule(ctx context.Context, input booking.SaveWeekInput) (*booking.SaveSchedulePayload, error) {
	payload, err := r.rooms.Booking.SaveWeek(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AddScheduleException(ctx context.Context, input booking.AddScheduleExceptionInput) (*booking.AddScheduleExceptionPayload, error) {
	payload, err := r.rooms.Booking.AddScheduleException(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) RemoveScheduleException(ctx context.Context, input booking.RemoveScheduleExceptionInput) (*booking.RemoveScheduleExceptionPayload, error) {
	payload, err := r.rooms.Booking.RemoveScheduleException(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) BlockSlots(ctx context.Context, input booking.BlockSlotsInput) (*booking.BlockSlotsPayload, error) {
	payload, err := r.rooms.Booking.BlockSlots(ctx, who(ctx), input)
	return &payload, err
}

func (r *queryResolver) PractitionerSchedule(ctx context.Context, practitionerID string) (*booking.PractitionerSchedule, error) {
	found, err := r.rooms.Booking.PractitionerSchedule(ctx, who(ctx), practitionerID)
	return &found, err
}

func (r *queryResolver) ScheduleExceptions(ctx context.Context, locationID *string) ([]booking.ScheduleException, error) {
	return r.rooms.Booking.ScheduleExceptions(ctx, who(ctx), locationID)
}

func (r *Resolver) AffectedAppointment() generated.AffectedAppointmentResolver {
	return &affectedAppointmentResolver{r}
}

type affectedAppointmentResolver struct{ *Resolver }
