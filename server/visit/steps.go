package visit

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// moment of a visit, by which staff may take steps.
type standing struct {
	status     booking.AppointmentStatus
	start, now time.Time
	zone       *time.Location // the clock of its place
	arrived    bool
}

func (v standing) day(t time.Time) time.Time {
	y, m, d := t.In(v.zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// why tells why members of staff may not take the step now, nil when they may.
// The state machine itself is booking's.
func (v standing) why(step booking.VisitStep) error {
	_, legal := step.From(v.status)
	today, itsDay := v.day(v.now), v.day(v.start)
	switch {
	case !legal, v.arrived && v.status == booking.AppointmentStatusCheckedIn && step != booking.VisitStepComplete:
		return errNotNow
	case step == booking.VisitStepCheckIn && !today.Equal(itsDay):
		return fault.New(fault.Conflict, "visit.other_day", "Patients are checked in here on the day of their visit.")
	case step == booking.VisitStepMarkNoShow && v.now.Before(v.start):
		return fault.New(fault.Conflict, "visit.not_begun", "The visit has not begun yet. Wait until then.")
	case step == booking.VisitStepComplete && today.Before(itsDay):
		return fault.New(fault.Conflict, "visit.other_day", "A visit is completed on its day, or later.")
	}
	return nil
}

var errNotNow = fault.New(fault.Conflict, "visit.not_now", "This cannot be done with the visit as it stands now. Look at it again.")

// actions are the steps that may be taken, in the order of a day.
func (v standing) actions() []booking.VisitStep {
	list := []booking.VisitStep{}
	for _, step := range []booking.VisitStep{booking.VisitStepCheckIn, booking.VisitStepMarkNoShow, booking.VisitStepComplete} {
		if v.why(step) == nil {
			list = append(list, step)
		}
	}
	return list
}

// arrive is a check-in by staff: the patient is here. Who is here already is no
// error.
func (s *Service) arrive(ctx context.Context, who actor.Actor, in CheckInInput) (booking.Appointment, error) {
	a, came, err := s.asItStands(ctx, who, in.AppointmentID)
	if err != nil || stateOf(&a, came, s.Clock()) == StateArrived {
		return a, err
	}
	step := booking.TakeStepInput{AppointmentID: a.ID, Step: booking.VisitStepCheckIn}
	if in.Contact != nil {
		step.Confirmed = &booking.ConfirmedDetails{Contact: *in.Contact, CoverageID: in.CoverageID}
	}
	return s.take(ctx, who, step, func(ctx context.Context, was *booking.Appointment, came storedCheckIn) error {
		now := store.Micros(s.Clock())
		if came.id != "" {
			return s.tables.arrive(ctx, came.id, now)
		}
		return s.tables.add(ctx, was, who, storedCheckIn{id: store.NewID(), checkedInAt: now, arrivedAt: now})
	})
}

// MarkNoShow says that the patient did not come, once the visit was to begin.
// For members of staff. It fails with NOT_FOUND for an appointment that is not
// there, and with CONFLICT before the start and from a state it does not follow
// on; saying it again changes nothing.
func (s *Service) MarkNoShow(ctx context.Context, who actor.Actor, in MarkNoShowInput) (MarkNoShowPayload, error) {
	made, err := s.settle(ctx, who, in.AppointmentID, booking.VisitStepMarkNoShow)
	return MarkNoShowPayload{made}, err
}

// CompleteVisit says that a visit took place, on its day or later; the patient
// was checked in before. For members of staff. It fails as MarkNoShow does.
func (s *Service) CompleteVisit(ctx context.Context, who actor.Actor, in CompleteVisitInput) (CompleteVisitPayload, error) {
	made, err := s.settle(ctx, who, in.AppointmentID, booking.VisitStepComplete)
	return CompleteVisitPayload{made}, err
}

// settle takes a step that writes nothing here.
func (s *Service) settle(ctx context.Context, who actor.Actor, appointmentID string, step booking.VisitStep) (booking.Appointment, error) {
	if err := receives(who); err != nil {
		return booking.Appointment{}, err
	}
	a, _, err := s.asItStands(ctx, who, appointmentID)
	if err != nil || a.Status == leadsTo[step] {
		return a, err
	}
	return s.take(ctx, who, booking.TakeStepInput{AppointmentID: appointmentID, Step: step},
		func(context.Context, *booking.Appointment, storedCheckIn) error { return nil })
}

// leadsTo are the states in which a step has been taken already.
var leadsTo = map[booking.VisitStep]booking.AppointmentStatus{
	booking.VisitStepMarkNoShow: booking.AppointmentStatusNoShow,
	booking.VisitStepComplete:   booking.AppointmentStatusCompleted,
}

func (s *Service) asItStands(ctx context.Context, who actor.Actor, appointmentID string) (booking.Appointment, storedCheckIn, error) {
	a, err := s.Booking.Appointment(ctx, who, appointmentID)
	if err != nil {
		return a, storedCheckIn{}, err
	}
	came, err := s.tables.checkIn(actor.NewContext(ctx, who), &a)
	return a, came, err
}

// take has the step taken when the rules of the day allow it.
func (s *Service) take(ctx context.Context, who actor.Actor, in booking.TakeStepInput, write func(context.Context, *booking.Appointment, storedCheckIn) error) (booking.Appointment, error) {
	return s.Booking.TakeStep(ctx, who, in, func(ctx context.Context, was booking.Appointment) error {
		came, err := s.tables.checkIn(ctx, &was)
		if err != nil {
			return err
		}
		zone, err := time.LoadLocation(was.TimeZone)
		if err != nil {
			return err
		}
		now := standing{status: was.Status, start: was.Start, now: s.Clock(), zone: zone, arrived: came.arrivedAt != 0}
		if err := now.why(in.Step); err != nil {
			return err
		}
		return write(ctx, &was, came)
	})
}
