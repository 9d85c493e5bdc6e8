package booking

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// chart is how a visit may change: from a status, at a time before its start,
// by whom, to what. It is the whole state machine of moving and cancelling.
var chart = []struct {
	from         AppointmentStatus
	before       time.Duration // the notice is 24 hours
	staff        bool
	waives       bool
	moves, calls string // what becomes of moving, and of cancelling
}{
	{AppointmentStatusBooked, 25 * time.Hour, false, false, "BOOKED", "CANCELLED"},
	{AppointmentStatusBooked, 24 * time.Hour, false, false, "BOOKED", "CANCELLED"},
	{AppointmentStatusBooked, 24*time.Hour - time.Microsecond, false, false, "TOO_LATE", "TOO_LATE"},
	{AppointmentStatusBooked, 24*time.Hour - time.Microsecond, false, true, "TOO_LATE", "TOO_LATE"},
	{AppointmentStatusBooked, time.Hour, true, false, "INVALID_INPUT", "INVALID_INPUT"},
	{AppointmentStatusBooked, time.Hour, true, true, "BOOKED", "CANCELLED"},
	{AppointmentStatusBooked, 25 * time.Hour, true, false, "BOOKED", "CANCELLED"},
	{AppointmentStatusBooked, 0, false, false, "NOT_CHANGEABLE", "NOT_CHANGEABLE"},
	{AppointmentStatusBooked, 0, true, true, "NOT_CHANGEABLE", "NOT_CHANGEABLE"},
	{AppointmentStatusCheckedIn, 25 * time.Hour, false, false, "BOOKED", "CANCELLED"},
	{AppointmentStatusCheckedIn, time.Hour, false, false, "TOO_LATE", "TOO_LATE"},
	{AppointmentStatusCheckedIn, time.Hour, true, true, "BOOKED", "CANCELLED"},
	{AppointmentStatusCompleted, 25 * time.Hour, true, true, "NOT_CHANGEABLE", "NOT_CHANGEABLE"},
	{AppointmentStatusNoShow, 25 * time.Hour, true, true, "NOT_CHANGEABLE", "NOT_CHANGEABLE"},
	{AppointmentStatusCancelled, 25 * time.Hour, false, false, "NOT_CHANGEABLE", "CANCELLED"},
	{AppointmentStatusCancelled, 0, true, true, "NOT_CHANGEABLE", "CANCELLED"},
}

func TestAppointmentsChangeByTheChart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		for i, c := range chart {
			for _, moves := range []bool{true, false} {
				name := fmt.Sprintf("%d: %s, %s before, staff %v, waives %v, moves %v", i, c.from, c.before, c.staff, c.waives, moves)
				b.set(monday)
				patientID, who := b.person()
				list := b.nextWeek()
				visit, to := list[0], list[len(list)-1] // the weeks after are far
				made := b.book(who, patientID, visit)
				if c.staff {
					who = desk
				}
				b.set(visit.Start.Add(-c.before))
				b.exec(`UPDATE booking_appointments SET status = ? WHERE id = ?`, string(c.from), made.ID)
				var override *string
				if c.waives {
					override = ptr("The patient's child is ill.")
				}
				want := c.calls
				var got string
				if moves {
					want, got = c.moves, b.tryMove(who, made, to, override)
				} else {
					got = b.tryCancel(who, made, override)
				}
				if got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
				b.policyAgrees(name, who, made.ID, want, moves, c.waives)
				b.exec(`UPDATE booking_slots SET status = 'BLOCKED' WHERE id = ?`, visit.ID)
			}
		}
	})
}

func (b *bench) tryMove(who actor.Actor, a Appointment, to Slot, override *string) string {
	b.t.Helper()
	in := b.moving(who, a, to)
	in.OverrideReason = override
	answer, err := b.RescheduleAppointment(b.ctx, who, in)
	switch answer := answer.(type) {
	case AppointmentBooked:
		return string(answer.Appointment.Status)
	case BookingRefused:
		return string(answer.Code)
	}
	return string(fault.CodeOf(err))
}

func (b *bench) tryCancel(who actor.Actor, a Appointment, override *string) string {
	b.t.Helper()
	in := cancelling(a)
	in.OverrideReason = override
	answer, err := b.CancelAppointment(b.ctx, who, in)
	switch answer := answer.(type) {
	case CancelAppointmentPayload:
		return string(answer.Appointment.Status)
	case BookingRefused:
		return string(answer.Code)
	}
	return string(fault.CodeOf(err))
}

// policyAgrees holds what the policy says after a refusal against it.
func (b *bench) policyAgrees(name string, who actor.Actor, appointmentID, outcome string, moves, waives bool) {
	b.t.Helper()
	if outcome == "BOOKED" || outcome == "CANCELLED" {
		return
	}
	a := must(b.Appointment(b.ctx, who, appointmentID))(b.t)
	p := must(b.Policy(b.ctx, who, &a))(b.t)
	can := p.CanCancel
	if moves {
		can = p.CanReschedule
	}
	if can != (outcome == "INVALID_INPUT") || p.Message == "" {
		b.t.Errorf("%s: the policy says %+v", name, p)
	}
}

