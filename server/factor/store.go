package factor

import (
	"database/sql"
	"errors"

	"patientportal/server/store"
)

// tables speaks to the database for the room. Writes need a Tx.
type tables struct {
	store *store.Store
	ceremonyStatements
	passkeyStatements
	factorStatements
	recoveryCodeStatements
}

func newTables(s *store.Store) *tables {
	return &tables{
		store:                  s,
		ceremonyStatements:     prepareCeremonies(s),
		passkeyStatements:      preparePasskeys(s),
		factorStatements:       prepareFactors(s),
		recoveryCodeStatements: prepareRecoveryCodes(s),
	}
}

// found tells a missing row from a failure.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
