package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"entgo.io/ent/dialect"
)

// The ways a database and this program can disagree about migrations. Nothing
// is changed when one is found.
var (
	// ErrNewerDatabase says that a newer program has migrated the database.
	ErrNewerDatabase = errors.New("the database was migrated by a newer portal; run that one, or restore a backup")
	// ErrUnknownMigration says that the database has a migration between ours.
	ErrUnknownMigration = errors.New("the database has a migration that this portal does not know")
	// ErrChangedMigration says that a migration was edited after it ran.
	ErrChangedMigration = errors.New("a migration was changed after it had been applied")
	// ErrMigrationOrder says that a migration is older than one that ran.
	ErrMigrationOrder = errors.New("a migration is older than one already applied")
)

// Migration is one step of the schema, as this program holds it.
type Migration struct {
	Version  string // when it was written, as 20060102150405; "river/N" for River's
	Name     string
	Checksum string // SHA-256 of its text, in hexadecimal; empty for River's
	text     string
}

// String is the name of the file without its end.
func (m Migration) String() string { return m.Version + "_" + m.Name }

// dialectFolders are the folders below ent/migrations.
var dialectFolders = map[string]string{dialect.SQLite: "sqlite", dialect.Postgres: "postgres"}

// migrationsOf reads the dialect's migrations, oldest first, as fs.Glob sorts
// them.
func migrationsOf(files fs.FS, dialectName string) ([]Migration, error) {
	names, err := fs.Glob(files, path.Join(dialectFolders[dialectName], "*.sql"))
	if err != nil {
		return nil, err
	}
	list := make([]Migration, 0, len(names))
	for _, name := range names {
		m, err := readMigration(files, name)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

func readMigration(files fs.FS, name string) (Migration, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return Migration{}, err
	}
	version, rest, found := strings.Cut(strings.TrimSuffix(path.Base(name), ".sql"), "_")
	if !found {
		return Migration{}, fmt.Errorf("migration %s is not named VERSION_NAME.sql", name)
	}
	sum := sha256.Sum256(text)
	return Migration{
		Version:  version,
		Name:     rest,
		Checksum: hex.EncodeToString(sum[:]),
		text:     string(text),
	}, nil
}

// pendingOf is what of ours the database lacks, oldest first. It fails when
// what it has is not the beginning of ours, unchanged.
func pendingOf(ours []Migration, applied []AppliedMigration) ([]Migration, error) {
	known := make(map[string]Migration, len(ours))
	newest := ""
	for _, m := range ours {
		known[m.Version] = m
		newest = m.Version
	}
	latest := ""
	for _, a := range applied {
		m, ok := known[a.Version]
		switch {
		case !ok && a.Version > newest:
			return nil, fmt.Errorf("%w (%s)", ErrNewerDatabase, a)
		case !ok:
			return nil, fmt.Errorf("%w (%s)", ErrUnknownMigration, a)
		case m.Checksum != a.Checksum:
			return nil, fmt.Errorf("%w (%s)", ErrChangedMigration, a)
		}
		delete(known, a.Version)
		latest = max(latest, a.Version)
	}
	return inOrder(ours, known, latest)
}

func inOrder(ours []Migration, missing map[string]Migration, latest string) ([]Migration, error) {
	var pending []Migration
	for _, m := range ours {
		if _, ok := missing[m.Version]; !ok {
			continue
		}
		if m.Version < latest {
			return nil, fmt.Errorf("%w (%s)", ErrMigrationOrder, m)
		}
		pending = append(pending, m)
	}
	return pending, nil
}
