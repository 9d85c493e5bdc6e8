package invitations

import (
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// A referral lets a patient keep a time and book it, until it is withdrawn or
// over.
func TestAReferralLetsAPatientBook(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk, p := b.Account(actor.RoleFrontDesk), b.Person()
		sent := b.Bench.Service(clinic.AddServiceInput{Name: "Referred", DurationMinutes: 30, NeedsReferral: true})
		hold := booking.HoldSlotInput{SlotID: b.Free(booking.SlotFilter{})[2].ID, ServiceID: sent.ID, PatientID: p.PatientID}
		if _, err := b.Booking.HoldSlot(b.Ctx, p.Who, hold); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("without a referral: %v", err)
		}
		refer := func() Referral {
			return bookingtest.Must(b.AddReferral(b.Ctx, desk, AddReferralInput{PatientID: p.PatientID, ServiceID: sent.ID}))(t).Referral
		}
		given := refer()
		held := bookingtest.Must(b.Booking.HoldSlot(b.Ctx, p.Who, hold))(t).(booking.SlotHeld)
		bookingtest.Must(b.WithdrawReferral(b.Ctx, desk, WithdrawReferralInput{given.ID}))(t)
		in := bookingtest.Agreed(p, held.Hold)
		if got, ok := bookingtest.Must(b.Booking.BookAppointment(b.Ctx, p.Who, in))(t).(booking.BookingRefused); !ok || got.Code != booking.BookingRefusedCodeReferralNeeded {
			t.Errorf("the referral was withdrawn: %+v", got)
		}
		again := refer()
		if list := bookingtest.Must(b.Referrals(b.Ctx, p.Who, p.PatientID))(t); len(list) != 1 || list[0].ID != again.ID {
			t.Errorf("good are %+v", list)
		}
		if got := bookingtest.Must(b.Booking.BookAppointment(b.Ctx, p.Who, in))(t); got.(booking.AppointmentBooked).Appointment.Service.ID != sent.ID {
			t.Errorf("with a referral: %+v", got)
		}
		b.Set(again.ExpiresAt.Add(time.Second))
		if list := bookingtest.Must(b.Referrals(b.Ctx, p.Who, p.PatientID))(t); len(list) != 0 {
			t.Errorf("over, and still shown: %+v", list)
		}
	})
}

func TestWhoRefers(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	p, doctor := b.Person(), b.Account(actor.RoleClinician)
	in := AddReferralInput{PatientID: p.PatientID, ServiceID: b.Visit.ID}
	given := bookingtest.Must(b.AddReferral(b.Ctx, doctor, in))(t).Referral
	for name, of := range map[string]error{
		"a patient refers":        second(b.AddReferral(b.Ctx, p.Who, in)),
		"a patient withdraws":     second(b.WithdrawReferral(b.Ctx, p.Who, WithdrawReferralInput{given.ID})),
		"an administrator refers": second(b.AddReferral(b.Ctx, b.Account(actor.RoleAdministrator), in)),
	} {
		if fault.CodeOf(of) != fault.Forbidden {
			t.Errorf("%s: %v, want FORBIDDEN", name, of)
		}
	}
	for name, of := range map[string]error{
		"a stranger reads":             second(b.Referrals(b.Ctx, b.Person().Who, p.PatientID)),
		"no such patient":              second(b.AddReferral(b.Ctx, doctor, AddReferralInput{PatientID: store.NewID(), ServiceID: b.Visit.ID})),
		"no such service":              second(b.AddReferral(b.Ctx, doctor, AddReferralInput{PatientID: p.PatientID, ServiceID: store.NewID()})),
		"a referral that is not there": second(b.WithdrawReferral(b.Ctx, doctor, WithdrawReferralInput{store.NewID()})),
	} {
		if fault.CodeOf(of) != fault.NotFound {
			t.Errorf("%s: %v, want NOT_FOUND", name, of)
		}
	}
}
