package registration

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Locks lists the clinic numbers that were locked since somebody last looked,
// the latest first, at most a hundred. For the front desk and administrators;
// FORBIDDEN for others.
func (s *Service) Locks(ctx context.Context, who actor.Actor) ([]Lock, error) {
	if err := mayHandOut(who); err != nil {
		return nil, err
	}
	rows, err := s.locks.unseen(actor.NewContext(ctx, who))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.patientID
	}
	people, err := s.Patients.Found(ctx, who, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Lock, len(rows))
	for i, row := range rows {
		list[i] = Lock{
			ID: row.id, Patient: people[row.patientID], Times: row.times,
			LockedAt: store.FromMicros(row.at), LockedUntil: store.FromMicros(row.until),
		}
	}
	return list, nil
}

// SettleRegistrationLock takes a lock from the list, and lets tries at the
// number go on at once when asked to. For the front desk and administrators:
// FORBIDDEN for others, NOT_FOUND for what is not on the list.
func (s *Service) SettleRegistrationLock(ctx context.Context, who actor.Actor, in SettleRegistrationLockInput) (SettleRegistrationLockPayload, error) {
	if err := mayHandOut(who); err != nil {
		return SettleRegistrationLockPayload{}, err
	}
	err := s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		patientID, number, found, err := s.locks.settle(ctx, in.LockID, who.AccountID(), store.Micros(s.Clock()))
		if err == nil && !found {
			err = fault.ErrNotFound
		}
		if err != nil {
			return err
		}
		action := "registration.see_lock"
		if in.Unlock {
			action = "registration.unlock"
			if err := s.tries.Lift(ctx, number); err != nil {
				return err
			}
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: action, SubjectType: "registration_lock", SubjectID: in.LockID, PatientID: patientID,
		})
	})
	if err != nil {
		return SettleRegistrationLockPayload{}, err
	}
	locks, err := s.Locks(ctx, who)
	return SettleRegistrationLockPayload{Locks: locks}, err
}
