package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// LockRow locks the row with the id until the transaction ends, by a statement
// like SELECT id ... WHERE id = ? FOR NO KEY UPDATE. On SQLite, where st is nil,
// a transaction that writes is alone from its beginning.
func LockRow(ctx context.Context, st *Statement, id string) error {
	if st == nil {
		return nil
	}
	var locked string
	if err := st.QueryRow(ctx, id).Scan(&locked); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("locking a row: %w", err)
	}
	return nil
}
