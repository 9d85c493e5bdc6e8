package graph

import (
	"context"
	"patientportal/graph/generated"
	"patientportal/server/account"
	"patientportal/server/carer"
	"patientportal/server/patient"
)

func (r *carerResolver) Activity(ctx context.Context, obj *carer.Carer, first *int, after *string) (*carer.CarerActivityConnection, error) {
	list, err := r.rooms.Carer.Activity(ctx, who(ctx), obj.ID, pageOf(ctx, first, after))
	return &list, err
}

func (r *mutationResolver) InviteCarer(ctx context.Context, input carer.InviteCarerInput) (*carer.InviteCarerPayload, error) {
	payload, err := r.rooms.Carer.Invite(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) RevokeCarerInvitation(ctx context.Context, input carer.RevokeCarerInvitationInput) (*carer.RevokeCarerInvitationPayload, error) {
	payload, err := r.rooms.Carer.RevokeInvitation(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) AcceptCarerInvitation(ctx context.Context, input carer.AcceptCarerInvitationInput) (*carer.AcceptCarerInvitationPayload, error) {
	return r.acceptCarerInvitation(ctx, input)
}

func (r *mutationResolver) CreateCarerAccount(ctx context.Context, input carer.CreateCarerAccountInput) (account.SignInResult, error) {
	return r.enter(ctx, input.Client, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Carer.CreateAccount(ctx, input, from)
	})
}

func (r *mutationResolver) RevokeCarer(ctx context.Context, input carer.RevokeCarerInput) (*carer.RevokeCarerPayload, error) {
	payload, err := r.rooms.Carer.End(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) GrantCarer(ctx context.Context, input carer.GrantCarerInput) (*carer.GrantCarerPayload, error) {
	payload, err := r.rooms.Carer.Grant(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) Access(ctx context.Context, objs []*patient.Patient) ([]*carer.PatientAccess, error) {
	return r.patientAccess(ctx, objs)
}

func (r *patientResolver) Carers(ctx context.Context, obj *patient.Patient) ([]carer.Carer, error) {
	return r.rooms.Carer.Carers(ctx, who(ctx), obj.ID)
}

func (r *patientResolver) CarerInvitations(ctx context.Context, obj *patient.Patient) ([]carer.CarerInvitation, error) {
	return r.rooms.Carer.Invitations(ctx, who(ctx), obj.ID)
}

func (r *patientResolver) Childhood(ctx context.Context, obj *patient.Patient) (*carer.Childhood, error) {
	return r.rooms.Carer.Childhood(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) Carer(ctx context.Context, carerID string) (*carer.Carer, error) {
	return r.rooms.Carer.Carer(ctx, who(ctx), carerID)
}

func (r *queryResolver) CarerInvitation(ctx context.Context, token string) (*carer.CarerOffer, error) {
	return r.rooms.Carer.Offer(ctx, token)
}

func (r *Resolver) Carer() generated.CarerResolver { return &carerResolver{r} }

type carerResolver struct{ *Resolver }
