package store

import (
	"database/sql"
	"fmt"
)

// ChangedOne tells whether a conditional write met its condition: exactly one
// row was changed. It takes what Exec gives.
func ChangedOne(result sql.Result, err error) (bool, error) {
	n, err := Changed(result, err)
	return n == 1, err
}

// Changed is how many rows a write changed. It takes what Exec gives.
func Changed(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, fmt.Errorf("a write: %w", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("counting what a write changed: %w", err)
	}
	return n, nil
}
