package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/account"
	"patientportal/server/clinic"
	"patientportal/server/patient"
)

func (r *accountResolver) Sessions(ctx context.Context, obj *account.Account) ([]account.Session, error) {
	return r.rooms.Account.Sessions(ctx, obj.Who)
}

func (r *mutationResolver) SignIn(ctx context.Context, input account.SignInInput) (account.SignInResult, error) {
	return r.signIn(ctx, input)
}

func (r *mutationResolver) RefreshSession(ctx context.Context, input account.RefreshSessionInput) (*account.RefreshSessionPayload, error) {
	payload, err := r.rooms.Account.Refresh(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) ExtendSession(ctx context.Context) (*account.ExtendSessionPayload, error) {
	payload, err := r.rooms.Account.Extend(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) SignOut(ctx context.Context) (*account.SignOutPayload, error) {
	return r.signedOut(ctx, r.rooms.Account.SignOut)
}

func (r *mutationResolver) RevokeSession(ctx context.Context, input account.RevokeSessionInput) (*account.RevokeSessionPayload, error) {
	return r.revokeSession(ctx, input)
}

func (r *mutationResolver) SignOutEverywhere(ctx context.Context) (*account.SignOutPayload, error) {
	return r.signedOut(ctx, r.rooms.Account.SignOutEverywhere)
}

func (r *queryResolver) Viewer(ctx context.Context) (*account.Viewer, error) {
	return r.viewer(ctx)
}

func (r *viewerResolver) Patients(ctx context.Context, obj *account.Viewer) ([]patient.Patient, error) {
	return r.rooms.Patient.Patients(ctx, obj.Who)
}

func (r *viewerResolver) Practitioner(ctx context.Context, obj *account.Viewer) (*clinic.Practitioner, error) {
	return r.practitioner(ctx, obj)
}

func (r *Resolver) Account() generated.AccountResolver { return &accountResolver{r} }

func (r *Resolver) Viewer() generated.ViewerResolver { return &viewerResolver{r} }

type (
	accountResolver struct{ *Resolver }
	viewerResolver  struct{ *Resolver }
)
