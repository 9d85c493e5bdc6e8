package invitations

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/bookingreferral"
	"patientportal/server/fault"
	"patientportal/server/store"
)

type referralStore struct {
	store       *store.Store
	good, ended *store.Statement
}

func newReferralStore(s *store.Store) referralStore {
	return referralStore{
		store: s,
		good: s.Prepare(`SELECT EXISTS (SELECT 1 FROM booking_referrals
				WHERE patient_id = ? AND service_id = ? AND withdrawn_at = 0 AND expires_at > ?)
			OR EXISTS (SELECT 1 FROM booking_invitations
				WHERE patient_id = ? AND service_id = ? AND state = 'OPEN' AND expires_at > ?)`),
		ended: s.Prepare(`UPDATE booking_referrals SET withdrawn_at = ? WHERE id = ? AND withdrawn_at = 0`),
	}
}

// isReferred tells whether the patient has a referral to the service that is
// good at that time, or an open invitation to book it.
func (s referralStore) isReferred(ctx context.Context, patientID, serviceID string, now int64) (yes bool, err error) {
	if err := s.good.QueryRow(ctx, patientID, serviceID, now, patientID, serviceID, now).Scan(&yes); err != nil {
		return false, fmt.Errorf("looking for a referral: %w", err)
	}
	return yes, nil
}

func (s referralStore) add(ctx context.Context, v Referral, by string, now int64) error {
	err := s.store.DB(ctx).BookingReferral.Create().SetID(v.ID).SetPatientID(v.PatientID).SetServiceID(v.Service.ID).
		SetGivenBy(by).SetNote(v.Note).SetCreatedAt(now).SetExpiresAt(store.Micros(v.ExpiresAt)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("adding a referral: %w", err)
	}
	return nil
}

// withdraw is false when the referral was withdrawn before.
func (s referralStore) withdraw(ctx context.Context, id string, now int64) (bool, error) {
	return store.ChangedOne(s.ended.Exec(ctx, now, id))
}

func (s referralStore) byID(ctx context.Context, id string) (*db.BookingReferral, error) {
	row, err := s.store.DB(ctx).BookingReferral.Get(ctx, id)
	if db.IsNotFound(err) {
		return nil, fault.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("reading a referral: %w", err)
	}
	return row, nil
}

// ofPatient gives those that are good at that time, the first to lapse first.
func (s referralStore) ofPatient(ctx context.Context, patientID string, now int64) ([]*db.BookingReferral, error) {
	rows, err := s.store.DB(ctx).BookingReferral.Query().
		Where(bookingreferral.PatientID(patientID), bookingreferral.WithdrawnAt(0), bookingreferral.ExpiresAtGT(now)).
		Order(bookingreferral.ByExpiresAt(), bookingreferral.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading referrals: %w", err)
	}
	return rows, nil
}
