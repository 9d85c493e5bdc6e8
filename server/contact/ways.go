package contact

import (
	"context"

	"patientportal/server/sms"
)

// Way is how an account can be reached beside mail.
type Way struct {
	Phone string // empty for none
	Push  bool
}

// Ways are how the accounts can be reached, in one statement; one that cannot
// is not there.
func (s *Service) Ways(ctx context.Context, accounts ...string) (map[string]Way, error) {
	ways := map[string]Way{}
	if len(accounts) == 0 {
		return ways, nil
	}
	found, err := s.readWays(ctx, accounts)
	for account, way := range found {
		if s.Texts == nil {
			way.Phone = ""
		}
		if way != (Way{}) {
			ways[account] = way
		}
	}
	return ways, err
}

// Text sends it. What it fails with is the gateway's: sms.ErrRefused for good.
func (s *Service) Text(ctx context.Context, t sms.Text) error { return s.Texts.Send(ctx, t) }
