package visit

import (
	"context"
	"sync/atomic"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Needs is what the room stands on.
type Needs struct {
	Store   *store.Store
	Booking *booking.Service
	Clinic  *clinic.Service
	Trail   *audit.Trail
	Keys    *secret.Keyring
	Clock   store.Clock
	// VideoURL is where video visits are held, with {room} for the visit's own
	// part; empty when the clinic has none.
	VideoURL string
}

// Service is the day of a visit. It is safe for concurrent use.
type Service struct {
	Needs
	tables tables
	known  atomic.Pointer[knownKinds]
	sheets sheets
}

// New makes the room on a migrated store.
func New(n Needs) *Service { return &Service{Needs: n, tables: prepare(n.Store)} }

// receives are those who see patients come and go.
func receives(who actor.Actor) error {
	return who.Require(actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator)
}

// seesAnswers lets those see answers who gave them or act on them.
func seesAnswers(who actor.Actor, patientID string) bool {
	return who.IsSystem() || who.Is(actor.RoleClinician) || who.MayActFor(patientID, actor.ScopeAppointments)
}

// CheckIns gives how checking in stands for appointments of the actor's, in
// their order. One statement where somebody has checked in, none where nobody
// can have; of visits that are over it is looked up only when all is asked for:
// when, and what was answered.
func (s *Service) CheckIns(ctx context.Context, who actor.Actor, list []*booking.Appointment, all bool) ([]*CheckIn, error) {
	ctx = actor.NewContext(ctx, who)
	came, err := s.tables.checkIns(ctx, mayHaveCheckedIn(list, all))
	if err != nil {
		return nil, err
	}
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]*CheckIn, len(list))
	for i, a := range list {
		if out[i], err = s.shown(who, a, came[a.ID], kinds[a.Service.ID]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func mayHaveCheckedIn(list []*booking.Appointment, all bool) (some []*booking.Appointment) {
	for _, a := range list {
		if a.Status == booking.AppointmentStatusCheckedIn || all && a.Status != booking.AppointmentStatusBooked {
			some = append(some, a)
		}
	}
	return some
}

func (s *Service) shown(who actor.Actor, a *booking.Appointment, came storedCheckIn, kind Kind) (*CheckIn, error) {
	out := &CheckIn{
		State: stateOf(a, came, s.Clock()), OpensAt: a.Start.Add(-opensBefore), ClosesAt: a.Start.Add(closesAfter),
		CheckedInAt: moment(came.checkedInAt), ArrivedAt: moment(came.arrivedAt), Questions: kind.Questions,
	}
	if came.answers == "" || !seesAnswers(who, a.PatientID) {
		return out, nil
	}
	var err error
	out.Answers, err = s.open(came)
	return out, err
}
