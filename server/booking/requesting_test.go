package booking

import (
	"fmt"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) asks(r runner, service clinic.HealthcareService, key *string) AppointmentRequest {
	b.t.Helper()
	return must(b.RequestAppointment(b.ctx, r.who, RequestAppointmentInput{
		PatientID: r.patientID, ServiceID: service.ID, LocationID: &b.chicago.ID, Reason: "A pain", Wishes: ptr("Mornings"),
		Contact: AppointmentContactInput{Email: "someone@example.org"}, IdempotencyKey: key,
	}))(b.t).Request
}

func (b *bench) proposes(desk actor.Actor, request AppointmentRequest, clocks ...string) AppointmentRequest {
	b.t.Helper()
	in := AnswerAppointmentRequestInput{RequestID: request.ID, Note: ptr("Bring a friend")}
	for _, clock := range clocks {
		in.SlotIDs = append(in.SlotIDs, b.at(clock).ID)
	}
	return must(b.AnswerAppointmentRequest(b.ctx, desk, in))(b.t).Request
}

func taking(answer BookAppointmentResult, err error) string {
	switch answer := answer.(type) {
	case AppointmentBooked:
		return answer.Appointment.ID
	case BookingRefused:
		return string(answer.Code)
	}
	return fmt.Sprintf("%T %v", answer, fault.CodeOf(err))
}

func TestARequestBecomesAnAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		asked := b.service("Procedure", 45, clinic.SelfBookingRequest)
		r, desk := b.runners(1)[0], b.account(actor.RoleFrontDesk)
		request := b.asks(r, asked, ptr("one"))
		if again := b.asks(r, asked, ptr("one")); again.ID != request.ID {
			t.Error("the same key gave another request")
		}
		listed := must(b.AppointmentRequests(b.ctx, desk, RequestStateWaiting, page.Args{WithTotal: true}))(t)
		if len(listed.Edges) != 1 || listed.TotalCount != 1 || listed.Edges[0].Node.Wishes != "Mornings" {
			t.Fatalf("the desk sees %+v", listed)
		}
		request = b.proposes(desk, request, "09:00", "10:30")
		if request.State != RequestStateAnswered || len(request.Proposals) != 2 || b.standing() != "hhfhhf" {
			t.Fatalf("answered: %+v, %s", request, b.standing())
		}
		other := b.runners(1)[0]
		if got := b.attemptFor(other, b.at("10:30"), b.visit); got != "booking.SlotTaken <nil>" {
			t.Errorf("a time kept for a patient: %s", got)
		}
		first, second := request.Proposals[0].ID, request.Proposals[1].ID
		if _, err := b.TakeProposedTime(b.ctx, other.who, TakeProposedTimeInput{first}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("another takes it: %v", err)
		}
		outcomes := atOnce(16, func(i int) string {
			return taking(b.TakeProposedTime(b.ctx, r.who, TakeProposedTimeInput{[]string{first, second}[i%2]}))
		})
		for _, got := range outcomes {
			if got != outcomes[0] || len(got) != len(first) {
				t.Fatalf("sixteen take one of two: %v", outcomes)
			}
		}
		if got := b.standing(); got != "BBffff" && got != "fffBBf" {
			t.Errorf("taken: %s", got)
		}
		made := must(b.Appointment(b.ctx, r.who, outcomes[0]))(t)
		if made.Reason != "A pain" || made.End.Sub(made.Start) != 60*time.Minute && made.End.Sub(made.Start) != 45*time.Minute {
			t.Errorf("made %+v", made)
		}
		now := must(b.AppointmentRequest(b.ctx, r.who, request.ID))(t)
		if now.State != RequestStateBooked || *now.AppointmentID != made.ID || len(now.Proposals) != 0 {
			t.Errorf("the request is %+v", now)
		}
	})
}

func TestHowRequestsEnd(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		asked := b.service("Procedure", 30, clinic.SelfBookingRequest)
		r, desk := b.runners(1)[0], b.account(actor.RoleFrontDesk)

		request := b.proposes(desk, b.asks(r, asked, nil), "09:30")
		lost := request.Proposals[0].ID
		request = must(b.AskForOtherTimes(b.ctx, r.who, AskForOtherTimesInput{request.ID, "Afternoons"}))(t).Request
		if request.State != RequestStateWaiting || request.Wishes != "Afternoons" || b.standing() != "ffffff" {
			t.Errorf("asked again: %+v, %s", request, b.standing())
		}
		if got := taking(b.TakeProposedTime(b.ctx, r.who, TakeProposedTimeInput{lost})); got != "<nil> EXPIRED" {
			t.Errorf("a time that was given back: %s", got)
		}
		request = b.proposes(desk, request, "11:00")
		b.pass(2 * time.Hour) // kept until 10:00, an hour before
		if request = must(b.AppointmentRequest(b.ctx, r.who, request.ID))(t); len(request.Proposals) != 0 {
			t.Errorf("kept too long: %+v", request.Proposals)
		}
		b.pass(-2 * time.Hour)
		declined := must(b.AnswerAppointmentRequest(b.ctx, desk, AnswerAppointmentRequestInput{RequestID: request.ID, Decline: ptr(true), Note: ptr("Call us")}))(t).Request
		if declined.State != RequestStateDeclined || declined.Answer != "Call us" || b.standing() != "ffffff" {
			t.Errorf("declined: %+v, %s", declined, b.standing())
		}
		if _, err := b.WithdrawAppointmentRequest(b.ctx, r.who, WithdrawAppointmentRequestInput{request.ID}); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("withdrawn after it ended: %v", err)
		}
		if list := must(b.RequestsOf(b.ctx, r.who, r.patientID))(t); len(list) != 1 {
			t.Errorf("the patient sees %+v", list)
		}
		gone := b.asks(r, asked, nil)
		if got := must(b.WithdrawAppointmentRequest(b.ctx, r.who, WithdrawAppointmentRequestInput{gone.ID}))(t); got.Request.State != RequestStateWithdrawn {
			t.Errorf("withdrawn: %+v", got)
		}
		for range maxOpenRequests {
			b.asks(r, asked, nil)
		}
		refusals := map[string]struct {
			in   RequestAppointmentInput
			want fault.Code
		}{
			"too many":    {RequestAppointmentInput{ServiceID: asked.ID, PatientID: r.patientID}, fault.RateLimited},
			"bookable":    {RequestAppointmentInput{ServiceID: b.visit.ID, PatientID: r.patientID}, fault.Conflict},
			"no service":  {RequestAppointmentInput{ServiceID: "none", PatientID: r.patientID}, fault.NotFound},
			"a stranger":  {RequestAppointmentInput{ServiceID: asked.ID, PatientID: b.patient()}, fault.NotFound},
			"no location": {RequestAppointmentInput{ServiceID: asked.ID, PatientID: r.patientID, LocationID: ptr("none")}, fault.NotFound},
		}
		for name, c := range refusals {
			c.in.Reason, c.in.Contact.Email = "A pain", "someone@example.org"
			if _, err := b.RequestAppointment(b.ctx, r.who, c.in); fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
	})
}
