// Command migrate writes the versioned migrations of both dialects from the
// schema, or tells that they differ. Run it from the repository's root:
//
//	go run ./ent/migrate -name add_visit_notes   both files, or neither
//	go run ./ent/migrate -name init -rewrite     make that migration anew, before a release
//	go run ./ent/migrate -name audit_rules -empty   a pair to be filled by hand
//	go run ./ent/migrate -hash                   after editing one by hand
//	go run ./ent/migrate -check                  exit 1 when schema and migrations differ
//
// Planning replays the migrations on an empty SQLite file and on a throwaway
// PostgreSQL, so it needs PostgreSQL's programs installed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"time"
)

type request struct {
	dir     string
	name    string
	version string
	rewrite bool
	empty   bool
	hash    bool
	check   bool
}

func main() {
	var req request
	flag.StringVar(&req.dir, "dir", "ent/migrations", "folder that holds sqlite and postgres")
	flag.StringVar(&req.name, "name", "", "what the migration does, in lower_case")
	flag.BoolVar(&req.rewrite, "rewrite", false, "make the named migration anew, keeping its version")
	flag.BoolVar(&req.empty, "empty", false, "write an empty pair to be filled by hand")
	flag.BoolVar(&req.hash, "hash", false, "write atlas.sum anew after an edit by hand")
	flag.BoolVar(&req.check, "check", false, "only tell whether schema and migrations differ")
	flag.Parse()
	req.version = time.Now().UTC().Format("20060102150405")
	if err := run(context.Background(), req); err != nil {
		fmt.Fprintln(os.Stderr, "migrate:", err)
		os.Exit(1)
	}
}

var goodName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func run(ctx context.Context, req request) error {
	if req.hash {
		return hashAll(req.dir)
	}
	if req.check {
		return check(ctx, req.dir)
	}
	if !goodName.MatchString(req.name) {
		return errors.New("give the migration a -name in lower_case")
	}
	switch {
	case req.empty:
		return writeEmpty(req)
	case req.rewrite:
		return rewrite(ctx, req)
	}
	return write(ctx, req)
}

// check fails when replaying the migrations does not give the schema.
func check(ctx context.Context, dir string) error {
	return inCopy(dir, func(work string) error {
		plans, err := planBoth(ctx, work, "check", "99999999999999")
		if err != nil {
			return err
		}
		var problems []error
		for _, p := range plans {
			problems = append(problems, p.difference())
		}
		return errors.Join(problems...)
	})
}

// write adds one migration.
func write(ctx context.Context, req request) error {
	return inCopy(req.dir, func(work string) error {
		if err := addPlanned(ctx, work, req); err != nil {
			return err
		}
		return moveBack(work, req.dir)
	})
}

// rewrite makes a migration anew. Those written by hand after it stay; they
// must still fit, which the last look tells.
func rewrite(ctx context.Context, req request) error {
	return inCopy(req.dir, func(work string) error {
		old, err := takeOut(work, req.name)
		if err != nil {
			return err
		}
		if old.version != "" {
			req.version = old.version
		}
		if err := addPlanned(ctx, work, req); err != nil {
			return err
		}
		if err := old.putLaterBack(); err != nil {
			return err
		}
		if err := hashAll(work); err != nil {
			return err
		}
		if err := check(ctx, work); err != nil {
			return fmt.Errorf("the migrations after %s no longer fit: %w", req.name, err)
		}
		return moveBack(work, req.dir)
	})
}

func addPlanned(ctx context.Context, work string, req request) error {
	plans, err := planBoth(ctx, work, req.name, req.version)
	if err != nil {
		return err
	}
	changed := false
	for _, p := range plans {
		if err := p.orphans(); err != nil {
			return err
		}
		changed = changed || p.changed
	}
	if !changed {
		return errors.New("the migrations already give the schema, nothing to write")
	}
	for _, p := range plans {
		if !p.changed {
			if err := p.writeNothing(req.name, req.version); err != nil {
				return err
			}
		}
	}
	return nil
}
