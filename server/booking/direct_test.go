package booking

import (
	"testing"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestTheClinicBooksForAPatient(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		asked := b.service("Procedure", 30, clinic.SelfBookingRequest)
		patientID, who := b.person()
		desk := b.account(actor.RoleFrontDesk)
		list := b.free(SlotFilter{})
		in := BookForPatientInput{
			SlotID: list[0].ID, ServiceID: asked.ID, PatientID: patientID,
			Contact: AppointmentContactInput{Email: "someone@example.org"},
		}
		made, ok := must(b.BookForPatient(b.ctx, desk, in))(t).(AppointmentBooked)
		if !ok || made.Appointment.Service.ID != asked.ID || must(b.History(b.ctx, who, made.Appointment.ID))(t)[0].By != "the front desk" {
			t.Fatalf("the desk booked %#v", made)
		}
		if taken, ok := must(b.BookForPatient(b.ctx, b.system, in))(t).(SlotTaken); !ok || len(taken.Alternatives) != 3 {
			t.Errorf("a slot that is taken: %#v", taken)
		}
		other, whom := b.person()
		b.hold(whom, other, list[1])
		in.SlotID = list[1].ID
		if _, ok := must(b.BookForPatient(b.ctx, desk, in))(t).(SlotTaken); !ok {
			t.Error("the desk took a slot that is kept for someone")
		}
		if _, err := b.BookForPatient(b.ctx, who, in); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("a patient without a hold: %v", err)
		}
		if _, err := b.BookForPatient(b.ctx, actor.Actor{}, in); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("nobody: %v", err)
		}
		in.PatientID = "none"
		if _, err := b.BookForPatient(b.ctx, desk, in); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("no such patient: %v", err)
		}
		if got := len(fault.List(BookForPatientInput{}.Validate())); got != 4 {
			t.Errorf("%d problems of four", got)
		}
	})
}
