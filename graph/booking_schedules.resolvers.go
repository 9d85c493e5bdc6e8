package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/patient"
	"patientportal/server/schedules"
)

func (r *affectedAppointmentResolver) Patient(ctx context.Context, objs []*schedules.AffectedAppointment) ([]*patient.FoundPatient, error) {
	return foundPatients(ctx, r.Resolver, objs, func(v *schedules.AffectedAppointment) string { return v.Appointment.PatientID })
}

func (r *mutationResolver) SaveSchedule(ctx context.Context, input schedules.SaveWeekInput) (*schedules.SaveSchedulePayload, error) {
	payload, err := r.rooms.Schedules.SaveWeek(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AddScheduleException(ctx context.Context, input schedules.AddScheduleExceptionInput) (*schedules.AddScheduleExceptionPayload, error) {
	payload, err := r.rooms.Schedules.AddScheduleException(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) RemoveScheduleException(ctx context.Context, input schedules.RemoveScheduleExceptionInput) (*schedules.RemoveScheduleExceptionPayload, error) {
	payload, err := r.rooms.Schedules.RemoveScheduleException(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) BlockSlots(ctx context.Context, input schedules.BlockSlotsInput) (*schedules.BlockSlotsPayload, error) {
	payload, err := r.rooms.Schedules.BlockSlots(ctx, who(ctx), input)
	return &payload, err
}

func (r *queryResolver) PractitionerSchedule(ctx context.Context, practitionerID string) (*schedules.PractitionerSchedule, error) {
	found, err := r.rooms.Schedules.PractitionerSchedule(ctx, who(ctx), practitionerID)
	return &found, err
}

func (r *queryResolver) ScheduleExceptions(ctx context.Context, locationID *string) ([]schedules.ScheduleException, error) {
	return r.rooms.Schedules.ScheduleExceptions(ctx, who(ctx), locationID)
}

func (r *Resolver) AffectedAppointment() generated.AffectedAppointmentResolver {
	return &affectedAppointmentResolver{r}
}

type affectedAppointmentResolver struct{ *Resolver }
