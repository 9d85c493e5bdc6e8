package visit

import (
	"slices"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
)

// What staff may do with a visit of Monday at 9:00 in Chicago, by its state and
// the time.
func TestWhatStaffMayDo(t *testing.T) {
	t.Parallel()
	chicago, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 7, 13, 9, 0, 0, 0, chicago)
	const (
		in, gone, done = booking.VisitStepCheckIn, booking.VisitStepMarkNoShow, booking.VisitStepComplete
	)
	type steps = []booking.VisitStep
	for _, c := range []struct {
		name    string
		status  booking.AppointmentStatus
		arrived bool
		now     time.Time
		want    steps
	}{
		{"the evening before", booking.AppointmentStatusBooked, false, start.Add(-9*time.Hour - time.Minute), steps{}},
		{"just after midnight", booking.AppointmentStatusBooked, false, start.Add(-9 * time.Hour), steps{in}},
		{"as it begins", booking.AppointmentStatusBooked, false, start, steps{in, gone}},
		{"the next day", booking.AppointmentStatusBooked, false, start.Add(24 * time.Hour), steps{gone}},
		{"checked in from home, before", booking.AppointmentStatusCheckedIn, false, start.Add(-time.Hour), steps{in, done}},
		{"checked in from home, after", booking.AppointmentStatusCheckedIn, false, start.Add(time.Hour), steps{in, gone, done}},
		{"checked in from home, two days before", booking.AppointmentStatusCheckedIn, false, start.Add(-40 * time.Hour), steps{}},
		{"here", booking.AppointmentStatusCheckedIn, true, start.Add(time.Hour), steps{done}},
		{"here, noted a day later", booking.AppointmentStatusCheckedIn, true, start.Add(30 * time.Hour), steps{done}},
		{"comes late", booking.AppointmentStatusNoShow, false, start.Add(time.Hour), steps{in}},
		{"did not come", booking.AppointmentStatusNoShow, false, start.Add(24 * time.Hour), steps{}},
		{"over", booking.AppointmentStatusCompleted, true, start.Add(time.Hour), steps{}},
		{"cancelled", booking.AppointmentStatusCancelled, false, start.Add(time.Hour), steps{}},
	} {
		at := standing{status: c.status, start: start, now: c.now.UTC(), zone: chicago, arrived: c.arrived}
		if got := at.actions(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTheDeskSeesAVisitThrough(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		_, err := w.CheckIn(w.ctx, desk, CheckInInput{AppointmentID: a.ID}) // a week before
		w.fails(err, fault.Conflict, "")
		w.clock.Set(a.Start.Add(-20 * time.Minute))
		for _, code := range []error{
			second(w.MarkNoShow(w.ctx, desk, MarkNoShowInput{a.ID})), second(w.CompleteVisit(w.ctx, desk, CompleteVisitInput{a.ID})),
		} {
			w.fails(code, fault.Conflict, "")
		}
		_, err = w.CheckIn(w.ctx, w.maria, confirmed(a))
		w.fine(err)
		for range 2 { // the second time changes nothing
			made, err := w.CheckIn(w.ctx, desk, CheckInInput{AppointmentID: a.ID})
			if err != nil || made.Appointment.Status != booking.AppointmentStatusCheckedIn {
				t.Errorf("%+v (%v)", made, err)
			}
		}
		if got := w.state(w.maria, a); got.State != StateArrived || got.ArrivedAt == nil || w.rows() != 1 {
			t.Errorf("%+v", got)
		}
		w.clock.Set(a.End)
		_, err = w.MarkNoShow(w.ctx, desk, MarkNoShowInput{a.ID})
		w.fails(err, fault.Conflict, "")
		for range 2 {
			made, err := w.CompleteVisit(w.ctx, doctor, CompleteVisitInput{a.ID})
			if err != nil || made.Appointment.Status != booking.AppointmentStatusCompleted {
				t.Errorf("%+v (%v)", made, err)
			}
		}
		lines, err := w.Booking.History(w.ctx, w.maria, a.ID)
		w.fine(err)
		var said []string
		for _, line := range lines {
			said = append(said, line.What)
		}
		if want := []string{"Booked", "Checked in", "Arrived", "Took place"}; !slices.Equal(said, want) {
			t.Errorf("the history says %v", said)
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestWhoDidNotComeMayStillCome(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start.Add(20 * time.Minute))
		_, err := w.MarkNoShow(w.ctx, desk, MarkNoShowInput{a.ID})
		w.fine(err)
		_, err = w.CheckIn(w.ctx, w.maria, confirmed(a)) // not from home
		w.fails(err, fault.Conflict, "")
		_, err = w.CheckIn(w.ctx, desk, CheckInInput{AppointmentID: a.ID})
		w.fine(err)
		if got := w.state(desk, a); got.State != StateArrived {
			t.Errorf("%+v", got)
		}
	})
}

func TestStepsAreForStaff(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start)
		for who, code := range map[string]fault.Code{"maria": fault.Forbidden, "": fault.Unauthenticated} {
			by := map[string]actor.Actor{"maria": w.maria, "": {}}[who]
			w.fails(second(w.MarkNoShow(w.ctx, by, MarkNoShowInput{a.ID})), code, "")
			w.fails(second(w.CompleteVisit(w.ctx, by, CompleteVisitInput{a.ID})), code, "")
			w.fails(second(w.DaySheet(w.ctx, by, DaySheetFilter{LocationID: w.place.ID, Date: "2026-07-13"})), code, "")
			w.fails(second(w.DaySheetChanges(w.ctx, by, DaySheetFilter{LocationID: w.place.ID, Date: "2026-07-13"})), code, "")
		}
		w.fails(second(w.MarkNoShow(w.ctx, desk, MarkNoShowInput{"none"})), fault.NotFound, "")
		w.fails(second(w.SaveVisitKind(w.ctx, desk, SaveVisitKindInput{ServiceID: w.service.ID})), fault.Forbidden, "")
	})
}
