package notify

import (
	"context"
	"database/sql"

	"entgo.io/ent/dialect"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"patientportal/server/store"
)

// completeFunc ends a job in our transaction, so that River does not run it
// again when the process dies right after.
type completeFunc func(ctx context.Context, tx *sql.Tx, job *river.Job[deliverArgs]) error

// queueOf is River's way to the store's database.
func queueOf(s *store.Store) (riverdriver.Driver[*sql.Tx], completeFunc) {
	if s.Dialect() == dialect.SQLite {
		return riversqlite.New(s.WriterDB()), completeOn[*riversqlite.Driver]
	}
	return riverdatabasesql.New(s.WriterDB()), completeOn[*riverdatabasesql.Driver]
}

func completeOn[D riverdriver.Driver[*sql.Tx]](ctx context.Context, tx *sql.Tx, job *river.Job[deliverArgs]) error {
	_, err := river.JobCompleteTx[D](ctx, tx, job)
	return err
}
