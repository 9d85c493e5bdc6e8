package records

import (
	"context"
	"strings"

	"patientportal/server/store"
)

// bulkSizes are the rows of the prepared inserts, largest first. With at most
// 26 columns the largest stays far under the places a statement may have
// (32,766 on SQLite, 65,535 on PostgreSQL).
var bulkSizes = []int{64, 8, 1}

// bulk inserts many rows with few statements.
type bulk map[int]*store.Statement

// newBulk prepares inserts into the table. With replacing, a row whose id is
// there takes the new values of these columns and keeps its others.
func newBulk(s *store.Store, table string, columns []string, replacing bool) bulk {
	row := "(" + strings.Repeat("?, ", len(columns)-1) + "?)"
	tail := ""
	if replacing {
		var sets []string
		for _, c := range columns[1:] {
			sets = append(sets, c+" = excluded."+c)
		}
		tail = " ON CONFLICT (id) DO UPDATE SET " + strings.Join(sets, ", ")
	}
	b := bulk{}
	for _, n := range bulkSizes {
		rows := strings.Repeat(row+", ", n-1) + row
		b[n] = s.Prepare("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + rows + tail)
	}
	return b
}

func insertAll[T any](ctx context.Context, b bulk, rows []T, values func(T) []any) error {
	for _, n := range bulkSizes {
		for len(rows) >= n {
			var args []any
			for _, row := range rows[:n] {
				args = append(args, values(row)...)
			}
			if _, err := b[n].Exec(ctx, args...); err != nil {
				return err
			}
			rows = rows[n:]
		}
	}
	return nil
}
