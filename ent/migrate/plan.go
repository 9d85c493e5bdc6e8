package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"ariga.io/atlas/sql/migrate"
	atlas "ariga.io/atlas/sql/schema"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "github.com/mattn/go-sqlite3"    // the driver "sqlite3"

	tables "patientportal/ent/db/migrate"
	"patientportal/server/store/storetest/pgtemp"
)

// folders hold each dialect's migrations.
var folders = []string{"sqlite", "postgres"}

// plan is what one dialect's migrations lack of the schema. What is lacking has
// been written into dir.
type plan struct {
	dialect string
	dir     string
	changed bool
	dropped []string // tables that migrations make and no schema holds
}

// planBoth plans in work/sqlite and work/postgres, a new file in each that
// lacks something.
func planBoth(ctx context.Context, work, name, version string) ([]plan, error) {
	lite, err := planSQLite(ctx, work, name, version)
	if err != nil {
		return nil, fmt.Errorf("planning for SQLite: %w", err)
	}
	pg, err := planPostgres(ctx, work, name, version)
	if err != nil {
		return nil, fmt.Errorf("planning for PostgreSQL: %w", err)
	}
	return []plan{lite, pg}, nil
}

func planSQLite(ctx context.Context, work, name, version string) (p plan, err error) {
	scratch, err := os.MkdirTemp("", "plan")
	if err != nil {
		return plan{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(scratch, "plan.db")+"?_fk=1")
	if err != nil {
		return plan{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return planOne(ctx, entsql.OpenDB(dialect.SQLite, db), filepath.Join(work, "sqlite"), name, version)
}

func planPostgres(ctx context.Context, work, name, version string) (p plan, err error) {
	cluster, err := pgtemp.Start(ctx)
	if err != nil {
		return plan{}, err
	}
	defer func() { err = errors.Join(err, cluster.Stop()) }()
	db, err := sql.Open("pgx", cluster.URL("postgres"))
	if err != nil {
		return plan{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return planOne(ctx, entsql.OpenDB(dialect.Postgres, db), filepath.Join(work, "postgres"), name, version)
}

func planOne(ctx context.Context, drv *entsql.Driver, path, name, version string) (plan, error) {
	p := plan{dialect: drv.Dialect(), dir: path}
	dir, err := migrate.NewLocalDir(path)
	if err != nil {
		return plan{}, err
	}
	planner, err := schema.NewMigrate(drv,
		schema.WithDir(dir),
		schema.WithMigrationMode(schema.ModeReplay),
		schema.WithFormatter(versioned(version)),
		schema.WithDropColumn(true),
		schema.WithDropIndex(true),
		schema.WithErrNoPlan(true),
		schema.WithDiffHook(p.noteDropped),
	)
	if err != nil {
		return plan{}, err
	}
	fresh, err := schema.CopyTables(tables.Tables) // planning leaves marks on them
	if err != nil {
		return plan{}, err
	}
	err = planner.NamedDiff(ctx, name, fresh...)
	if errors.Is(err, migrate.ErrNoPlan) {
		return p, nil
	}
	p.changed = err == nil
	return p, err
}

// versioned gives the files of both dialects the same version.
type versioned string

func (v versioned) Format(p *migrate.Plan) ([]migrate.File, error) {
	p.Version = string(v)
	return migrate.DefaultFormatter.Format(p)
}

// noteDropped keeps what ent leaves out of a plan: tables to be dropped.
func (p *plan) noteDropped(next schema.Differ) schema.Differ {
	return schema.DiffFunc(func(current, desired *atlas.Schema) ([]atlas.Change, error) {
		changes, err := next.Diff(current, desired)
		for _, change := range changes {
			if drop, ok := change.(*atlas.DropTable); ok {
				p.dropped = append(p.dropped, drop.T.Name)
			}
		}
		return changes, err
	})
}

// orphans fails for tables that must be dropped by hand, so that no data goes
// by a plan that nobody read.
func (p plan) orphans() error {
	if len(p.dropped) == 0 {
		return nil
	}
	return fmt.Errorf("%s: no schema holds %s: drop it in a migration written by hand (-empty)",
		p.dialect, strings.Join(p.dropped, ", "))
}

func (p plan) difference() error {
	if p.changed {
		return fmt.Errorf("%s: the migrations do not give the schema; run make migration NAME=…", p.dialect)
	}
	return p.orphans()
}

func (p plan) writeNothing(name, version string) error {
	dir, err := migrate.NewLocalDir(p.dir)
	if err != nil {
		return err
	}
	file := version + "_" + name + ".sql"
	if err := dir.WriteFile(file, []byte("-- Nothing to change in this dialect.\n")); err != nil {
		return err
	}
	return hash(dir)
}
