package graph

import (
	"context"
	"patientportal/server/patient"
)

func (r *mutationResolver) RegisterPatient(ctx context.Context, input patient.RegisterPatientInput) (*patient.RegisterPatientPayload, error) {
	payload, err := r.rooms.Patient.RegisterPatient(ctx, who(ctx), input)
	return &payload, err
}

func (r *queryResolver) Patients(ctx context.Context, search string, first *int, after *string) (*patient.FoundPatientConnection, error) {
	found, err := r.rooms.Patient.Search(ctx, who(ctx), search, pageOf(ctx, first, after))
	return orNothing(found, err)
}
