package booking

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// Every step from every status: those that are legal lead where the table says,
// all others nowhere.
func TestStepsFollowTheTable(t *testing.T) {
	t.Parallel()
	statuses := []AppointmentStatus{
		AppointmentStatusBooked, AppointmentStatusCheckedIn, AppointmentStatusCompleted, AppointmentStatusCancelled, AppointmentStatusNoShow,
	}
	legal := map[VisitStep]map[AppointmentStatus]AppointmentStatus{
		VisitStepCheckIn: {
			AppointmentStatusBooked: AppointmentStatusCheckedIn, AppointmentStatusCheckedIn: AppointmentStatusCheckedIn,
			AppointmentStatusNoShow: AppointmentStatusCheckedIn,
		},
		VisitStepMarkNoShow: {AppointmentStatusBooked: AppointmentStatusNoShow, AppointmentStatusCheckedIn: AppointmentStatusNoShow},
		VisitStepComplete:   {AppointmentStatusCheckedIn: AppointmentStatusCompleted},
		"SOMETHING_ELSE":    {},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.free(SlotFilter{})[0])
		desk := b.account(actor.RoleFrontDesk)
		for step, table := range legal {
			for _, from := range statuses {
				b.become(made.ID, from)
				want, ok := table[from]
				if got, may := step.From(from); may != ok || got != want {
					t.Errorf("%s from %s: %s %v", step, from, got, may)
				}
				after, err := b.TakeStep(b.ctx, desk, TakeStepInput{AppointmentID: made.ID, Step: step}, freely)
				if ok && (err != nil || after.Status != want || after.Sequence != made.Sequence) {
					t.Errorf("%s from %s: %s (%v), want %s", step, from, after.Status, err, want)
				}
				if !ok && (fault.CodeOf(err) != fault.Conflict || must(b.Appointment(b.ctx, desk, made.ID))(t).Status != from) {
					t.Errorf("%s from %s: %v", step, from, err)
				}
			}
		}
	})
}

func freely(context.Context, Appointment) error { return nil }

func (b *bench) become(appointmentID string, status AppointmentStatus) {
	b.t.Helper()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		return b.store.DB(ctx).BookingAppointment.UpdateOneID(appointmentID).SetStatus(string(status)).Exec(ctx)
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestAStepKeepsWhatIsConfirmed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.free(SlotFilter{})[0])
		in := TakeStepInput{AppointmentID: made.ID, Step: VisitStepCheckIn, Confirmed: &ConfirmedDetails{
			Contact: AppointmentContactInput{Email: " new@example.org ", Phone: ptr("+1 555 0123")},
		}}
		after := must(b.TakeStep(b.ctx, who, in, freely))(t)
		if after.Contact.Email != "new@example.org" || *after.Contact.Phone != "+1 555 0123" || after.Reason != made.Reason {
			t.Errorf("%+v", after)
		}
		must(b.TakeStep(b.ctx, who, in, freely))(t) // with the same address: nothing new to tell
		if n := b.count(`SELECT count(*) FROM outbox_events WHERE kind = 'ContactChanged' AND payload LIKE '%"new@example.org"%' AND patient_id = ?`, patientID); n != 1 {
			t.Errorf("the new address was told %d times, want once", n)
		}
		lines := must(b.History(b.ctx, who, made.ID))(t)
		if last := lines[len(lines)-1]; last.What != "Checked in" || last.By != "the patient" {
			t.Errorf("%+v", last)
		}
		in.Confirmed.CoverageID = ptr("somebody-elses")
		if _, err := b.TakeStep(b.ctx, who, in, freely); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("another's insurance: %v", err)
		}
		in.Confirmed = &ConfirmedDetails{Contact: AppointmentContactInput{Email: "nowhere"}}
		if _, err := b.TakeStep(b.ctx, who, in, freely); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("no address: %v", err)
		}
		stranger, other := b.person()
		_ = stranger
		if _, err := b.TakeStep(b.ctx, other, TakeStepInput{AppointmentID: made.ID, Step: VisitStepCheckIn}, freely); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a stranger: %v", err)
		}
		if _, err := b.TakeStep(b.ctx, actor.Actor{}, in, freely); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("nobody: %v", err)
		}
	})
}

