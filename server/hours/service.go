package hours

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/store"
)

// Needs is what the room is made over.
type Needs struct {
	Store  *store.Store
	Clinic *clinic.Service
	Trail  *audit.Trail
	Clock  store.Clock
}

// Service keeps hours and lays out the slots that they give. It is safe for
// concurrent use.
type Service struct {
	Needs
	schedules scheduleStore
	plans     planStore
	slots     slotStore
}

// New makes the room.
func New(n Needs) *Service {
	return &Service{
		Needs: n, schedules: newScheduleStore(n.Store), plans: newPlanStore(n.Store), slots: newSlotStore(n.Store),
	}
}

// OnChanged has fn told of the slots that laying out adds or takes back, in the
// transaction that does. Register before the service is used.
func (s *Service) OnChanged(fn func(ctx context.Context, slotIDs ...string)) { s.slots.changed = fn }

// OnSeized has fn run in the transaction of every write by which the clinic
// takes away time that is kept, or a part of it: with the id of the hold or the
// offer that kept it. Register before the service is used.
func (s *Service) OnSeized(fn func(ctx context.Context, holdID string) error) { s.slots.seized = fn }

// MaySchedule is nil for those who lay out hours: members of staff.
func MaySchedule(who actor.Actor) error {
	return who.Require(actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator)
}

// LockPractitioner lets one transaction at a time lay out a practitioner, in
// the context's Tx.
func (s *Service) LockPractitioner(ctx context.Context, practitionerID string) error {
	return s.schedules.lockPractitioner(ctx, practitionerID)
}

// PlanOf reads all that lays out one practitioner from now on.
func (s *Service) PlanOf(ctx context.Context, practitionerID string) (Plan, error) {
	return s.schedules.planningOf(ctx, practitionerID, s.Clock())
}

// Plans reads the hours under the filter, one element a practitioner.
func (s *Service) Plans(ctx context.Context, f Filter) ([]Plan, error) {
	f.now = s.Clock()
	return s.schedules.planning(ctx, f)
}

// Except adds an exception, in the context's Tx. Slots do not follow yet.
func (s *Service) Except(ctx context.Context, dir *clinic.Directory, v Exception) error {
	if err := checkException(dir, v); err != nil {
		return err
	}
	return s.schedules.addException(ctx, v)
}

// Exception is one of them, NOT_FOUND when there is none.
func (s *Service) Exception(ctx context.Context, exceptionID string) (Exception, error) {
	return s.schedules.exception(ctx, exceptionID)
}

// Unexcept takes an exception back, in the context's Tx, and gives it;
// NOT_FOUND when there is none. Slots do not follow yet.
func (s *Service) Unexcept(ctx context.Context, exceptionID string) (Exception, error) {
	return s.schedules.removeException(ctx, exceptionID)
}

// ExceptionsFrom gives those that are not over at a time, of one place or of
// all for "".
func (s *Service) ExceptionsFrom(ctx context.Context, locationID string, from time.Time) ([]Exception, error) {
	return s.schedules.exceptionsAhead(ctx, locationID, from)
}
