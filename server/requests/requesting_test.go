package requests

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) asks(p bookingtest.Person, service clinic.HealthcareService, key *string) AppointmentRequest {
	b.T.Helper()
	return bookingtest.Must(b.RequestAppointment(b.Ctx, p.Who, RequestAppointmentInput{
		PatientID: p.PatientID, ServiceID: service.ID, LocationID: &b.Chicago.ID, Reason: "A pain", Wishes: new("Mornings"),
		Contact: booking.AppointmentContactInput{Email: "someone@example.org"}, IdempotencyKey: key,
	}))(b.T).Request
}

func (b *bench) proposes(desk actor.Actor, request AppointmentRequest, clocks ...string) AppointmentRequest {
	b.T.Helper()
	in := AnswerAppointmentRequestInput{RequestID: request.ID, Note: new("Bring a friend")}
	for _, clock := range clocks {
		in.SlotIDs = append(in.SlotIDs, b.At(clock).ID)
	}
	return bookingtest.Must(b.AnswerAppointmentRequest(b.Ctx, desk, in))(b.T).Request
}

func TestARequestBecomesAnAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		asked := b.Bench.Service(clinic.AddServiceInput{Name: "Procedure", DurationMinutes: 45, SelfBooking: clinic.SelfBookingRequest})
		p, desk := b.Person(), b.Account(actor.RoleFrontDesk)
		request := b.asks(p, asked, new("one"))
		if again := b.asks(p, asked, new("one")); again.ID != request.ID {
			t.Error("the same key gave another request")
		}
		listed := bookingtest.Must(b.AppointmentRequests(b.Ctx, desk, RequestStateWaiting, page.Args{WithTotal: true}))(t)
		if len(listed.Edges) != 1 || listed.TotalCount != 1 || listed.Edges[0].Node.Wishes != "Mornings" {
			t.Fatalf("the desk sees %+v", listed)
		}
		request = b.proposes(desk, request, "09:00", "10:30")
		if request.State != RequestStateAnswered || len(request.Proposals) != 2 || b.Standing() != "hhfhhf" {
			t.Fatalf("answered: %+v, %s", request, b.Standing())
		}
		other := b.Person()
		hold := booking.HoldSlotInput{SlotID: b.At("10:30").ID, ServiceID: b.Visit.ID, PatientID: other.PatientID}
		if got, ok := bookingtest.Must(b.Booking.HoldSlot(b.Ctx, other.Who, hold))(t).(booking.SlotTaken); !ok {
			t.Errorf("a time kept for a patient: %+v", got)
		}
		first, second := request.Proposals[0].ID, request.Proposals[1].ID
		if _, err := b.TakeProposedTime(b.Ctx, other.Who, TakeProposedTimeInput{first}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("another takes it: %v", err)
		}
		outcomes := bookingtest.AtOnce(16, func(i int) string {
			return bookingtest.Outcome(b.TakeProposedTime(b.Ctx, p.Who, TakeProposedTimeInput{[]string{first, second}[i%2]}))
		})
		for _, got := range outcomes {
			if got != outcomes[0] || len(got) != len(first) {
				t.Fatalf("sixteen take one of two: %v", outcomes)
			}
		}
		if got := b.Standing(); got != "BBffff" && got != "fffBBf" {
			t.Errorf("taken: %s", got)
		}
		made := bookingtest.Must(b.Booking.Appointment(b.Ctx, p.Who, outcomes[0]))(t)
		if made.Reason != "A pain" || made.End.Sub(made.Start) != 60*time.Minute && made.End.Sub(made.Start) != 45*time.Minute {
			t.Errorf("made %+v", made)
		}
		now := bookingtest.Must(b.AppointmentRequest(b.Ctx, p.Who, request.ID))(t)
		if now.State != RequestStateBooked || *now.AppointmentID != made.ID || len(now.Proposals) != 0 {
			t.Errorf("the request is %+v", now)
		}
	})
}

func TestHowRequestsEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		asked := b.Bench.Service(clinic.AddServiceInput{Name: "Procedure", DurationMinutes: 30, SelfBooking: clinic.SelfBookingRequest})
		p, desk := b.Person(), b.Account(actor.RoleFrontDesk)

		request := b.proposes(desk, b.asks(p, asked, nil), "09:30")
		lost := request.Proposals[0].ID
		request = bookingtest.Must(b.AskForOtherTimes(b.Ctx, p.Who, AskForOtherTimesInput{request.ID, "Afternoons"}))(t).Request
		if request.State != RequestStateWaiting || request.Wishes != "Afternoons" || b.Standing() != "ffffff" {
			t.Errorf("asked again: %+v, %s", request, b.Standing())
		}
		if got := bookingtest.Outcome(b.TakeProposedTime(b.Ctx, p.Who, TakeProposedTimeInput{lost})); !strings.Contains(got, errProposalOver.Message) {
			t.Errorf("a time that was given back: %s", got)
		}
		request = b.proposes(desk, request, "11:00")
		b.Pass(2 * time.Hour) // kept until 10:00, an hour before
		if request = bookingtest.Must(b.AppointmentRequest(b.Ctx, p.Who, request.ID))(t); len(request.Proposals) != 0 {
			t.Errorf("kept too long: %+v", request.Proposals)
		}
		b.Pass(-2 * time.Hour)
		declined := bookingtest.Must(b.AnswerAppointmentRequest(b.Ctx, desk, AnswerAppointmentRequestInput{RequestID: request.ID, Decline: new(true), Note: new("Call us")}))(t).Request
		if declined.State != RequestStateDeclined || declined.Answer != "Call us" || b.Standing() != "ffffff" {
			t.Errorf("declined: %+v, %s", declined, b.Standing())
		}
		if _, err := b.WithdrawAppointmentRequest(b.Ctx, p.Who, WithdrawAppointmentRequestInput{request.ID}); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("withdrawn after it ended: %v", err)
		}
		if list := bookingtest.Must(b.RequestsOf(b.Ctx, p.Who, p.PatientID))(t); len(list) != 1 {
			t.Errorf("the patient sees %+v", list)
		}
		gone := b.asks(p, asked, nil)
		if got := bookingtest.Must(b.WithdrawAppointmentRequest(b.Ctx, p.Who, WithdrawAppointmentRequestInput{gone.ID}))(t); got.Request.State != RequestStateWithdrawn {
			t.Errorf("withdrawn: %+v", got)
		}
		for range maxOpenRequests {
			b.asks(p, asked, nil)
		}
		refusals := map[string]struct {
			in   RequestAppointmentInput
			want fault.Code
		}{
			"too many":    {RequestAppointmentInput{ServiceID: asked.ID, PatientID: p.PatientID}, fault.RateLimited},
			"bookable":    {RequestAppointmentInput{ServiceID: b.Visit.ID, PatientID: p.PatientID}, fault.Conflict},
			"no service":  {RequestAppointmentInput{ServiceID: "none", PatientID: p.PatientID}, fault.NotFound},
			"a stranger":  {RequestAppointmentInput{ServiceID: asked.ID, PatientID: b.Patient()}, fault.NotFound},
			"no location": {RequestAppointmentInput{ServiceID: asked.ID, PatientID: p.PatientID, LocationID: new("none")}, fault.NotFound},
		}
		for name, c := range refusals {
			c.in.Reason, c.in.Contact.Email = "A pain", "someone@example.org"
			if _, err := b.RequestAppointment(b.Ctx, p.Who, c.in); fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
	})
}
