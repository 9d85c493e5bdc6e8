package visit

import (
	"context"
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func (w *world) sheet(date string) DaySheet {
	w.t.Helper()
	got, err := w.DaySheet(w.ctx, desk, DaySheetFilter{LocationID: w.place.ID, Date: date})
	w.fine(err)
	return got
}

func TestADaySheet(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start)
		got := w.sheet("2026-07-13")
		if got.TimeZone != "America/Chicago" || len(got.Visits) != 1 {
			t.Fatalf("%+v", got)
		}
		v := got.Visits[0]
		if v.AppointmentID != a.ID || v.Patient.FullName != "Maria Made Up" || *v.Patient.DateOfBirth != "1984-03-09" || v.Patient.ClinicNumber != "C-1" ||
			v.Practitioner.Name != "Dr. One" || v.Service.Name != "Office visit" || v.Status != booking.AppointmentStatusBooked || len(v.Actions) != 2 {
			t.Errorf("%+v", v)
		}
		for _, date := range []string{"2026-07-12", "2026-07-14"} {
			if others := w.sheet(date).Visits; len(others) != 0 {
				t.Errorf("on %s: %+v", date, others)
			}
		}
		other := "another"
		if none, err := w.DaySheet(w.ctx, desk, DaySheetFilter{LocationID: w.place.ID, PractitionerID: &other, Date: "2026-07-13"}); err != nil || len(none.Visits) != 0 {
			t.Errorf("%+v (%v)", none, err)
		}
		if his, err := w.DaySheet(w.ctx, doctor, DaySheetFilter{LocationID: w.place.ID, PractitionerID: &w.doctor.ID, Date: "2026-07-13"}); err != nil || len(his.Visits) != 1 {
			t.Errorf("%+v (%v)", his, err)
		}
		_, err := w.DaySheet(w.ctx, desk, DaySheetFilter{LocationID: "none", Date: "2026-07-13"})
		w.fails(err, fault.NotFound, "")
		_, err = w.DaySheet(w.ctx, desk, DaySheetFilter{LocationID: w.place.ID, Date: "tomorrow"})
		w.fails(err, fault.InvalidInput, "date")
		w.clock.Set(a.Start.Add(-time.Hour))
		_, err = w.Booking.CancelAppointment(w.ctx, desk, booking.CancelAppointmentInput{
			AppointmentID: a.ID, ReasonCode: booking.CancellationReasonClinic, OverrideReason: new("Dr. One is ill."),
		})
		w.fine(err)
		if left := w.sheet("2026-07-13").Visits; len(left) != 0 {
			t.Errorf("cancelled, and still on the sheet: %+v", left)
		}
	})
}

// A day is one statement for its visits, however many come, besides the row on
// the trail.
func TestADaySheetIsOneStatement(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.book()
		w.sheet("2026-07-13") // what is kept for two seconds is known now
		ctx, count := store.Counting(w.ctx)
		day, err := w.dayOf(ctx, desk, DaySheetFilter{LocationID: w.place.ID, Date: "2026-07-13"})
		w.fine(err)
		rows, err := w.tables.sheet(ctx, DaySheetFilter{LocationID: w.place.ID, Date: "2026-07-13"}, day)
		w.fine(err)
		_, err = w.listed(ctx, rows, day.zone)
		w.fine(err)
		if texts := count.Texts(); len(texts) != 1 {
			t.Errorf("%d statements: %v", len(texts), texts)
		}
	})
}

func TestADaySheetIsLive(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx, leave := context.WithCancel(w.ctx)
		defer leave()
		watch := func(date string) <-chan *SheetChange {
			out, err := w.DaySheetChanges(ctx, desk, DaySheetFilter{LocationID: w.place.ID, Date: date})
			w.fine(err)
			return out
		}
		second, third, other := watch("2026-07-13"), watch("2026-07-20"), watch("2026-07-14")
		a := w.book()
		w.hears(second, a.ID)
		w.clock.Set(a.Start.Add(-time.Hour))
		_, err := w.CheckIn(w.ctx, w.maria, confirmed(a))
		w.fine(err)
		w.hears(second, a.ID)
		w.move(a)
		w.hears(second, a.ID) // away from here
		w.hears(third, a.ID)  // to there
		select {
		case got := <-other:
			t.Errorf("another day hears %+v", got)
		default:
		}
		w.ForgetNews()
		if _, open := <-second; open {
			t.Error("who may have missed news is not told so")
		}
	})
}

func (w *world) hears(news <-chan *SheetChange, appointmentID string) {
	w.t.Helper()
	select {
	case got := <-news:
		if got.AppointmentID != appointmentID {
			w.t.Errorf("heard of %s", got.AppointmentID)
		}
	case <-w.ctx.Done():
		w.t.Fatal("heard nothing")
	}
}

func TestWhoDoesNotKeepUpIsDropped(t *testing.T) {
	t.Parallel()
	var all sheets
	w := &sheetWatch{out: make(chan *SheetChange, sheetQueue)}
	all.join(w)
	for range sheetQueue + 5 {
		all.give(w, &SheetChange{"a"})
	}
	n := 0
	for range w.out {
		n++
	}
	if n != sheetQueue || len(all.open) != 0 {
		t.Errorf("%d told, %d still watch", n, len(all.open))
	}
	all.end(w) // once more is no harm
}
