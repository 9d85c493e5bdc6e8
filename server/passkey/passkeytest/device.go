// Package passkeytest is a device with passkeys in software, for tests: it
// answers what a browser would be asked, and wrongly where a test wants that.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// Flags of what a device says with each use; see WebAuthn 6.1.
const (
	present  = 1 << 0
	verified = 1 << 2
	eligible = 1 << 3
	backedUp = 1 << 4
	attested = 1 << 6
)

// Device holds passkeys and uses them at once for whoever asks. Its fields may be
// changed between uses to make it lie.
type Device struct {
	Origin     string // of the page that asks
	Domain     string // that it says its keys are for; "" for the one that asks
	Unverified bool   // it does not make sure of its owner
	Counts     bool   // it counts uses; else it says 0, as synced ones do
	Synced     bool   // its keys are on several devices
	Nameless   bool   // it does not say whose key it uses

	t    testing.TB
	keys []*key
}

type key struct {
	id      []byte
	owner   []byte
	domain  string
	private *ecdsa.PrivateKey
	uses    uint32
}

// New is an empty device whose browser shows a page of the origin.
func New(t testing.TB, origin string) *Device { return &Device{Origin: origin, t: t} }

type asked struct {
	Challenge string                `json:"challenge"`
	RP        struct{ ID string }   `json:"rp"`
	RPID      string                `json:"rpId"`
	User      struct{ ID string }   `json:"user"`
	Allow     []struct{ ID string } `json:"allowCredentials"`
	Exclude   []struct{ ID string } `json:"excludeCredentials"`
}

// Create makes a passkey as the options ask and gives what the browser's toJSON
// would. It fails the test where a browser would refuse: when the device holds
// one of the excluded keys.
func (d *Device) Create(options string) (response string) {
	d.t.Helper()
	ask := d.read(options)
	for _, e := range ask.Exclude {
		if d.find(e.ID) != nil {
			d.t.Fatal("the device already holds a passkey of this account")
		}
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		d.t.Fatal(err)
	}
	k := &key{id: make([]byte, 20), owner: d.decode(ask.User.ID), domain: ask.RP.ID, private: private}
	rand.Read(k.id)
	d.keys = append(d.keys, k)
	return d.created(ask, k)
}

// Repeat answers as if the newest passkey had just been created once more.
func (d *Device) Repeat(options string) (response string) {
	d.t.Helper()
	return d.created(d.read(options), d.keys[len(d.keys)-1])
}

func (d *Device) created(ask asked, k *key) string {
	authData := d.authData(k, attested)
	authData = append(authData, make([]byte, 16)...) // no model
	authData = binary.BigEndian.AppendUint16(authData, uint16(len(k.id)))
	authData = append(append(authData, k.id...), d.cose(k)...)
	object := d.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": authData})
	return d.response(k, map[string]any{
		"clientDataJSON": d.clientData("webauthn.create", ask.Challenge), "attestationObject": encode(object),
		"transports": []string{"internal"},
	})
}

// Sign uses the newest passkey that the options allow and gives what the
// browser's toJSON would. It fails the test when there is none.
func (d *Device) Sign(options string) (response string) {
	d.t.Helper()
	ask := d.read(options)
	k := d.choose(ask)
	if k == nil {
		d.t.Fatal("the device has no passkey for what is asked")
	}
	return d.signed(ask, k)
}

// SignAnyway uses the newest passkey whether the options allow it or not.
func (d *Device) SignAnyway(options string) (response string) {
	d.t.Helper()
	return d.signed(d.read(options), d.keys[len(d.keys)-1])
}

func (d *Device) signed(ask asked, k *key) string {
	k.uses++
	client, authData := d.clientData("webauthn.get", ask.Challenge), d.authData(k, 0)
	hash := sha256.Sum256(d.decode(client))
	digest := sha256.Sum256(append(slices.Clone(authData), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.private, digest[:])
	if err != nil {
		d.t.Fatal(err)
	}
	answer := map[string]any{
		"clientDataJSON": client, "authenticatorData": encode(authData), "signature": encode(signature),
	}
	if !d.Nameless {
		answer["userHandle"] = encode(k.owner)
	}
	return d.response(k, answer)
}

// Copy is the same device once more, as a thief has it who copied its keys.
func (d *Device) Copy() *Device {
	other := *d
	other.keys = nil
	for _, k := range d.keys {
		same := *k
		other.keys = append(other.keys, &same)
	}
	return &other
}

// Forge makes the newest key sign with another private half than it was made with.
func (d *Device) Forge() {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		d.t.Fatal(err)
	}
	d.keys[len(d.keys)-1].private = private
}

// GiveTo makes the newest key say that it is somebody else's.
func (d *Device) GiveTo(ownerID string) { d.keys[len(d.keys)-1].owner = []byte(ownerID) }

func (d *Device) choose(ask asked) *key {
	if len(ask.Allow) > 0 {
		for _, a := range ask.Allow {
			if k := d.find(a.ID); k != nil {
				return k
			}
		}
		return nil
	}
	for _, k := range slices.Backward(d.keys) {
		if k.domain == ask.RPID {
			return k
		}
	}
	return nil
}

func (d *Device) find(id string) *key {
	for _, k := range d.keys {
		if encode(k.id) == id {
			return k
		}
	}
	return nil
}

func (d *Device) authData(k *key, flags byte) []byte {
	flags |= present
	if !d.Unverified {
		flags |= verified
	}
	if d.Synced {
		flags |= eligible | backedUp
	}
	var count uint32
	if d.Counts {
		count = k.uses
	}
	name := k.domain
	if d.Domain != "" {
		name = d.Domain
	}
	domain := sha256.Sum256([]byte(name))
	return binary.BigEndian.AppendUint32(append(domain[:], flags), count)
}

func (d *Device) clientData(kind, challenge string) string {
	text, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	return encode(text)
}

func (d *Device) cose(k *key) []byte {
	point, err := k.private.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	return d.cbor(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         int64(webauthncose.P256), XCoord: point[1:33], YCoord: point[33:],
	})
}

func (d *Device) cbor(v any) []byte {
	raw, err := webauthncbor.Marshal(v)
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *Device) response(k *key, answer map[string]any) string {
	text, err := json.Marshal(map[string]any{
		"id": encode(k.id), "rawId": encode(k.id), "type": "public-key", "authenticatorAttachment": "platform",
		// As password managers do that tell more than they are asked.
		"clientExtensionResults": map[string]any{"credProps": map[string]any{"rk": true}}, "response": answer,
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return string(text)
}

func (d *Device) read(options string) (ask asked) {
	d.t.Helper()
	if err := json.Unmarshal([]byte(options), &ask); err != nil {
		d.t.Fatalf("what is asked is no JSON: %v", err)
	}
	return ask
}

func (d *Device) decode(text string) []byte {
	d.t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }
