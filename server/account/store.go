package account

import (
	"context"
	"database/sql"
	"errors"

	"patientportal/server/store"
)

// tables speaks to the database for the room. Writes need a Tx.
type tables struct {
	store *store.Store
	attemptStatements
	accountStatements
	sessionStatements
	refreshStatements
	grantStatements
	careStatements
	linkStatements
	keeperStatements
	challengeStatements
	rememberedStatements
	policyStatements
	staffStatements
}

func newTables(s *store.Store) *tables {
	return &tables{
		store:                s,
		attemptStatements:    prepareAttempts(s),
		accountStatements:    prepareAccounts(s),
		sessionStatements:    prepareSessions(s),
		refreshStatements:    prepareRefresh(s),
		grantStatements:      prepareGrants(s),
		careStatements:       prepareCare(s),
		linkStatements:       prepareLinks(s),
		keeperStatements:     prepareKeepers(s),
		challengeStatements:  prepareChallenges(s),
		rememberedStatements: prepareRemembered(s),
		policyStatements:     preparePolicies(s),
		staffStatements:      prepareStaff(s),
	}
}

// sweeps drop what ended before an instant, in the order in which rows name each
// other: refresh tokens go before their sessions.
func (t *tables) sweeps() []func(ctx context.Context, before int64) (int64, error) {
	return []func(context.Context, int64) (int64, error){
		t.sweepSpent, t.sweepOver, t.sweepOldLinks, t.sweepOldChallenges, t.sweepOldDevices,
	}
}

// found tells a missing row from a failure.
func found(err error) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
