package demo

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/patient"
)

// plannedVisit is an appointment to be made in the demo clinic.
type plannedVisit struct {
	service, doctor, reason string
	inDays                  int
}

var mariasVisits = []plannedVisit{
	{"Office visit", okafor, "Check-up, and going through the latest results.", 9},
	{"Heart consultation", "Dr. Lucia Ferreira", "Blood pressure, as agreed at the last visit.", 30},
}

// appointments books Maria's two visits as she would, and a visit for some of
// the others as the front desk would.
func (l *layer) appointments(ctx context.Context) error {
	err := l.as(ctx, mariaSignIn, func(ctx context.Context, who actor.Actor) error {
		for _, v := range mariasVisits {
			if err := l.book(ctx, who, l.maria, mariaSignIn.email, v); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.as(ctx, staff[1], func(ctx context.Context, who actor.Actor) error {
		for i, p := range l.others {
			if i%3 != 1 {
				continue
			}
			v := plannedVisit{"Office visit", "Dr. Wei Chen", "Check-up.", 2 + i}
			if err := l.book(ctx, who, p, fmt.Sprintf("patient%04d@example.org", i+2), v); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *layer) book(ctx context.Context, who actor.Actor, p patient.Patient, email string, v plannedVisit) error {
	from := l.Clock().Add(time.Duration(v.inDays) * 24 * time.Hour)
	service, doctor := l.services[v.service], l.practitioners[v.doctor]
	slot, err := l.Booking.FirstAvailable(ctx, who, booking.SlotFilter{ServiceID: &service, PractitionerID: &doctor, From: &from})
	if err != nil {
		return err
	}
	if slot == nil {
		return fmt.Errorf("%s has no time for %s", v.doctor, v.service)
	}
	held, err := l.Booking.HoldSlot(ctx, who, booking.HoldSlotInput{SlotID: slot.ID, ServiceID: service, PatientID: p.ID})
	if err != nil {
		return err
	}
	hold, ok := held.(booking.SlotHeld)
	if !ok {
		return fmt.Errorf("the slot was taken: %T", held)
	}
	booked, err := l.Booking.BookAppointment(ctx, who, booking.BookAppointmentInput{
		HoldID: hold.Hold.ID, PatientID: p.ID, Reason: v.reason, Contact: booking.AppointmentContactInput{Email: email},
	})
	if err != nil {
		return err
	}
	if _, ok := booked.(booking.AppointmentBooked); !ok {
		return fmt.Errorf("the booking was refused: %T", booked)
	}
	return nil
}
