package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/clinic"
)

func (r *accountResolver) Consents(ctx context.Context, obj *account.Account) ([]account.Consent, error) {
	return r.rooms.Account.Consents(ctx, obj.Who)
}

func (r *accountResolver) PrivacyPolicyAccepted(ctx context.Context, obj *account.Account) (bool, error) {
	return r.rooms.Account.PolicyAccepted(ctx, obj.Who)
}

func (r *clinicResolver) PrivacyPolicy(ctx context.Context, obj *clinic.Clinic) (*account.PrivacyPolicy, error) {
	policy, err := r.rooms.Account.PrivacyPolicy(ctx, who(ctx))
	return &policy, err
}

func (r *mutationResolver) AcceptPrivacyPolicy(ctx context.Context, input account.AcceptPrivacyPolicyInput) (*account.AcceptPrivacyPolicyPayload, error) {
	return r.acceptPrivacyPolicy(ctx, input)
}
