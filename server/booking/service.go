package booking

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Coverages tells whose insurance a coverage is, and that it is in force.
type Coverages interface {
	OwnsCoverage(ctx context.Context, who actor.Actor, patientID, coverageID string) (bool, error)
}

// Needs is what the room is made over.
type Needs struct {
	Store     *store.Store
	Clinic    *clinic.Service
	Hours     *hours.Service
	Coverages Coverages
	Trail     *audit.Trail
	Outbox    *outbox.Outbox
	Clock     store.Clock
	// CalendarKey signs the addresses of calendar files: 32 secret bytes that
	// stay the same from start to start.
	CalendarKey []byte
	// Keys seal what people have typed and not sent yet.
	Keys *secret.Keyring
	// Bus lets open pages hear of slots; nil where nobody listens.
	Bus Bus
}

// Service keeps the clinic's time. It is safe for concurrent use.
type Service struct {
	Needs
	slots        slotStore
	holds        holdStore
	appointments appointmentStore
	answers      answerStore
	drafts       draftStore
	board        *board
	referred     func(ctx context.Context, patientID, serviceID string) (bool, error)
	onOverride   func(ctx context.Context, who actor.Actor, keptID string) (bool, error)
	rules        ruleNews
}

// New makes the room, and has it hear of slots that are laid out.
func New(n Needs) *Service {
	s := &Service{
		Needs:        n,
		holds:        newHoldStore(n.Store),
		appointments: newAppointmentStore(n.Store),
		answers:      newAnswerStore(n.Store),
		drafts:       newDraftStore(n.Store),
	}
	s.slots = newSlotStore(n.Store, s.slotsChanged)
	n.Hours.OnChanged(s.slotsChanged)
	s.board = newBoard(n.Clock, s.readChanges)
	return s
}

// mayManage lets the actor see and make a patient's appointments, or answers
// as if there were no such patient.
func mayManage(who actor.Actor, patientID string) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.IsSystem() || who.IsStaff() || who.MayActFor(patientID, actor.ScopeAppointments):
		return nil
	}
	return fault.ErrNotFound
}

// booksAnything tells who is not bound by what patients may book themselves.
func booksAnything(who actor.Actor) bool { return who.IsSystem() || who.IsStaff() }

// noteRead puts a row on the trail when the patient is someone else.
func (s *Service) noteRead(ctx context.Context, who actor.Actor, patientID, what string) error {
	if err := s.Trail.ReadByOther(ctx, who, patientID, what); err != nil {
		return fmt.Errorf("noting a read: %w", err)
	}
	return nil
}

// resolved runs fill with the clinic's directory, fresh if it must be.
func (s *Service) resolved(ctx context.Context, fill func(*clinic.Directory) bool) error {
	return s.Clinic.Resolved(ctx, fill)
}
