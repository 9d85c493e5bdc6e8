package secret

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// file is the keyring as stored, oldest key first.
type file struct {
	Keys []rootKey `json:"keys"`
}

// forbidden are the permission bits that a keyring must not have: anything for
// everybody, and writing for the group. The group may read, because container
// platforms hand secrets over that way.
const forbidden fs.FileMode = 0o037

// Open reads the keyring at path. When there is none it makes one with a fresh
// key, readable by its owner only; of several programs starting at once one
// makes it and all use that one. It fails when others could read the file and
// when it does not hold what a keyring holds.
func Open(path string) (*Keyring, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path); err != nil {
			return nil, fmt.Errorf("making the keyring %s: %w", path, err)
		}
	}
	keys, err := read(path)
	if err != nil {
		return nil, fmt.Errorf("opening the keyring %s: %w", path, err)
	}
	ring, err := keyringOf(keys)
	if err != nil {
		return nil, fmt.Errorf("opening the keyring %s: %w", path, err)
	}
	return ring, nil
}

// Rotate adds a fresh key to the keyring at path, which becomes the current
// one for every program that opens it from then on. It gives the new key's id.
func Rotate(path string) (id string, err error) {
	keys, err := read(path)
	if err == nil {
		_, err = keyringOf(keys)
	}
	if err != nil {
		return "", fmt.Errorf("rotating the keyring %s: %w", path, err)
	}
	fresh := newRootKey(time.Now())
	temp, err := writeBeside(path, append(keys, fresh))
	if err != nil {
		return "", fmt.Errorf("rotating the keyring %s: %w", path, err)
	}
	defer os.Remove(temp) //nolint:errcheck // gone already unless the rename failed
	if err := os.Rename(temp, path); err != nil {
		return "", fmt.Errorf("rotating the keyring %s: %w", path, err)
	}
	return fresh.ID, syncFolder(path)
}

func read(path string) ([]rootKey, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&forbidden != 0 {
		return nil, fmt.Errorf("its permissions are %#o, so others could read or change it; run: chmod 600 %s", mode, path)
	}
	var held file
	if err := json.NewDecoder(f).Decode(&held); err != nil {
		// The decoder's own words may repeat a part of the file.
		return nil, errors.New("it is not a keyring")
	}
	return held.Keys, nil
}

// create makes the file whole or not at all, and never in place of another: a
// link fails when the name is taken.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := writeBeside(path, []rootKey{newRootKey(time.Now())})
	if err != nil {
		return err
	}
	defer os.Remove(temp) //nolint:errcheck // its content has its own name by now
	if err := os.Link(temp, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(path)
}

// writeBeside writes the keys to a new file in path's folder, on the disk when
// it returns. os.CreateTemp makes it readable by its owner only.
func writeBeside(path string, keys []rootKey) (name string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".keyring-*")
	if err != nil {
		return "", err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	text, err := json.MarshalIndent(file{Keys: keys}, "", "  ")
	if err != nil {
		return "", err
	}
	if _, err := f.Write(append(text, '\n')); err != nil {
		return "", err
	}
	return f.Name(), f.Sync()
}

// syncFolder puts the name on the disk too: keys that a power cut takes away
// would take every password with them.
func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
