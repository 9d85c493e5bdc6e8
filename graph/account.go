package graph

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
)

var errNoBrowser = fault.New(fault.InvalidInput, "account.no_browser",
	"A browser does this by POST, so that it can be given a cookie. Other programs sign in as MOBILE.")

func accountClient(ctx context.Context) account.Client {
	c := ClientFrom(ctx)
	client := account.Client{Address: c.Address, UserAgent: c.UserAgent}
	if browser, ok := BrowserFrom(ctx); ok {
		client.DeviceToken = browser.DeviceToken()
	}
	return client
}

func (r *Resolver) signIn(ctx context.Context, input account.SignInInput) (account.SignInResult, error) {
	return r.enter(ctx, input.Client, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Account.SignIn(ctx, input, from)
	})
}

// verifySecondFactor is done by POST, for a challenge may be a browser's.
func (r *Resolver) verifySecondFactor(ctx context.Context, input account.VerifySecondFactorInput) (account.SignInResult, error) {
	return r.enter(ctx, account.Browser, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Account.VerifySecondFactor(ctx, input, from)
	})
}

// enter opens the session: every way in ends here. What a browser keeps is put
// into its cookies, and the operation goes on as whoever was let in.
func (r *Resolver) enter(ctx context.Context, kind account.ClientKind, open func(account.Client) (account.SignInOutcome, error)) (account.SignInResult, error) {
	browser, ok := BrowserFrom(ctx)
	if !ok && kind == account.Browser {
		return nil, errNoBrowser
	}
	outcome, err := open(accountClient(ctx))
	if err != nil {
		return nil, err
	}
	if ok {
		if outcome.SessionToken != "" {
			browser.SetSession(outcome.SessionToken, outcome.SignedIn.ExpiresAt)
		}
		if outcome.DeviceToken != "" {
			browser.SetDevice(outcome.DeviceToken, outcome.DeviceExpires)
		}
	}
	if outcome.SignedIn != nil {
		adopt(ctx, outcome.Who())
	}
	return outcome.Result(), nil
}

func (r *Resolver) forgetDevices(ctx context.Context) (*account.ForgetRememberedDevicesPayload, error) {
	payload, err := r.rooms.Account.ForgetRememberedDevices(ctx, who(ctx))
	if browser, ok := BrowserFrom(ctx); ok && err == nil {
		browser.ClearDevice()
	}
	return &payload, err
}

func (r *Resolver) signedOut(ctx context.Context, end func(context.Context, actor.Actor) (account.SignOutPayload, error)) (*account.SignOutPayload, error) {
	payload, err := end(ctx, who(ctx))
	if browser, ok := BrowserFrom(ctx); ok && err == nil {
		browser.ClearSession()
	}
	return &payload, err
}

func (r *Resolver) revokeSession(ctx context.Context, input account.RevokeSessionInput) (*account.RevokeSessionPayload, error) {
	payload, err := r.rooms.Account.RevokeSession(ctx, who(ctx), input)
	if browser, ok := BrowserFrom(ctx); ok && err == nil && input.SessionID == who(ctx).SessionID() {
		browser.ClearSession()
	}
	return &payload, err
}

// viewer is null without a session: a page asks it first of all.
func (r *Resolver) viewer(ctx context.Context) (*account.Viewer, error) {
	if who(ctx).IsZero() {
		return nil, nil //nolint:nilnil // null is the contract's answer, not a failure
	}
	return r.rooms.Account.Viewer(ctx, who(ctx))
}

func (r *Resolver) practitioner(ctx context.Context, v *account.Viewer) (*clinic.Practitioner, error) {
	if v.Who.PractitionerID() == "" {
		return nil, nil //nolint:nilnil // most people are nobody's doctor
	}
	found, err := r.rooms.Clinic.Practitioner(ctx, v.Who, v.Who.PractitionerID())
	return orNothing(found, err)
}

// stepUp is done by POST, where a browser can be given its next cookie.
func (r *Resolver) stepUp(ctx context.Context, input account.StepUpInput) (*account.StepUpPayload, error) {
	browser, ok := BrowserFrom(ctx)
	if !ok {
		return nil, errNoBrowser
	}
	outcome, err := r.rooms.Account.StepUp(ctx, who(ctx), input, accountClient(ctx))
	if err != nil {
		return nil, err
	}
	if outcome.SessionToken != "" {
		browser.SetSession(outcome.SessionToken, outcome.Payload.ExpiresAt)
	}
	return &outcome.Payload, nil
}
