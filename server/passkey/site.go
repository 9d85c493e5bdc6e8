package passkey

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Site is the portal as passkeys know it. It is safe for concurrent use.
type Site struct {
	web   *webauthn.WebAuthn
	decoy []byte // the public half of a key that nobody has
}

// NewSite makes the site of a portal that people open at baseURL, a scheme and a
// host; name is what a device calls it. The keys it asks for are good for the
// host alone, and only pages of exactly that origin may use them. answerWithin
// is how long a browser is told to wait for its owner.
//
// It fails for an address without a domain, such as an IP address: no browser
// makes passkeys for one.
func NewSite(baseURL, name string, answerWithin time.Duration) (*Site, error) {
	base, err := url.Parse(baseURL)
	if err != nil {
		return nil, fmt.Errorf("passkeys for %q: %w", baseURL, err)
	}
	if base.Hostname() == "" {
		return nil, fmt.Errorf("passkeys for %q: there is no host in it", baseURL)
	}
	wait := webauthn.TimeoutConfig{Timeout: answerWithin, TimeoutUVD: answerWithin}
	web, err := webauthn.New(&webauthn.Config{
		RPID: base.Hostname(), RPDisplayName: name, RPOrigins: []string{base.Scheme + "://" + base.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: protocol.ResidentKeyRequired(),
			ResidentKey:        protocol.ResidentKeyRequirementRequired,
			UserVerification:   protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: wait, Registration: wait},
		// Password managers add outputs that nobody asked for. None is read.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys for %q: %w", baseURL, err)
	}
	decoy, err := newDecoy()
	if err != nil {
		return nil, err
	}
	return &Site{web: web, decoy: decoy}, nil
}

// AskToCreate gives what makes a browser create a passkey for the owner, on a
// device that holds none of those they have.
func (s *Site) AskToCreate(owner Owner, have []Key) (Request, error) {
	p, err := partyOf(owner, have)
	if err != nil {
		return Request{}, err
	}
	creation, session, err := s.web.BeginRegistration(p,
		webauthn.WithCredentialParameters(algorithms),
		webauthn.WithExclusions(webauthn.Credentials(p.keys).CredentialDescriptors()))
	if err != nil {
		return Request{}, fmt.Errorf("asking for a new passkey: %w", err)
	}
	return request(creation.Response, session)
}

// Created checks what a browser created at that challenge, as its toJSON gives
// it, and gives the key to keep. It fails with ErrRefused.
func (s *Site) Created(owner Owner, challenge, response string) (Key, error) {
	parsed, err := protocol.ParseCredentialCreationResponseBytes([]byte(response))
	if err != nil {
		return Key{}, refused(err)
	}
	p := party{owner: owner}
	credential, err := s.web.CreateCredential(p, webauthn.SessionData{
		Challenge: challenge, UserID: p.WebAuthnID(), CredParams: algorithms,
		UserVerification: protocol.VerificationRequired,
	}, parsed)
	if err != nil {
		return Key{}, refused(err)
	}
	return keyOf(credential), nil
}

// AskToSign gives what makes a browser sign with one of the keys, or, when none
// are given, with any that it has for this site.
func (s *Site) AskToSign(owner Owner, keys []Key) (Request, error) {
	if len(keys) == 0 {
		assertion, session, err := s.web.BeginDiscoverableLogin()
		if err != nil {
			return Request{}, fmt.Errorf("asking for a passkey: %w", err)
		}
		return request(assertion.Response, session)
	}
	p, err := partyOf(owner, keys)
	if err != nil {
		return Request{}, err
	}
	assertion, session, err := s.web.BeginLogin(p)
	if err != nil {
		return Request{}, fmt.Errorf("asking for a passkey: %w", err)
	}
	return request(assertion.Response, session)
}

// Decoy is a key under the name that was signed with, for which no signature is
// right: checking against it costs what checking against a real one does.
func (s *Site) Decoy(signed Signed) Key {
	return Key{ID: signed.KeyID(), PublicKey: s.decoy, BackupEligible: signed.backupEligible()}
}

// Verify checks what was signed at that challenge against the key, which must be
// the owner's, and that the device made sure of the person. It gives the key as
// it is to be kept from now on, and fails with ErrRefused or ErrCopied.
func (s *Site) Verify(signed Signed, challenge, ownerID string, key Key) (Key, error) {
	p, err := partyOf(Owner{ID: ownerID}, []Key{key})
	if err != nil {
		return Key{}, err
	}
	credential, err := s.web.ValidateLogin(p, webauthn.SessionData{
		Challenge: challenge, UserID: p.WebAuthnID(), AllowedCredentialIDs: [][]byte{p.keys[0].ID},
		UserVerification: protocol.VerificationRequired,
	}, signed.parsed)
	if err != nil {
		return Key{}, refused(err)
	}
	if credential.Authenticator.CloneWarning {
		return Key{}, ErrCopied
	}
	key.SignCount, key.BackedUp = credential.Authenticator.SignCount, credential.Flags.BackupState
	return key, nil
}

// algorithms are those that every device knows one of: EdDSA, ES256, RS256.
var algorithms = webauthn.CredentialParametersRecommendedL3()

func request(options any, session *webauthn.SessionData) (Request, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return Request{}, fmt.Errorf("writing what to ask a browser for: %w", err)
	}
	return Request{Options: string(text), Challenge: session.Challenge}, nil
}

func refused(err error) error { return fmt.Errorf("%w: %w", ErrRefused, err) }

func newDecoy() ([]byte, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("drawing a decoy passkey: %w", err)
	}
	point, err := private.PublicKey.Bytes() // 4, then x and y
	if err != nil {
		return nil, fmt.Errorf("drawing a decoy passkey: %w", err)
	}
	return webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{
			KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256),
		},
		Curve: int64(webauthncose.P256), XCoord: point[1:33], YCoord: point[33:],
	})
}
