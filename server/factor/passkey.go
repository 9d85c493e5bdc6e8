package factor

import (
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/account"
	"patientportal/server/fault"
)

// Bounds of passkeys. Ten are a phone, a computer and a key on the key ring, and
// then some.
const (
	mostPasskeys   = 10
	maxPasskeyName = 80 // characters
)

// Passkey is a device or password manager that opens the account.
type Passkey struct {
	ID         string
	Name       string // its owner's word for it
	BackedUp   bool   // on several devices, or in its owner's cloud
	CreatedAt  time.Time
	LastUsedAt *time.Time // nil until then
}

// PasskeyCeremony is what a browser is asked for.
type PasskeyCeremony struct {
	CeremonyID  string
	OptionsJSON string    // for PublicKeyCredential.parse…OptionsFromJSON
	ExpiresAt   time.Time // the answer is taken once, before then
}

// StartPasskeyRegistrationPayload is what to create a passkey by.
type StartPasskeyRegistrationPayload struct{ PasskeyCeremony }

// StartPasskeySignInPayload is what to sign in by.
type StartPasskeySignInPayload struct{ PasskeyCeremony }

// FinishPasskeyRegistrationInput is what the browser created.
type FinishPasskeyRegistrationInput struct {
	account.PasskeyAnswer
	Name *string // made from the user agent when nil or blank
}

// Validate reports every problem at once, as fault.Invalid.
func (in FinishPasskeyRegistrationInput) Validate() error {
	var p fault.Problems
	in.Check(&p)
	if in.Name != nil {
		p.Check(utf8.RuneCountInString(*in.Name) <= maxPasskeyName, "name", "account.passkey_name_too_long", "A passkey's name has at most 80 characters.")
	}
	return p.Err()
}

// FinishPasskeyRegistrationPayload is the new passkey.
type FinishPasskeyRegistrationPayload struct {
	Passkey       *Passkey
	RecoveryCodes []string // this once; nil when the account has some
	Account       *account.Account
}

// RenamePasskeyInput is a passkey and its new name.
type RenamePasskeyInput struct{ PasskeyID, Name string }

// Validate reports every problem at once, as fault.Invalid.
func (in RenamePasskeyInput) Validate() error {
	var p fault.Problems
	checkPasskeyID(&p, in.PasskeyID)
	n := utf8.RuneCountInString(strings.TrimSpace(account.Plain(in.Name)))
	p.Check(n > 0, "name", "account.passkey_name_missing", "Enter a name, such as the device's.")
	p.Check(n <= maxPasskeyName, "name", "account.passkey_name_too_long", "A passkey's name has at most 80 characters.")
	return p.Err()
}

// RenamePasskeyPayload is the passkey under its new name.
type RenamePasskeyPayload struct{ Passkey *Passkey }

// RemovePasskeyInput is the passkey to take off the account.
type RemovePasskeyInput struct{ PasskeyID string }

// Validate refuses a missing id.
func (in RemovePasskeyInput) Validate() error {
	var p fault.Problems
	checkPasskeyID(&p, in.PasskeyID)
	return p.Err()
}

// RemovePasskeyPayload is the account with the passkeys that are left.
type RemovePasskeyPayload struct{ Account *account.Account }

func checkPasskeyID(p *fault.Problems, id string) {
	p.Check(id != "", "passkeyId", "account.passkey_missing", "Which passkey?")
}
