package account

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"patientportal/server/secret"
)

// Hasher keeps passwords so that they cannot be read back.
type Hasher interface {
	// Hash gives the form in which a password is kept.
	Hash(password string) (string, error)
	// Verify tells whether kept was made of the password, and whether it should
	// be made anew, being weaker than what Hash makes now.
	Verify(password, kept string) (right, stale bool, err error)
	// Decoy is a kept form that no password has and that costs as much to
	// verify as any other.
	Decoy() string
}

// Params is the cost of argon2id (RFC 9106).
type Params struct {
	Time    uint32 // passes
	Memory  uint32 // KiB
	Threads uint8
}

// DefaultParams is above every line of OWASP's table for argon2id
// (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
var DefaultParams = Params{Time: 3, Memory: 64 * 1024, Threads: 1}

const (
	saltBytes     = 16
	hashBytes     = 32
	pepperPurpose = "account.password"
)

// Argon2id is the Hasher of the portal: argon2id over an HMAC of the password
// with a key from the keyring, so that a copy of the database alone cannot even
// be guessed at.
type Argon2id struct {
	keys   *secret.Keyring
	params Params
}

// NewArgon2id makes a hasher of that cost.
func NewArgon2id(keys *secret.Keyring, params Params) *Argon2id {
	return &Argon2id{keys: keys, params: params}
}

// keptHash is a hash with all that is needed to make it again.
type keptHash struct {
	params Params
	keyID  string
	salt   []byte
	sum    []byte
}

var errNotKept = errors.New("account: the stored password hash is not one")

// Hash is part of Hasher. The text is in PHC string format
// (https://github.com/P-H-C/phc-string-format), with the pepper's key as keyid.
func (a *Argon2id) Hash(password string) (string, error) {
	h := keptHash{params: a.params, keyID: a.keys.CurrentID(), salt: randomBytes(saltBytes)}
	sum, err := a.sum(password, h)
	if err != nil {
		return "", err
	}
	h.sum = sum
	return h.String(), nil
}

// Verify is part of Hasher.
func (a *Argon2id) Verify(password, kept string) (right, stale bool, err error) {
	h, err := parseHash(kept)
	if err != nil {
		return false, false, err
	}
	sum, err := a.sum(password, h)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(sum, h.sum) == 1, a.isStale(h), nil
}

// Decoy is part of Hasher: a hash nobody made, so no password leads to it.
func (a *Argon2id) Decoy() string {
	return keptHash{
		params: a.params, keyID: a.keys.CurrentID(),
		salt: randomBytes(saltBytes), sum: randomBytes(hashBytes),
	}.String()
}

func (a *Argon2id) isStale(h keptHash) bool {
	return h.params.Time < a.params.Time || h.params.Memory < a.params.Memory ||
		h.params.Threads != a.params.Threads || h.keyID != a.keys.CurrentID()
}

func (a *Argon2id) sum(password string, h keptHash) ([]byte, error) {
	pepper, err := a.keys.DeriveWith(h.keyID, pepperPurpose)
	if err != nil {
		return nil, fmt.Errorf("hashing a password: %w", err)
	}
	mac := hmac.New(sha256.New, pepper)
	// People's keyboards compose characters in different ways (NIST SP 800-63B).
	mac.Write(norm.NFKC.Bytes([]byte(password)))
	return argon2.IDKey(mac.Sum(nil), h.salt, h.params.Time, h.params.Memory, h.params.Threads, hashBytes), nil
}

// String is the hash in PHC string format.
func (h keptHash) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d,keyid=%s$%s$%s", argon2.Version,
		h.params.Memory, h.params.Time, h.params.Threads, h.keyID, encode(h.salt), encode(h.sum))
}

func parseHash(kept string) (keptHash, error) {
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return keptHash{}, errNotKept
	}
	var h keptHash
	_, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d,keyid=%s", &h.params.Memory, &h.params.Time, &h.params.Threads, &h.keyID)
	if err != nil || h.params.Time == 0 || h.params.Threads == 0 {
		return keptHash{}, errNotKept
	}
	h.salt, err = base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return keptHash{}, errNotKept
	}
	h.sum, err = base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(h.sum) != hashBytes {
		return keptHash{}, errNotKept
	}
	return h, nil
}

func encode(raw []byte) string { return base64.RawStdEncoding.EncodeToString(raw) }

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: it ends the program instead
	return b
}
