package graph

import (
	"context"

	"patientportal/server/account"
)

// changePassword is done by POST, where a browser can be given its next cookie.
func (r *Resolver) changePassword(ctx context.Context, input account.ChangePasswordInput) (*account.ChangePasswordPayload, error) {
	browser, ok := BrowserFrom(ctx)
	if !ok {
		return nil, errNoBrowser
	}
	outcome, err := r.rooms.Account.ChangePassword(ctx, who(ctx), input, accountClient(ctx))
	if err != nil {
		return nil, err
	}
	if outcome.SessionToken != "" {
		browser.SetSession(outcome.SessionToken, outcome.Payload.ExpiresAt)
	}
	adopt(ctx, outcome.Payload.Account.Who)
	return &outcome.Payload, nil
}
