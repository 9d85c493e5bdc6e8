package secret

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Sizes in bytes of a root key and of what is derived from it.
const (
	rootSize    = 32
	derivedSize = 32
)

// ErrUnknownKey says that the keyring holds no key of that id: it was taken
// out, or the keyring is not the one that belongs to this database.
var ErrUnknownKey = errors.New("secret: no such key in the keyring")

// Keyring is the program's root keys. It is safe for concurrent use.
type Keyring struct {
	current string
	roots   map[string][]byte
}

// rootKey is one key as the file holds it.
type rootKey struct {
	ID     string    `json:"id"`   // letters and digits
	Root   []byte    `json:"root"` // base64 in the file
	MadeAt time.Time `json:"made_at"`
}

// CurrentID names the key that Derive uses: 8 hexadecimal digits for keys made
// here.
func (k *Keyring) CurrentID() string { return k.current }

// Derive gives the 32 bytes that the current key yields for the purpose, by
// HKDF-SHA256 (RFC 5869). The same purpose always gives the same bytes until
// the keyring is rotated.
func (k *Keyring) Derive(purpose string) []byte {
	return derive(k.roots[k.current], purpose)
}

// DeriveWith is Derive with the key of that id; ErrUnknownKey when the keyring
// does not hold it.
func (k *Keyring) DeriveWith(id, purpose string) ([]byte, error) {
	root, ok := k.roots[id]
	if !ok {
		return nil, fmt.Errorf("%w: %q", ErrUnknownKey, id)
	}
	return derive(root, purpose), nil
}

func derive(root []byte, purpose string) []byte {
	out, err := hkdf.Key(sha256.New, root, nil, "patient-portal/"+purpose, derivedSize)
	if err != nil {
		// Only a length beyond 255 hashes or a weak root under FIPS fails, and
		// neither can be: both sizes are fixed above.
		panic(fmt.Sprintf("secret: deriving a key: %v", err))
	}
	return out
}

// newRootKey makes a key from the machine's randomness.
func newRootKey(now time.Time) rootKey {
	root, id := make([]byte, rootSize), make([]byte, 4)
	rand.Read(root) // never fails: it ends the program instead
	rand.Read(id)
	return rootKey{ID: hex.EncodeToString(id), Root: root, MadeAt: now.UTC().Truncate(time.Second)}
}

// keyringOf checks what a file held; its last key is the current one.
func keyringOf(keys []rootKey) (*Keyring, error) {
	if len(keys) == 0 {
		return nil, errors.New("it holds no key")
	}
	k := &Keyring{current: keys[len(keys)-1].ID, roots: make(map[string][]byte, len(keys))}
	for i, key := range keys {
		switch _, twice := k.roots[key.ID]; {
		case !isPlain(key.ID):
			return nil, fmt.Errorf("key %d has no id of 1 to 32 letters and digits", i+1)
		case len(key.Root) != rootSize:
			return nil, fmt.Errorf("key %q is not %d bytes", key.ID, rootSize)
		case twice:
			return nil, fmt.Errorf("key %q is there twice", key.ID)
		}
		k.roots[key.ID] = key.Root
	}
	return k, nil
}

// isPlain tells whether an id can stand inside other formats, such as a stored
// password hash, without quoting.
func isPlain(id string) bool {
	for _, c := range id {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(id) >= 1 && len(id) <= 32
}