// Of those who say that it took place and those who say that nobody came, one is
// first, and nothing follows on that.
func TestSixteenSettleAVisitOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.free(SlotFilter{})[0])
		must(b.TakeStep(b.ctx, who, TakeStepInput{AppointmentID: made.ID, Step: VisitStepCheckIn}, freely))(t)
		desk := b.account(actor.RoleFrontDesk)
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 16 {
			step := []VisitStep{VisitStepComplete, VisitStepMarkNoShow}[i%2]
			all.Go(func() {
				_, err := b.TakeStep(b.ctx, desk, TakeStepInput{AppointmentID: made.ID, Step: step}, freely)
				switch {
				case err == nil:
					won.Add(1)
				case fault.CodeOf(err) != fault.Conflict:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if lines := must(b.History(b.ctx, desk, made.ID))(t); won.Load() != 1 || len(lines) != 3 {
			t.Errorf("%d won, %d lines of history", won.Load(), len(lines))
		}
	})
}

func TestVisitsAreToldOfAsTheyChange(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		var mu sync.Mutex
		var told []VisitNews
		leave, err := b.WatchVisits(func(v VisitNews) {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, v)
		})
		if err != nil {
			t.Fatal(err)
		}
		list := b.free(SlotFilter{})[6:] // far enough ahead to be moved
		made := b.book(who, patientID, list[0])
		must(b.RescheduleAppointment(b.ctx, who, RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: b.hold(who, patientID, list[3]).ID}))(t)
		must(b.TakeStep(b.ctx, who, TakeStepInput{AppointmentID: made.ID, Step: VisitStepCheckIn}, freely))(t)
		leave()
		mu.Lock()
		defer mu.Unlock()
		starts := []int64{list[0].Start.Unix(), list[0].Start.Unix(), list[3].Start.Unix(), list[3].Start.Unix()}
		got := make([]int64, len(told))
		for i, v := range told {
			got[i] = v.Start.Unix()
			if v.AppointmentID != made.ID || v.LocationID != b.chicago.ID || v.PractitionerID != b.doctor.ID {
				t.Errorf("%+v", v)
			}
		}
		if !slices.Equal(got, starts) {
			t.Errorf("told of %v, want %v", got, starts)
		}
	})
}

func TestStaffWaiveTheNoticeWithAReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		desk := b.account(actor.RoleFrontDesk)
		first := b.free(SlotFilter{})[0]
		b.set(first.Start.Add(-10 * 60e9)) // inside the notice of an hour
		in := BookForPatientInput{
			SlotID: first.ID, ServiceID: b.visit.ID, PatientID: patientID, Contact: AppointmentContactInput{Email: "m@example.org"},
			IdempotencyKey: ptr("once"),
		}
		if _, err := b.BookForPatient(b.ctx, desk, in); fault.CodeOf(err) != fault.InvalidInput || fault.List(err)[0].Field != "overrideReason" {
			t.Errorf("without a reason: %v", err)
		}
		in.OverrideReason = ptr("  Sent over by Dr. One. ")
		made := must(b.BookForPatient(b.ctx, desk, in))(t).(AppointmentBooked).Appointment
		if line := must(b.History(b.ctx, who, made.ID))(t)[0]; line.OverrideReason != "Sent over by Dr. One." || line.By != "the front desk" {
			t.Errorf("%+v", line)
		}
		again := must(b.BookForPatient(b.ctx, desk, in))(t).(AppointmentBooked).Appointment
		if again.ID != made.ID || b.count(`SELECT count(*) FROM booking_appointments`) != 1 {
			t.Error("a repeat booked once more")
		}
		in.Reason = "Something else"
		if _, err := b.BookForPatient(b.ctx, desk, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the key for something else: %v", err)
		}
	})
}
