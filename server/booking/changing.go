package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// change is an appointment that someone is about to change, read under the
// locks that keep others from it.
type change struct {
	who    actor.Actor
	row    storedAppointment
	was    Appointment
	zone   *time.Location // the clock of its place
	within string         // the id that its slots carry, "" for none
	now    time.Time
}

func (c change) at() int64 { return store.Micros(c.now) }

// changing runs do in one transaction with an appointment that the actor may
// change; NOT_FOUND for any other. Bookings, moves and cancellations for one
// patient, and changes to one practitioner's time, come one after the other.
func (s *Service) changing(ctx context.Context, who actor.Actor, appointmentID string, do func(context.Context, change) error) error {
	// What is not there, or not the actor's, leaves without the write lock.
	seen, err := s.appointments.byID(ctx, appointmentID)
	if err != nil {
		return err
	}
	if err := mayManage(who, seen.patientID); err != nil {
		return err
	}
	return s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.holds.lockForPatient(ctx, seen.patientID); err != nil {
			return err
		}
		row, err := s.appointments.byID(ctx, appointmentID)
		if err != nil {
			return err
		}
		if err := s.Hours.LockPractitioner(ctx, row.practitionerID); err != nil {
			return err
		}
		c := change{who: who, row: row, now: s.Clock()}
		if c.within, err = s.takenUnder(ctx, row); err != nil {
			return err
		}
		err = s.resolved(ctx, func(dir *clinic.Directory) (known bool) {
			c.was, known = row.shown(dir)
			c.zone = dir.Zone(row.locationID)
			return known
		})
		if err != nil {
			return err
		}
		return do(ctx, c)
	})
}

// allow turns a verdict into leave, with the reason why the notice is waived if
// it is, or into a refusal.
func (c change) allow(v verdict, overrideReason *string) (waived string, refused *BookingRefused, err error) {
	switch {
	case v == good:
		return "", nil, nil
	case !v.permits(c.who):
		return "", &BookingRefused{Code: v.code(), Message: policyOf(c.who, &c.was, c.zone, c.now).Message}, nil
	}
	var p fault.Problems
	p.Check(overrideReason != nil, "overrideReason", "booking.override_reason",
		"The notice for this visit has passed. Say why it is waived.")
	return text(overrideReason), nil, p.Err()
}

// errChanged answers who was a moment slower than another.
var errChanged = fault.New(fault.Conflict, "booking.changed_meanwhile", "Somebody changed this appointment just now. Look at it and try again.")

func orChanged(err error) error {
	if err != nil {
		return err
	}
	return errChanged
}

// freeSlot gives the time that an appointment had to others, but for what it
// has again by now, unless the practitioner's hours give it no longer.
func (s *Service) freeSlot(ctx context.Context, c change) error {
	if err := s.slots.vacateOf(ctx, c.within); err != nil {
		return err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return err
	}
	_, err = s.Hours.LayOut(ctx, dir, c.row.practitionerID)
	return err
}

// settle writes what belongs to every change: the line of history, the event
// and the row on the trail. It gives the appointment as it is now.
func (s *Service) settle(ctx context.Context, c change, line happening, kind outbox.Kind, trail audit.Event) (Appointment, error) {
	row, err := s.appointments.byID(ctx, c.row.id)
	if err != nil {
		return Appointment{}, err
	}
	if err := s.appointments.note(ctx, row, line); err != nil {
		return Appointment{}, err
	}
	made, err := s.shownAppointment(ctx, row)
	if err != nil {
		return made, err
	}
	said := facts(&made)
	said.PreviousStart = store.FromMicros(line.from)
	if err := s.tell(ctx, kind, &made, said, c.now); err != nil {
		return made, err
	}
	s.visitsChanged(ctx, c.row, row)
	trail.SubjectType, trail.SubjectID, trail.PatientID = "appointment", made.ID, made.PatientID
	return made, s.Trail.Record(ctx, c.who, trail)
}

// changedFields names what changed for the trail.
func changedFields(waived string, fields ...string) []string {
	if waived != "" {
		fields = append(fields, "overrideReason")
	}
	return fields
}
