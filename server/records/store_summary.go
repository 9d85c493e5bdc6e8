package records

import (
	"context"
	"fmt"
)

// summaryText counts what the lists show: see allEntries and visitsMade.
const summaryText = `SELECT kind, count(*) FROM records_observations
	WHERE patient_id = ? AND status <> 'entered-in-error' GROUP BY kind
UNION ALL SELECT kind, count(*) FROM records_entries
	WHERE patient_id = ? AND status <> 'entered-in-error'
		AND NOT (kind = 'visit' AND status IN ('cancelled', 'planned')) GROUP BY kind`

func (s readStore) countKinds(ctx context.Context, patientID string) (map[string]int, error) {
	rows, err := s.summary.Query(ctx, patientID, patientID)
	if err != nil {
		return nil, fmt.Errorf("counting a record: %w", err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return nil, fmt.Errorf("counting a record: %w", err)
		}
		counts[kind] = n
	}
	return counts, rows.Err()
}
