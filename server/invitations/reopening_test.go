package invitations

import (
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) cancel(who actor.Actor, a booking.Appointment) {
	b.T.Helper()
	reason := booking.CancellationReasonOther
	if who.IsStaff() {
		reason = booking.CancellationReasonClinic
	}
	answer := bookingtest.Must(b.Booking.CancelAppointment(b.Ctx, who, booking.CancelAppointmentInput{AppointmentID: a.ID, ReasonCode: reason}))(b.T)
	if _, ok := answer.(booking.CancelAppointmentPayload); !ok {
		b.T.Fatalf("cancelling gave %#v", answer)
	}
}

// nextWeek are free times that can be cancelled.
func (b *bench) nextWeek() []booking.Slot {
	b.T.Helper()
	from := bookingtest.Monday.AddDate(0, 0, 6)
	return b.Free(booking.SlotFilter{From: &from})
}

func (b *bench) told(kind outbox.Kind, id string) int {
	b.T.Helper()
	return b.Count(`SELECT count(*) FROM outbox_events WHERE kind = ? AND subject_id = ?`, string(kind), id)
}

// Whoever cancels, the invitation is open again, refers again, and is ended by
// the next visit, as often as it takes.
func TestCancellingOpensTheInvitationAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		made := b.invite(p.PatientID)
		for i, canceller := range []actor.Actor{p.Who, b.Account(actor.RoleFrontDesk)} {
			a := b.Book(p, b.nextWeek()[2])
			if n := len(b.invitations(p.Who, p.PatientID, false)); n != 0 {
				t.Fatalf("%d are open beside the appointment", n)
			}
			b.cancel(canceller, a)
			open := b.invitations(p.Who, p.PatientID, false)
			if len(open) != 1 || open[0].ID != made.ID || open[0].State != BookingInvitationStateOpen || open[0].AppointmentID != nil {
				t.Fatalf("after cancelling they are %+v", open)
			}
			if ended, again := b.told(outbox.BookingInvitationEnded, made.ID), b.told(outbox.BookingInvitationReopened, made.ID); ended != i+1 || again != i+1 {
				t.Errorf("told %d ends and %d times that it is open again, want %d", ended, again, i+1)
			}
		}
		if n := b.Count(`SELECT count(*) FROM audit_events WHERE action = 'booking.reopen_invitation' AND subject_id = ? AND patient_id = ?`, made.ID, p.PatientID); n != 2 {
			t.Errorf("%d rows on the trail, want 2", n)
		}
		doctor := b.Account(actor.RoleClinician)
		got := bookingtest.Must(b.WithdrawInvitation(b.Ctx, doctor, WithdrawInvitationInput{InvitationID: made.ID}))(t).Invitation
		if got.State != BookingInvitationStateWithdrawn || b.told(outbox.BookingInvitationEnded, made.ID) != 3 {
			t.Errorf("taken back it is %s", got.State)
		}
	})
}

// When the window has passed there is nothing to open, and a withdrawn one stays
// withdrawn.
func TestCancellingTooLateOpensNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		made := b.invite(p.PatientID)
		after, before := made.ExpiresAt.Add(48*time.Hour), made.ExpiresAt.AddDate(0, 0, 14)
		slot := b.Free(booking.SlotFilter{From: &after, To: &before})[0]
		a := b.Book(p, slot)
		b.Set(made.ExpiresAt)
		b.cancel(p.Who, a)
		list := b.invitations(p.Who, p.PatientID, true)
		if len(list) != 1 || list[0].State != BookingInvitationStateBooked || b.told(outbox.BookingInvitationReopened, made.ID) != 0 {
			t.Errorf("they are %+v", list)
		}
	})
}

// Who books another time first and cancels the old one then has done what was
// asked.
func TestAnotherVisitAnswersInstead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		free := b.nextWeek()
		b.Book(p, free[1]) // before they were asked: answers nothing
		b.Pass(time.Second)
		made := b.invite(p.PatientID)
		old := b.Book(p, free[3])
		next := b.Book(p, free[5])
		b.cancel(p.Who, old)
		list := b.invitations(p.Who, p.PatientID, true)
		if len(list) != 1 || list[0].State != BookingInvitationStateBooked || list[0].AppointmentID == nil || *list[0].AppointmentID != next.ID {
			t.Errorf("it is %+v, want answered by the other visit", list)
		}
		b.cancel(p.Who, next)
		if open := b.invitations(p.Who, p.PatientID, false); len(open) != 1 || open[0].ID != made.ID {
			t.Errorf("with neither they are %+v", open)
		}
	})
}

// Eight cancel and eight book at once: the invitation is open, or answered by a
// visit that stands.
func TestBookingAndCancellingAtOnceLeaveOneTruth(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p := b.Person()
		made := b.invite(p.PatientID)
		free := b.nextWeek()
		first := b.Book(p, free[2])
		again := bookingtest.Agreed(p, b.Hold(p, free[4]))
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				var err error
				if i%2 == 0 {
					_, err = b.Booking.CancelAppointment(b.Ctx, p.Who, booking.CancelAppointmentInput{AppointmentID: first.ID, ReasonCode: booking.CancellationReasonOther})
				} else {
					_, err = b.Booking.BookAppointment(b.Ctx, p.Who, again)
				}
				if err != nil && fault.CodeOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		list := b.invitations(p.Who, p.PatientID, true)
		if len(list) != 1 || list[0].ID != made.ID || list[0].State != BookingInvitationStateBooked || *list[0].AppointmentID == first.ID {
			t.Errorf("it is %+v, want answered by the visit that stands", list)
		}
		ended, reopened := b.told(outbox.BookingInvitationEnded, made.ID), b.told(outbox.BookingInvitationReopened, made.ID)
		if ended != reopened+1 || reopened > 1 {
			t.Errorf("told %d ends, and %d times that it is open again", ended, reopened)
		}
	})
}
