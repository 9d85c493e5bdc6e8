package account

import (
	"context"
	"strings"

	"golang.org/x/text/unicode/norm"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/store"
)

// FoldCode is a code as it was made: people type "123 456", some in other
// digits.
func FoldCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, norm.NFKC.String(code))
}

// attemptOnCode gives the buckets of a guess at the account's codes. Getting in
// takes back its own guess alone: who knows the password must not get a hundred
// new guesses each time that the owner signs in.
func (s *Service) attemptOnCode(accountID, network string, known bool) attempt {
	if known {
		id := s.bucketID("code-device", network+"\x00"+accountID)
		return attempt{{id: id, limit: s.limits.Account, forgets: true}}
	}
	return attempt{
		{id: s.bucketID("code", accountID), limit: s.limits.Account},
		{id: s.bucketID("network", network), limit: s.limits.Network},
		{id: s.bucketID("site", ""), limit: s.limits.Site},
	}
}

// attemptOnCodeFrom is attemptOnCode for who comes from that network.
func (s *Service) attemptOnCodeFrom(ctx context.Context, accountID, network string) (attempt, error) {
	known, err := s.tables.isKnown(ctx, accountID, network, store.Micros(s.clock().Add(-knownFor)))
	if err != nil {
		return nil, err
	}
	return s.attemptOnCode(accountID, network, known), nil
}

// spendCode is what using a code of the account comes to.
func (s *Service) spendCode(accountID string, method SecondFactorMethod, code string) spending {
	return func(ctx context.Context) (bool, error) { return s.factors.SpendCode(ctx, accountID, method, code) }
}

// refuseCode records a code that was not right. What was typed is not recorded.
func (s *Service) refuseCode(ctx context.Context, who actor.Actor, accountID string) error {
	return s.trail.Record(ctx, who, audit.Event{
		Action: "account.second_factor", SubjectType: "account", SubjectID: accountID, Outcome: audit.Denied,
	})
}
