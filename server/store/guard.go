package store

import (
	"context"
	"fmt"
	"regexp"

	"entgo.io/ent"

	"patientportal/ent/db"
	"patientportal/server/actor"
)

// NoActorError says that patients' rows were asked for by nobody. It is a
// fault of the program, never of the caller.
type NoActorError struct{ Table string }

// Error names the table.
func (e *NoActorError) Error() string {
	return fmt.Sprintf("store: %s holds patients' rows and the context carries no actor", e.Table)
}

// guardClient makes the client refuse patients' tables when nobody is asking.
func guardClient(client *db.Client) {
	client.Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
		return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
			if err := guardType(ctx, ent.QueryFromContext(ctx).Type); err != nil {
				return nil, err
			}
			return next.Query(ctx, q)
		})
	}))
	client.Use(func(next ent.Mutator) ent.Mutator {
		return ent.MutateFunc(func(ctx context.Context, m ent.Mutation) (ent.Value, error) {
			if err := guardType(ctx, m.Type()); err != nil {
				return nil, err
			}
			return next.Mutate(ctx, m)
		})
	})
}

func guardType(ctx context.Context, typ string) error {
	table, owned := db.PatientTables[typ]
	if !owned {
		return nil
	}
	return guardTable(ctx, table)
}

// guardText is guardType for SQL written by hand.
func guardText(ctx context.Context, text string) error {
	return guardTable(ctx, patientTable(text))
}

// guardTable lets through what names no table of patients' rows.
func guardTable(ctx context.Context, table string) error {
	if table == "" {
		return nil
	}
	if _, ok := actor.From(ctx); !ok {
		return &NoActorError{Table: table}
	}
	return nil
}

var identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// patientTable is the first table of patients' rows that the SQL names, empty
// when it names none.
func patientTable(text string) string {
	for _, word := range identifier.FindAllString(text, -1) {
		for _, table := range db.PatientTables {
			if word == table {
				return table
			}
		}
	}
	return ""
}
