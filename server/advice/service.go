package advice

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/patient"
	"patientportal/server/store"
)

// Practitioners tells under which name a clinician publishes.
type Practitioners interface {
	Practitioner(ctx context.Context, who actor.Actor, practitionerID string) (clinic.Practitioner, error)
}

// Patients tells whether there is such a patient.
type Patients interface {
	Patient(ctx context.Context, who actor.Actor, patientID string) (patient.Patient, error)
}

// Results tells what a result on this patient's record is called; false when
// there is none on it.
type Results interface {
	ResultName(ctx context.Context, who actor.Actor, patientID, resultID string) (name string, found bool, err error)
}

// Appointments tells what an appointment of this patient is called, such as
// its service and day; false when the patient has none with that id.
type Appointments interface {
	AppointmentName(ctx context.Context, who actor.Actor, patientID, appointmentID string) (name string, found bool, err error)
}

// Rooms are those that advice asks.
type Rooms struct {
	Practitioners Practitioners
	Patients      Patients
	Results       Results
	Appointments  Appointments
}

// Service keeps the advice.
type Service struct {
	store  adviceStore
	tx     *store.Store
	rooms  Rooms
	outbox *outbox.Outbox
	trail  *audit.Trail
	clock  store.Clock
}

// New makes the room over an open store.
func New(s *store.Store, rooms Rooms, box *outbox.Outbox, trail *audit.Trail, clock store.Clock) *Service {
	return &Service{store: newAdviceStore(s), tx: s, rooms: rooms, outbox: box, trail: trail, clock: clock}
}

// List gives a patient's advice, newest first; only in the given state unless
// that is nil. Reading it does not mark it read.
func (s *Service) List(ctx context.Context, who actor.Actor, patientID string, state *AdviceState, args page.Args) (AdviceConnection, error) {
	l, err := prepareList(patientID, state, args)
	if err != nil {
		return AdviceConnection{}, err
	}
	if err := mayRead(who, patientID); err != nil {
		return AdviceConnection{}, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.noteRead(ctx, who, patientID); err != nil {
		return AdviceConnection{}, err
	}
	return s.store.list(ctx, l)
}

// Advice gives one piece of advice, or NOT_FOUND when there is none or it is
// not the actor's to see.
func (s *Service) Advice(ctx context.Context, who actor.Actor, adviceID string) (*Advice, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	found, err := s.store.byID(ctx, adviceID)
	if err != nil {
		return nil, err
	}
	if err := mayRead(who, found.PatientID); err != nil {
		return nil, err
	}
	if err := s.noteRead(ctx, who, found.PatientID); err != nil {
		return nil, err
	}
	return found, nil
}

func (s *Service) noteRead(ctx context.Context, who actor.Actor, patientID string) error {
	if err := s.trail.ReadByOther(ctx, who, patientID, "advice.advice"); err != nil {
		return fmt.Errorf("noting a read: %w", err)
	}
	return nil
}

// listQuery is a checked question for one page of one patient's advice.
type listQuery struct {
	patientID string
	state     AdviceState // empty for any
	size      int
	after     page.Key
	continued bool // after is set
	counted   bool
}

// prepareList reports every bad argument at once.
func prepareList(patientID string, state *AdviceState, args page.Args) (listQuery, error) {
	q := listQuery{patientID: patientID, counted: args.WithTotal}
	var p fault.Problems
	if state != nil {
		q.state = *state
		p.Check(q.state == Unread || q.state == Open || q.state == Done, "state", "advice.state", "Choose UNREAD, OPEN or DONE.")
	}
	var errs [2]error
	q.size, errs[0] = args.Size()
	q.after, q.continued, errs[1] = args.Start()
	for _, err := range errs {
		for _, f := range fault.List(err) {
			p.Add(f.Field, f.MessageID, f.Message)
		}
	}
	return q, p.Err()
}
