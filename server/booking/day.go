package booking

import (
	"context"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// VisitStep is what happens to a visit on its day.
type VisitStep string

// The steps.
const (
	VisitStepCheckIn    VisitStep = "CHECK_IN"     // all that comes before it is done, or the patient is here
	VisitStepMarkNoShow VisitStep = "MARK_NO_SHOW" // the patient did not come
	VisitStepComplete   VisitStep = "COMPLETE"     // it took place
)

// stepRule is from where a step may be taken, where it leads to, and how the
// history and the trail call it.
type stepRule struct {
	from         []AppointmentStatus
	to           AppointmentStatus
	what, action string
}

// stepRules is the whole state machine of a visit's day. What is not in it does
// not happen: nothing leads out of COMPLETED and CANCELLED. Who was thought not
// to come, and comes late, is checked in after all.
var stepRules = map[VisitStep]stepRule{
	VisitStepCheckIn: {
		from: []AppointmentStatus{AppointmentStatusBooked, AppointmentStatusCheckedIn, AppointmentStatusNoShow},
		to:   AppointmentStatusCheckedIn, what: whatCheckedIn, action: "booking.check_in",
	},
	VisitStepMarkNoShow: {
		from: []AppointmentStatus{AppointmentStatusBooked, AppointmentStatusCheckedIn},
		to:   AppointmentStatusNoShow, what: whatNoShow, action: "booking.mark_no_show",
	},
	VisitStepComplete: {
		from: []AppointmentStatus{AppointmentStatusCheckedIn},
		to:   AppointmentStatusCompleted, what: whatCompleted, action: "booking.complete_visit",
	},
}

// From gives what a visit is after the step; false where the step cannot be
// taken from there.
func (v VisitStep) From(status AppointmentStatus) (AppointmentStatus, bool) {
	rule, known := stepRules[v]
	if !known || !slices.Contains(rule.from, status) {
		return "", false
	}
	return rule.to, true
}

// TakeStepInput is a step of one visit, and what the patient confirms with it.
type TakeStepInput struct {
	AppointmentID string
	Step          VisitStep
	Confirmed     *ConfirmedDetails // nil leaves contact and insurance as they are
}

// ConfirmedDetails are a visit's contact and insurance as the patient says they
// are.
type ConfirmedDetails struct {
	Contact    AppointmentContactInput
	CoverageID *string
}

// Validate reports every problem at once.
func (in TakeStepInput) Validate() error {
	var p fault.Problems
	checkID(&p, "appointmentId", in.AppointmentID)
	if in.Confirmed != nil {
		checkContact(&p, in.Confirmed.Contact)
		if in.Confirmed.CoverageID != nil {
			checkID(&p, "coverageId", *in.Confirmed.CoverageID)
		}
	}
	return p.Err()
}

func (in TakeStepInput) normalized() TakeStepInput {
	if in.Confirmed == nil {
		return in
	}
	details := *in.Confirmed
	details.Contact = details.Contact.normalized()
	in.Confirmed = &details
	return in
}

// TakeStep changes what a visit is on its day, for whoever may see it; who may
// take which step and when is asked of during, which runs in the transaction
// with the visit as it stands and may write what belongs to the step. A step
// does not count as a change of the appointment: its sequence stays.
//
// It fails with INVALID_INPUT for bad fields and insurance that is not the
// patient's, with NOT_FOUND for an appointment that is not there or not the
// actor's, with CONFLICT for a step that cannot be taken from there and when
// somebody else was first, and with what during gives.
func (s *Service) TakeStep(ctx context.Context, who actor.Actor, in TakeStepInput, during func(context.Context, Appointment) error) (made Appointment, err error) {
	in = in.normalized()
	if who.IsZero() {
		return made, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return made, err
	}
	ctx = actor.NewContext(ctx, who)
	err = s.changing(ctx, who, in.AppointmentID, func(ctx context.Context, c change) (err error) {
		if _, legal := in.Step.From(c.was.Status); !legal {
			return errStep
		}
		if err := during(ctx, c.was); err != nil {
			return err
		}
		made, err = s.step(ctx, c, in)
		return err
	})
	return made, err
}

// errStep answers for a step that cannot be taken.
var errStep = fault.New(fault.Conflict, "booking.step", "This cannot be done with the visit as it stands now. Look at it again.")

// step writes, in the context's Tx.
func (s *Service) step(ctx context.Context, c change, in TakeStepInput) (Appointment, error) {
	rule := stepRules[in.Step]
	row, fields := c.row, []string{"status"}
	row.status = rule.to
	if in.Confirmed != nil {
		if err := s.ownsCoverage(ctx, c.who, row.patientID, in.Confirmed.CoverageID); err != nil {
			return Appointment{}, err
		}
		row.email, row.phone = in.Confirmed.Contact.Email, text(in.Confirmed.Contact.Phone)
		row.coverageID = in.Confirmed.CoverageID
		fields = append(fields, "contact", "coverage")
	}
	if won, err := s.appointments.step(ctx, c.row, row, store.Micros(c.now)); err != nil || !won {
		return Appointment{}, orChanged(err)
	}
	if err := s.appointments.note(ctx, row, did(c.who, row.patientID, stepWord(rule, c), c.now)); err != nil {
		return Appointment{}, err
	}
	if err := s.Trail.Record(ctx, c.who, audit.Event{
		Action: rule.action, SubjectType: "appointment", SubjectID: row.id, PatientID: row.patientID, Fields: fields,
	}); err != nil {
		return Appointment{}, err
	}
	if err := s.tellContact(ctx, c, row); err != nil {
		return Appointment{}, err
	}
	s.visitsChanged(ctx, row)
	return s.shownAppointment(ctx, row)
}

// stepWord tells who checks in at the desk from who checked in before.
func stepWord(rule stepRule, c change) string {
	if rule.what == whatCheckedIn && booksAnything(c.who) {
		return whatArrived
	}
	return rule.what
}
