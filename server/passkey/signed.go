package passkey

import (
	"encoding/base64"

	"github.com/go-webauthn/webauthn/protocol"
)

// Signed is what a browser signed with a passkey. Nothing of it is checked until
// Site.Verify.
type Signed struct {
	parsed *protocol.ParsedCredentialAssertionData
}

// Read takes what the browser's toJSON gave; ErrRefused when it is no such thing.
func Read(response string) (Signed, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(response))
	if err != nil {
		return Signed{}, refused(err)
	}
	return Signed{parsed: parsed}, nil
}

// KeyID names the key, as in Key.ID.
func (s Signed) KeyID() string { return base64.RawURLEncoding.EncodeToString(s.parsed.RawID) }

// OwnerID is whose key the device says it is; empty when it does not say.
func (s Signed) OwnerID() string { return string(s.parsed.Response.UserHandle) }

func (s Signed) backupEligible() bool {
	return s.parsed.Response.AuthenticatorData.Flags.HasBackupEligible()
}
