package patient

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/patientcoverage"
)

// coverageRow is a coverage with whose it is.
type coverageRow struct {
	Coverage
	patientID string
}

func (s patientStore) coverages(ctx context.Context, patientID string, now int64) ([]Coverage, error) {
	rows, err := s.store.DB(ctx).PatientCoverage.Query().Where(
		patientcoverage.PatientID(patientID),
		patientcoverage.StatusIn("", "active"),
		patientcoverage.Or(patientcoverage.EndedAt(0), patientcoverage.EndedAtGT(now)),
	).Order(patientcoverage.ByCreatedAt(), patientcoverage.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading coverages: %w", err)
	}
	list := make([]Coverage, len(rows))
	for i, row := range rows {
		list[i] = fromDBCoverage(row)
	}
	return list, nil
}

func (s patientStore) ownsCoverage(ctx context.Context, patientID, coverageID string, now int64) (bool, error) {
	var n int
	if err := s.ownedCoverages.QueryRow(ctx, coverageID, patientID, now).Scan(&n); err != nil {
		return false, fmt.Errorf("looking for a coverage: %w", err)
	}
	return n == 1, nil
}

func (s patientStore) coveragesByID(ctx context.Context, ids []string) ([]coverageRow, error) {
	rows, err := s.store.DB(ctx).PatientCoverage.Query().Where(patientcoverage.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading coverages by id: %w", err)
	}
	list := make([]coverageRow, len(rows))
	for i, row := range rows {
		list[i] = coverageRow{Coverage: fromDBCoverage(row), patientID: row.PatientID}
	}
	return list, nil
}

func fromDBCoverage(row *db.PatientCoverage) Coverage {
	return Coverage{
		ID: row.ID, Payer: row.Payer, Plan: maybe(row.Plan),
		MemberID: maybe(row.MemberID), GroupNumber: maybe(row.GroupNumber),
	}
}
