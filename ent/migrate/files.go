package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ariga.io/atlas/sql/migrate"
)

// inCopy runs fn on a copy of the migrations, so that a failure in one dialect
// leaves the other's files as they were.
func inCopy(dir string, fn func(work string) error) (err error) {
	work, err := os.MkdirTemp("", "migrations")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	for _, folder := range folders {
		if err := copyFolder(filepath.Join(dir, folder), filepath.Join(work, folder)); err != nil {
			return err
		}
	}
	return fn(work)
}

func copyFolder(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// moveBack takes the finished copy over. No migration ever goes away, so
// writing over is enough.
func moveBack(work, dir string) error {
	for _, folder := range folders {
		if err := copyFolder(filepath.Join(work, folder), filepath.Join(dir, folder)); err != nil {
			return err
		}
	}
	return nil
}

// taken is a migration removed from a copy, and those after it held back.
type taken struct {
	work    string
	version string
	later   map[string][]byte // path below work → content
}

// takeOut removes the named migration and holds back the later ones; the
// version is empty when there was none of that name.
func takeOut(work, name string) (taken, error) {
	out := taken{work: work, later: map[string][]byte{}}
	found, err := filepath.Glob(filepath.Join(work, "*", "[0-9]*_"+name+".sql"))
	if err != nil {
		return taken{}, err
	}
	for _, file := range found {
		out.version, _, _ = strings.Cut(filepath.Base(file), "_")
	}
	if out.version == "" {
		return out, nil
	}
	return out, out.holdBack()
}

func (t *taken) holdBack() error {
	files, err := filepath.Glob(filepath.Join(t.work, "*", "*.sql"))
	if err != nil {
		return err
	}
	for _, file := range files {
		version, _, _ := strings.Cut(filepath.Base(file), "_")
		if version < t.version {
			continue
		}
		if version > t.version {
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			t.later[file] = content
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return hashAll(t.work)
}

func (t *taken) putLaterBack() error {
	for file, content := range t.later {
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func writeEmpty(req request) error {
	for _, folder := range folders {
		file := filepath.Join(req.dir, folder, req.version+"_"+req.name+".sql")
		if err := os.WriteFile(file, []byte("-- Written by hand.\n"), 0o644); err != nil {
			return err
		}
		fmt.Println(file)
	}
	return hashAll(req.dir)
}

func hashAll(dir string) error {
	for _, folder := range folders {
		local, err := migrate.NewLocalDir(filepath.Join(dir, folder))
		if err != nil {
			return err
		}
		if err := hash(local); err != nil {
			return err
		}
	}
	return nil
}

func hash(dir *migrate.LocalDir) error {
	sum, err := dir.Checksum()
	if err != nil {
		return err
	}
	return migrate.WriteSumFile(dir, sum)
}
