package main

import (
	"context"
	"os"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/fault"
)

// privacyPolicy is the clinic's own, else the one that comes with the program.
func privacyPolicy(settings config.Serve) (account.PrivacyPolicy, error) {
	if settings.PrivacyPolicy == "" {
		return account.DefaultPolicy(), nil
	}
	text, err := os.ReadFile(settings.PrivacyPolicy)
	if err != nil {
		return account.PrivacyPolicy{}, config.Wrong{{Variable: "PORTAL_PRIVACY_POLICY_FILE", Expected: "a file that can be read: " + err.Error()}}
	}
	policy, err := account.ReadPolicy(string(text))
	if err != nil {
		return account.PrivacyPolicy{}, config.Wrong{{Variable: "PORTAL_PRIVACY_POLICY_FILE", Expected: err.Error()}}
	}
	return policy, nil
}

// publishPolicy keeps the text that people are about to agree to.
func (p *portal) publishPolicy(ctx context.Context) error {
	err := p.Account.PublishPolicy(ctx, actor.System("serve"))
	if fault.CodeOf(err) == fault.Conflict {
		return config.Wrong{{Variable: "PORTAL_PRIVACY_POLICY_FILE", Expected: "another version in its header, as this one was published with another text"}}
	}
	return err
}
