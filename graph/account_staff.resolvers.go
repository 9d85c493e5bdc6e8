package graph

import (
	"context"
	"patientportal/server/account"
)

func (r *mutationResolver) AddStaff(ctx context.Context, input account.AddStaffInput) (*account.StaffPayload, error) {
	payload, err := r.rooms.Account.AddStaff(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) DisableStaff(ctx context.Context, input account.ChangeStaffInput) (*account.StaffPayload, error) {
	payload, err := r.rooms.Account.DisableStaff(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) EnableStaff(ctx context.Context, input account.ChangeStaffInput) (*account.StaffPayload, error) {
	payload, err := r.rooms.Account.EnableStaff(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) ResetStaff(ctx context.Context, input account.ChangeStaffInput) (*account.StaffPayload, error) {
	payload, err := r.rooms.Account.ResetStaff(ctx, who(ctx), input)
	return &payload, err
}

func (r *queryResolver) StaffAccounts(ctx context.Context, first *int, after *string) (*account.StaffAccountConnection, error) {
	accounts, err := r.rooms.Account.StaffAccounts(ctx, who(ctx), pageOf(ctx, first, after))
	return orNothing(accounts, err)
}
