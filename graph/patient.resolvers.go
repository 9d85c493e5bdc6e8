package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/patient"
)

func (r *patientResolver) Contact(ctx context.Context, obj *patient.Patient) (*patient.Contact, error) {
	found, err := r.rooms.Patient.Contact(ctx, who(ctx), obj.ID)
	return orNothing(found, err)
}

func (r *patientResolver) Coverages(ctx context.Context, obj *patient.Patient) ([]patient.Coverage, error) {
	return r.rooms.Patient.Coverages(ctx, who(ctx), obj.ID)
}

func (r *patientResolver) CareTeam(ctx context.Context, obj *patient.Patient) ([]patient.CareTeamMember, error) {
	return r.rooms.Patient.CareTeam(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) Patient(ctx context.Context, patientID string) (*patient.Patient, error) {
	return r.patient(ctx, patientID)
}

func (r *Resolver) Patient() generated.PatientResolver { return &patientResolver{r} }

type patientResolver struct{ *Resolver }
