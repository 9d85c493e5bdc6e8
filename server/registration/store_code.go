package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

type codeStore struct{ read, revoke, insert, use *store.Statement }

func newCodeStore(s *store.Store) codeStore {
	const good = "used_at = 0 AND revoked_at = 0"
	return codeStore{
		read:   s.Prepare(`SELECT id, code_mac, created_at, expires_at FROM registration_codes WHERE patient_id = ? AND ` + good),
		revoke: s.Prepare(`UPDATE registration_codes SET revoked_at = ? WHERE patient_id = ? AND ` + good),
		insert: s.Prepare(`INSERT INTO registration_codes (id, patient_id, code_mac, issued_by, created_at, expires_at, used_at, revoked_at)
			VALUES (?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT DO NOTHING`),
		use: s.Prepare(`UPDATE registration_codes SET used_at = ? WHERE id = ? AND ` + good),
	}
}

// codeRow is a code as the table has it.
type codeRow struct {
	id, patientID, mac string
	at, expiresAt      int64
}

// good is the patient's one code that is neither used nor revoked; it may have
// run out.
func (c codeStore) good(ctx context.Context, patientID string) (codeRow, bool, error) {
	row := codeRow{patientID: patientID}
	err := c.read.QueryRow(ctx, patientID).Scan(&row.id, &row.mac, &row.at, &row.expiresAt)
	if errors.Is(err, sql.ErrNoRows) {
		return codeRow{}, false, nil
	}
	if err != nil {
		return codeRow{}, false, fmt.Errorf("reading an activation code: %w", err)
	}
	return row, true, nil
}

// replace revokes the patient's code and keeps the new one; false when somebody
// else did so at the same moment.
func (c codeStore) replace(ctx context.Context, row codeRow, issuer string) (bool, error) {
	if _, err := c.revoke.Exec(ctx, row.at, row.patientID); err != nil {
		return false, fmt.Errorf("revoking an activation code: %w", err)
	}
	kept, err := c.insert.Exec(ctx, row.id, row.patientID, row.mac, maybe(issuer), row.at, row.expiresAt)
	return store.ChangedOne(kept, err)
}

// spend uses the code up; false when it was used or revoked before.
func (c codeStore) spend(ctx context.Context, id string, at int64) (bool, error) {
	used, err := c.use.Exec(ctx, at, id)
	return store.ChangedOne(used, err)
}

// maybe is nil for the empty id that stands for nobody.
func maybe(id string) any {
	if id == "" {
		return nil
	}
	return id
}
