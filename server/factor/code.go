package factor

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// SpendCode uses a code of the account up, in the context's Tx; false when it is
// none, or was used. Without a method six digits are an app's, and all else is a
// recovery code. For account, which counts the guesses.
func (s *Service) SpendCode(ctx context.Context, accountID string, method account.SecondFactorMethod, code string) (bool, error) {
	folded := account.FoldCode(code)
	if method == account.MethodTOTP || (method == "" && isTOTP(folded)) {
		return s.spendTOTP(ctx, accountID, folded)
	}
	return s.spendRecoveryCode(ctx, accountID, code)
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
			return true, s.accounts.TellOwner(ctx, accountID, outbox.LetterCodeUsed)
		}
	}
	return false, nil
}
