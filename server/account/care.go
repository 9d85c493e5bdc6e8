package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Giver is who let a carer act for a patient.
type Giver string

// The givers.
const (
	GivenByPatient  Giver = "PATIENT"
	GivenByGuardian Giver = "GUARDIAN" // somebody whom the clinic made a child's carer
	GivenByClinic   Giver = "CLINIC"
)

// Care is what an account may do for a patient who is somebody else. Who may
// give it, see it and end it are the rules of the room carer, which alone calls
// what stands in this file; nothing here asks.
type Care struct {
	ID           string // the grant's
	AccountID    string
	PatientID    string
	Name         string // of the account's person; not needed to give care
	Email        string // of the account, empty when none is known; not needed to give care
	Relationship string
	Scopes       []actor.Scope // those held now; once it is over, those it had
	GivenBy      Giver
	Since        time.Time
	ExpiresAt    time.Time // zero when it lasts until somebody ends it
	RecordsUntil time.Time // from then on without the clinical scopes; zero for never
	EndedAt      time.Time // when somebody ended it; zero when nobody has
}

// IsOver tells whether it was ended or has run out.
func (c Care) IsOver(now time.Time) bool {
	return !c.EndedAt.IsZero() || (!c.ExpiresAt.IsZero() && !now.Before(c.ExpiresAt))
}

// errOwnRecord answers who would care for themself.
var errOwnRecord = fault.New(fault.Conflict, "account.own_record", "This is your own record already.")

// GiveCare lets the account act for the patient and gives the grant's id; inside
// a Tx. What the account was given for that patient before is replaced. It
// fails with CONFLICT when the patient is the account's own person.
func (s *Service) GiveCare(ctx context.Context, c Care) (id string, err error) {
	return s.tables.giveCare(ctx, c)
}

// EndCare ends a grant, inside a Tx; false when it was over by then. From the
// commit on no request, event or mail finds it.
func (s *Service) EndCare(ctx context.Context, id string) (bool, error) {
	return s.tables.endCare(ctx, id, store.Micros(s.clock()))
}

// LimitCare sets anew when a grant ends and until when it is clinical.
func (s *Service) LimitCare(ctx context.Context, id string, expiresAt, recordsUntil time.Time) error {
	return s.tables.limitCare(ctx, id, store.Micros(expiresAt), store.Micros(recordsUntil))
}

// Care gives one grant; NOT_FOUND for a patient's own.
func (s *Service) Care(ctx context.Context, id string) (Care, error) {
	return one(s.careWhere(ctx, s.tables.readCare, id))
}

// CareBetween is what the account was last given for the patient, over or not;
// NOT_FOUND when nothing ever was.
func (s *Service) CareBetween(ctx context.Context, accountID, patientID string) (Care, error) {
	return one(s.careWhere(ctx, s.tables.readCareBetween, accountID, patientID))
}

// CareOf lists who may act for a patient and who might once, the newest first,
// at most 100.
func (s *Service) CareOf(ctx context.Context, patientID string) ([]Care, error) {
	return s.careWhere(ctx, s.tables.readCareOf, patientID)
}

// CareBy lists for whom an account acts or did, at most 100.
func (s *Service) CareBy(ctx context.Context, accountID string) ([]Care, error) {
	return s.careWhere(ctx, s.tables.readCareBy, accountID)
}

// CareAfter lists grants that nobody has ended, in the order of their ids, from
// behind that one: for what goes through all of them, 100 at a time.
func (s *Service) CareAfter(ctx context.Context, id string) ([]Care, error) {
	return s.careWhere(ctx, s.tables.readCareAfter, id)
}

// PersonWithUsername gives the id of the account that a patient or carer has
// under that name; NOT_FOUND for staff, for disabled ones, and for none.
func (s *Service) PersonWithUsername(ctx context.Context, username string) (id string, err error) {
	name := FoldUsername(username)
	if !isUsername(name) {
		return "", fault.ErrNotFound
	}
	return s.tables.personNamed(ctx, name)
}

func (s *Service) careWhere(ctx context.Context, read *store.Statement, args ...any) ([]Care, error) {
	return s.tables.care(ctx, read, s.clock(), args...)
}

func one(list []Care, err error) (Care, error) {
	if err == nil && len(list) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return Care{}, err
	}
	return list[0], nil
}
