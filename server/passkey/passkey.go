package passkey

import (
	"encoding/base64"
	"errors"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/google/uuid"
)

// Failures of what a browser brought back. What exactly was wrong stands in the
// error's text, for a log; people are told no more than that it did not work.
var (
	ErrRefused = errors.New("passkey: not what was asked for")
	// ErrCopied says that everything was right but the count of uses, which went
	// back: somebody may have a copy of the key.
	ErrCopied = errors.New("passkey: used less often than before")
)

// Owner is the account that a passkey is for, as the device shows it.
type Owner struct {
	ID          string // opaque; kept on the device and given back at sign-in
	Name        string // the username
	DisplayName string
}

// Key is what is kept of a passkey. None of it is secret.
type Key struct {
	ID             string   // the device's id of it, base64url without padding
	PublicKey      []byte   // COSE
	Transports     []string // how the device is reached, such as "internal" or "usb"
	Model          string   // AAGUID as a UUID; zeroes when the device does not say
	SignCount      uint32   // uses as the device counts them; many always say 0
	BackupEligible bool     // can be on several devices; never changes
	BackedUp       bool     // is on several, or in its owner's cloud
}

// Request is what to hand to a browser, and what to keep until it answers.
type Request struct {
	Options   string // JSON: the publicKey member of what the browser is called with
	Challenge string // base64url
}

// party is an owner with keys, as go-webauthn wants to see them.
type party struct {
	owner Owner
	keys  []webauthn.Credential
}

func (p party) WebAuthnID() []byte                         { return []byte(p.owner.ID) }
func (p party) WebAuthnName() string                       { return p.owner.Name }
func (p party) WebAuthnDisplayName() string                { return p.owner.DisplayName }
func (p party) WebAuthnCredentials() []webauthn.Credential { return p.keys }

func partyOf(owner Owner, keys []Key) (party, error) {
	p := party{owner: owner}
	for _, k := range keys {
		credential, err := k.credential()
		if err != nil {
			return party{}, err
		}
		p.keys = append(p.keys, credential)
	}
	return p, nil
}

func (k Key) credential() (webauthn.Credential, error) {
	id, err := base64.RawURLEncoding.DecodeString(k.ID)
	if err != nil {
		return webauthn.Credential{}, err
	}
	c := webauthn.Credential{ID: id, PublicKey: k.PublicKey, Authenticator: webauthn.Authenticator{SignCount: k.SignCount}}
	c.Flags.BackupEligible, c.Flags.BackupState = k.BackupEligible, k.BackedUp
	for _, t := range k.Transports {
		c.Transport = append(c.Transport, protocol.AuthenticatorTransport(t))
	}
	return c, nil
}

func keyOf(c *webauthn.Credential) Key {
	k := Key{
		ID: base64.RawURLEncoding.EncodeToString(c.ID), PublicKey: c.PublicKey,
		SignCount: c.Authenticator.SignCount, BackupEligible: c.Flags.BackupEligible, BackedUp: c.Flags.BackupState,
	}
	if model, err := uuid.FromBytes(c.Authenticator.AAGUID); err == nil {
		k.Model = model.String()
	}
	for _, t := range c.Transport {
		// Browsers may invent words; those of the standard are enough.
		if slices.Contains(transports, t) {
			k.Transports = append(k.Transports, string(t))
		}
	}
	return k
}

var transports = []protocol.AuthenticatorTransport{
	protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal,
}