func TestAWaivedNoticeIsKeptWithItsReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.nextWeek()
		made := b.book(who, patientID, list[0])
		desk := b.account(actor.RoleFrontDesk)
		b.set(list[0].Start.Add(-2 * time.Hour))
		in := b.moving(desk, made, list[len(list)-1])
		in.OverrideReason = ptr(" Snow on the roads. ")
		b.must(b.RescheduleAppointment(b.ctx, desk, in))
		b.must(b.CancelAppointment(b.ctx, desk, CancelAppointmentInput{
			AppointmentID: made.ID, ReasonCode: CancellationReasonClinic, OverrideReason: ptr("Not needed: nothing is waived."),
		}))
		history := must(b.History(b.ctx, who, made.ID))(t)
		if history[1].OverrideReason != "Snow on the roads." || history[1].By != "the front desk" {
			t.Errorf("the move: %+v", history[1])
		}
		if history[2].OverrideReason != "" || *history[2].ReasonCode != CancellationReasonClinic {
			t.Errorf("the cancellation: %+v", history[2])
		}
		b.counts(map[string]int{
			`SELECT count(*) FROM audit_events WHERE action = 'booking.reschedule_appointment' AND fields = 'slot,overrideReason' AND role = 'FRONT_DESK'`: 1,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.cancel_appointment' AND fields = 'status'`:                                          1,
		})
	})
}

// The rule is told in words that name the last moment, on the clinic's clock.
func TestThePolicyInWords(t *testing.T) {
	t.Parallel()
	zone := must(time.LoadLocation("America/Chicago"))(t)
	start := time.Date(2026, 8, 6, 14, 20, 0, 0, time.UTC)
	patient := actor.FromSession(actor.Session{Role: actor.RolePatient})
	desk := actor.FromSession(actor.Session{Role: actor.RoleFrontDesk})
	for _, c := range []struct {
		who          actor.Actor
		move, cancel int // hours of notice
		how          clinic.SelfBooking
		before       time.Duration
		want         string
	}{
		{patient, 24, 24, clinic.SelfBookingBook, 48 * time.Hour,
			"You can move or cancel this appointment here until Wednesday 5 August 2026 at 9:20am (Central Time). After that, please call Downtown, 555 0100."},
		{patient, 24, 2, clinic.SelfBookingBook, 48 * time.Hour,
			"You can move this appointment here until Wednesday 5 August 2026 at 9:20am (Central Time), and cancel it until Thursday 6 August 2026 at 7:20am (Central Time). After that, please call Downtown, 555 0100."},
		{patient, 24, 2, clinic.SelfBookingBook, 12 * time.Hour,
			"You can cancel this appointment here until Thursday 6 August 2026 at 7:20am (Central Time). To move it, please call Downtown, 555 0100."},
		{patient, 24, 24, clinic.SelfBookingRequest, 48 * time.Hour,
			"You can cancel this appointment here until Wednesday 5 August 2026 at 9:20am (Central Time). To move it, please call Downtown, 555 0100."},
		{patient, 2, 24, clinic.SelfBookingBook, 12 * time.Hour,
			"You can move this appointment here until Thursday 6 August 2026 at 7:20am (Central Time). To cancel it, please call Downtown, 555 0100."},
		{patient, 24, 24, clinic.SelfBookingBook, 12 * time.Hour,
			"It is too late to move or cancel this appointment here: that was possible until Wednesday 5 August 2026 at 9:20am (Central Time). Please call Downtown, 555 0100."},
		{desk, 24, 24, clinic.SelfBookingBook, 12 * time.Hour,
			"Patients could change this until Wednesday 5 August 2026 at 9:20am (Central Time). You may still, with a reason."},
		{desk, 24, 24, clinic.SelfBookingBook, 0, "This appointment has begun, is over, or was cancelled. It cannot be changed any more."},
	} {
		a := Appointment{
			Status: AppointmentStatusBooked, Start: start, Location: &clinic.Location{Name: "Downtown", Phone: "555 0100"},
			Service: &clinic.HealthcareService{SelfBooking: c.how, RescheduleNoticeMinutes: c.move * 60, CancelNoticeMinutes: c.cancel * 60},
		}
		if got := policyOf(c.who, &a, zone, start.Add(-c.before)).Message; got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
		a.Location.Phone = ""
		if got := policyOf(c.who, &a, zone, start.Add(-c.before)).Message; strings.Contains(got, "Downtown") {
			t.Errorf("without a phone: %s", got)
		}
	}
}
