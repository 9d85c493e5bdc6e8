package graph

import (
	"context"

	"patientportal/server/account"
)

// acceptPrivacyPolicy settles what the session owes, so that the same answer can
// go on to the viewer's patients.
func (r *Resolver) acceptPrivacyPolicy(ctx context.Context, input account.AcceptPrivacyPolicyInput) (*account.AcceptPrivacyPolicyPayload, error) {
	payload, err := r.rooms.Account.AcceptPrivacyPolicy(ctx, who(ctx), input)
	if err != nil {
		return nil, err
	}
	adopt(ctx, payload.Viewer.Who)
	return &payload, nil
}
