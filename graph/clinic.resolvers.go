package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/clinic"
)

func (r *clinicResolver) Locations(ctx context.Context, obj *clinic.Clinic) ([]clinic.Location, error) {
	return r.rooms.Clinic.Locations(ctx, who(ctx))
}

func (r *clinicResolver) Departments(ctx context.Context, obj *clinic.Clinic) ([]clinic.Department, error) {
	return r.rooms.Clinic.Departments(ctx, who(ctx))
}

func (r *clinicResolver) Services(ctx context.Context, obj *clinic.Clinic, departmentID *string) ([]clinic.HealthcareService, error) {
	return r.rooms.Clinic.Services(ctx, who(ctx), departmentID)
}

func (r *clinicResolver) Practitioners(ctx context.Context, obj *clinic.Clinic, departmentID *string, locationID *string) ([]clinic.Practitioner, error) {
	return r.rooms.Clinic.Practitioners(ctx, who(ctx), departmentID, locationID)
}

func (r *locationResolver) Departments(ctx context.Context, objs []*clinic.Location) ([][]clinic.Department, error) {
	return r.locationDepartments(ctx, objs)
}

func (r *queryResolver) Clinic(ctx context.Context) (*clinic.Clinic, error) {
	found, err := r.rooms.Clinic.Clinic(ctx, who(ctx))
	return orNothing(found, err)
}

func (r *Resolver) Clinic() generated.ClinicResolver { return &clinicResolver{r} }

func (r *Resolver) Location() generated.LocationResolver { return &locationResolver{r} }

type (
	clinicResolver   struct{ *Resolver }
	locationResolver struct{ *Resolver }
)
