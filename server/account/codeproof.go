package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// spending uses a proof up, inside a Tx; false when it is none, or was used.
type spending func(ctx context.Context) (bool, error)

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
	if method == MethodTOTP {
		return func(ctx context.Context) (bool, error) { return s.spendTOTP(ctx, accountID, foldTOTP(code)) }
	}
	return func(ctx context.Context) (bool, error) { return s.spendRecoveryCode(ctx, accountID, code) }
}

func (s *Service) spendTOTP(ctx context.Context, accountID, code string) (bool, error) {
	app, err := s.tables.totpOf(ctx, accountID)
	if err != nil || app.id == "" {
		return false, err
	}
	step, right, err := s.stepOf(app, code)
	if err != nil || !right {
		return false, err
	}
	return s.tables.useStep(ctx, app, step)
}

// spendRecoveryCode tells the owner when a code was used: it may be in wrong
// hands.
func (s *Service) spendRecoveryCode(ctx context.Context, accountID, code string) (bool, error) {
	keys, err := s.tables.codeKeys(ctx, accountID)
	if err != nil {
		return false, err
	}
	for _, keyID := range keys {
		hash, err := s.hashRecoveryCode(keyID, accountID, code)
		if err != nil {
			return false, err
		}
		used, err := s.tables.useRecoveryCode(ctx, accountID, hash, store.Micros(s.clock()))
		if err != nil {
			return false, err
		}
		if used {
			return true, s.tellOwner(ctx, accountID, outbox.LetterCodeUsed)
		}
	}
	return false, nil
}

// refuseCode records a code that was not right. What was typed is not recorded.
func (s *Service) refuseCode(ctx context.Context, who actor.Actor, accountID string) error {
	return s.trail.Record(ctx, who, audit.Event{
		Action: "account.second_factor", SubjectType: "account", SubjectID: accountID, Outcome: audit.Denied,
	})
}
