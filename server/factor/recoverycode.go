package factor

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Recovery codes are typed from paper: letters and digits of which no two look
// alike. 32 of them make 5 bits a character.
const (
	recoveryCodes        = 10
	recoveryCodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	recoveryCodeGroups   = 3
	recoveryCodeGroup    = 4 // characters: 60 bits in all
	recoveryCodePurpose  = "account.recovery_code"
)

// newRecoveryCode draws a code such as "K7MQ-X4HD-WP9T".
func newRecoveryCode() string {
	chance := make([]byte, recoveryCodeGroups*recoveryCodeGroup)
	rand.Read(chance) // never fails: it ends the program instead
	var b strings.Builder
	for i, c := range chance {
		if i > 0 && i%recoveryCodeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(recoveryCodeAlphabet[c%32])
	}
	return b.String()
}

// foldRecoveryCode is the form in which a code is kept: spaces, dashes and the
// size of letters do not count.
func foldRecoveryCode(code string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(recoveryCodeAlphabet, r) {
			return r
		}
		return -1
	}, strings.ToUpper(norm.NFKC.String(code)))
}

// hashRecoveryCode hides a code with the key of that id. It needs no slow hash:
// the key is not in the database.
func (s *Service) hashRecoveryCode(keyID, accountID, code string) (string, error) {
	key, err := s.keys.DeriveWith(keyID, recoveryCodePurpose)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(accountID + "|" + foldRecoveryCode(code)))
	return hex.EncodeToString(mac.Sum(nil)), nil
}

// RegenerateRecoveryCodesPayload is the recovery codes, this once.
type RegenerateRecoveryCodesPayload struct {
	RecoveryCodes []string
	Account       *account.Account
}

// RegenerateRecoveryCodes draws ten recovery codes for who is asking; those from
// before stop working, and the owner is mailed. CONFLICT without a second
// factor.
func (s *Service) RegenerateRecoveryCodes(ctx context.Context, who actor.Actor) (RegenerateRecoveryCodesPayload, error) {
	if who.AccountID() == "" {
		return RegenerateRecoveryCodesPayload{}, fault.ErrUnauthenticated
	}
	var payload RegenerateRecoveryCodesPayload
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.hold(ctx, who.AccountID()); err != nil {
			return err
		}
		f, err := s.tables.factorsOf(ctx, who.AccountID())
		if err != nil {
			return err
		}
		if !f.any() {
			return errNoSecondFactor
		}
		if payload.RecoveryCodes, err = s.drawRecoveryCodes(ctx, who.AccountID()); err != nil {
			return err
		}
		if err := s.accounts.TellOwner(ctx, who.AccountID(), outbox.LetterNewCodes); err != nil {
			return err
		}
		return s.record(ctx, who, "account.new_recovery_codes", who.AccountID())
	})
	if err != nil {
		return RegenerateRecoveryCodesPayload{}, err
	}
	payload.Account, err = s.accounts.Account(ctx, who)
	return payload, err
}

// drawRecoveryCodes gives the account ten codes in place of those before; inside
// a Tx.
func (s *Service) drawRecoveryCodes(ctx context.Context, accountID string) (codes []string, err error) {
	keyID := s.keys.CurrentID()
	hashes := make([]string, recoveryCodes)
	codes = make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = newRecoveryCode()
		if hashes[i], err = s.hashRecoveryCode(keyID, accountID, codes[i]); err != nil {
			return nil, err
		}
	}
	return codes, s.tables.replaceCodes(ctx, accountID, keyID, hashes, store.Micros(s.clock()))
}
