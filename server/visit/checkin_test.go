package visit

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func TestWhenPatientsCheckIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		for _, c := range []struct {
			before time.Duration
			want   State
		}{
			{opensBefore + time.Microsecond, StateNotYet},
			{opensBefore, StateOpen},
			{time.Hour, StateOpen},
			{-closesAfter, StateOpen},
			{-closesAfter - time.Microsecond, StateClosed},
		} {
			w.clock.Set(a.Start.Add(-c.before))
			if got := w.state(w.maria, a); got.State != c.want || !got.OpensAt.Equal(a.Start.Add(-48*time.Hour)) || !got.ClosesAt.Equal(a.Start.Add(15*time.Minute)) {
				t.Errorf("%s before: %+v", c.before, got)
			}
			if c.want != StateOpen {
				_, err := w.CheckIn(w.ctx, w.maria, confirmed(a))
				w.fails(err, fault.Conflict, "")
			}
		}
		w.clock.Set(a.Start.Add(-time.Hour))
		made, err := w.CheckIn(w.ctx, w.maria, confirmed(a))
		w.fine(err)
		if made.Appointment.Status != booking.AppointmentStatusCheckedIn || made.Appointment.Sequence != a.Sequence {
			t.Errorf("%+v", made.Appointment)
		}
		got := w.state(w.maria, a)
		if got.State != StateCheckedIn || got.CheckedInAt == nil || !got.CheckedInAt.Equal(w.clock.Now()) || got.ArrivedAt != nil {
			t.Errorf("%+v", got)
		}
		// Once more, after the door has closed: nothing happens.
		w.clock.Set(a.End)
		again, err := w.CheckIn(w.ctx, w.maria, CheckInInput{AppointmentID: a.ID})
		if err != nil || again.Appointment.Status != booking.AppointmentStatusCheckedIn {
			t.Errorf("%+v (%v)", again, err)
		}
	})
}

func (w *world) ask(questions ...QuestionInput) {
	w.t.Helper()
	_, err := w.SaveVisitKind(w.ctx, admin, SaveVisitKindInput{ServiceID: w.service.ID, Questions: questions})
	w.fine(err)
}

var questions = []QuestionInput{
	{LinkID: "fever", Text: "Do you have a fever?", Type: QuestionTypeBoolean, Required: true},
	{LinkID: "how", Text: "How do you feel?", Type: QuestionTypeChoice, Required: true, Options: []OptionInput{{"well", "Well"}, {"ill", "Not well"}}},
	{LinkID: "more", Text: "Anything else?", Type: QuestionTypeText},
}

func TestTheServicesQuestionsAreAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.ask(questions...)
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		if got := w.state(w.maria, a).Questions; len(got) != 3 || got[1].Options[1].Display != "Not well" {
			t.Errorf("%+v", got)
		}
		in := confirmed(a)
		_, err := w.CheckIn(w.ctx, w.maria, in)
		if list := fault.List(err); len(list) != 2 || list[0].Error() != "answers: Answer this question: Do you have a fever?" || list[1].Error() != "answers: Answer this question: How do you feel?" {
			t.Errorf("%v", list)
		}
		fields := []string{"answers.0.yes", "answers.1.code", "answers.2.text", "answers.2.text", "answers.1.linkId", "answers.2.linkId", "answers.1.yes"}
		for i, wrong := range [][]AnswerInput{
			{{LinkID: "fever", Text: new("yes")}, {LinkID: "how", Code: new("well")}},
			{{LinkID: "fever", Yes: new(true)}, {LinkID: "how", Code: new("dead")}},
			{{LinkID: "fever", Yes: new(true)}, {LinkID: "how", Code: new("well")}, {LinkID: "more", Text: new(strings.Repeat("x", 1001))}},
			{{LinkID: "fever", Yes: new(true)}, {LinkID: "how", Code: new("well")}, {LinkID: "more", Text: new("a\x00b")}},
			{{LinkID: "fever", Yes: new(true)}, {LinkID: "fever", Yes: new(true)}, {LinkID: "how", Code: new("well")}},
			{{LinkID: "fever", Yes: new(true)}, {LinkID: "how", Code: new("well")}, {LinkID: "age", Text: new("8")}},
			{{LinkID: "how", Code: new("well")}, {LinkID: "fever"}},
		} {
			in.Answers = wrong
			_, err := w.CheckIn(w.ctx, w.maria, in)
			if w.fails(err, fault.InvalidInput, fields[i]); len(fault.List(err)) != 1 {
				t.Errorf("more than the one problem: %v", err)
			}
		}
		in.Answers = []AnswerInput{{LinkID: "more", Text: new("  My knee. ")}, {LinkID: "how", Code: new("ill")}, {LinkID: "fever", Yes: new(false)}}
		_, err = w.CheckIn(w.ctx, w.maria, in)
		w.fine(err)
		w.ask() // what is asked later does not change what was answered
		want := []Answer{{"fever", "Do you have a fever?", "No"}, {"how", "How do you feel?", "Not well"}, {"more", "Anything else?", "My knee."}}
		for name, who := range map[string]actor.Actor{"the patient": w.maria, "a clinician": doctor} {
			got := w.state(who, a).Answers
			if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
				t.Errorf("%s sees %+v", name, got)
			}
		}
		for _, who := range []actor.Actor{desk, admin} {
			if got := w.state(who, a).Answers; got != nil {
				t.Errorf("%s sees %+v", who.Role(), got)
			}
		}
	})
}

func TestEveryProblemOfACheckInComesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.ask(questions...)
		a := w.book()
		in := CheckInInput{
			AppointmentID: a.ID, Contact: &booking.AppointmentContactInput{Email: "nowhere"}, CoverageID: new("another's"),
			Answers: []AnswerInput{{LinkID: "more", Text: new(strings.Repeat("x", 1001))}, {LinkID: "how", Code: new("dead")}},
		}
		w.clock.Set(a.Start.Add(-time.Hour))
		_, err := w.CheckIn(w.ctx, w.maria, in)
		wantFields(t, err, "contact.email", "coverageId", "answers", "answers.1.code", "answers.0.text")
		in.Contact = nil
		_, err = w.CheckIn(w.ctx, w.maria, in)
		wantFields(t, err, "contact.email", "coverageId", "answers", "answers.1.code", "answers.0.text")
		// Whoever cannot check in now need not mend any of it.
		for messageID, at := range map[string]time.Time{
			"visit.check_in_early": a.Start.Add(-opensBefore - time.Minute), "visit.check_in_closed": a.Start.Add(closesAfter + time.Minute),
		} {
			w.clock.Set(at)
			_, err := w.CheckIn(w.ctx, w.maria, in)
			if list := fault.List(err); len(list) != 1 || list[0].MessageID != messageID {
				t.Errorf("%v, want %s alone", err, messageID)
			}
		}
	})
}

func wantFields(t *testing.T, err error, want ...string) {
	t.Helper()
	var got []string
	for _, problem := range fault.List(err) {
		got = append(got, problem.Field)
	}
	if fault.CodeOf(err) != fault.InvalidInput || !slices.Equal(got, want) {
		t.Errorf("%v, want problems at %q", err, want)
	}
}

func TestAnswersAreSealed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.ask(questions[2])
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		in := confirmed(a)
		in.Answers = []AnswerInput{{LinkID: "more", Text: new("a rare word")}}
		_, err := w.CheckIn(w.ctx, w.maria, in)
		w.fine(err)
		var id, kept string
		w.fine(w.Store.Prepare(`SELECT id, answers FROM visit_check_ins`).QueryRow(w.ctx).Scan(&id, &kept))
		if kept == "" || strings.Contains(kept, "rare") {
			t.Errorf("the row holds %q", kept)
		}
		if _, err := w.open(storedCheckIn{id: "another", answers: kept}); err == nil {
			t.Error("it opens in another row")
		}
		if _, err := w.open(storedCheckIn{id: id, answers: kept}); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsConfirmed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		_, err := w.CheckIn(w.ctx, w.maria, CheckInInput{AppointmentID: a.ID})
		w.fails(err, fault.InvalidInput, "contact.email")
		in := confirmed(a)
		in.Contact.Email = "nowhere"
		_, err = w.CheckIn(w.ctx, w.maria, in)
		w.fails(err, fault.InvalidInput, "contact.email")
		in = confirmed(a)
		in.CoverageID = new("another's")
		_, err = w.CheckIn(w.ctx, w.maria, in)
		w.fails(err, fault.InvalidInput, "coverageId")
		if rows := w.rows(); rows != 0 {
			t.Errorf("%d check-ins after refusals", rows)
		}
		var insurance string
		w.fine(w.Store.Prepare(`SELECT id FROM patient_coverages`).QueryRow(w.ctx).Scan(&insurance))
		in.CoverageID, in.Contact.Phone = &insurance, new("+1 555 0199")
		made, err := w.CheckIn(w.ctx, w.maria, in)
		w.fine(err)
		if got := made.Appointment; *got.CoverageID != insurance || *got.Contact.Phone != "+1 555 0199" {
			t.Errorf("%+v", got)
		}
	})
}

func (w *world) rows() (n int) {
	w.t.Helper()
	w.fine(w.Store.Prepare(`SELECT count(*) FROM visit_check_ins`).QueryRow(w.ctx).Scan(&n))
	return n
}

func TestWhoChecksIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		reader := w.account(w.Store, actor.Grant{PatientID: w.patientID, Scopes: []actor.Scope{actor.ScopeRecords}})
		for _, who := range []actor.Actor{w.account(w.Store), reader} {
			_, err := w.CheckIn(w.ctx, who, confirmed(a))
			w.fails(err, fault.NotFound, "")
		}
		_, err := w.CheckIn(w.ctx, actor.Actor{}, confirmed(a))
		w.fails(err, fault.Unauthenticated, "")
		_, err = w.CheckIn(w.ctx, w.maria, CheckInInput{AppointmentID: store.NewID()})
		w.fails(err, fault.NotFound, "")
		carer := w.account(w.Store, actor.Grant{PatientID: w.patientID, Scopes: []actor.Scope{actor.ScopeAppointments}})
		_, err = w.CheckIn(w.ctx, carer, confirmed(a))
		w.fine(err)
		lines, err := w.Booking.History(w.ctx, w.maria, a.ID)
		w.fine(err)
		if last := lines[len(lines)-1]; last.What != "Checked in" || last.By != "a carer" {
			t.Errorf("%+v", last)
		}
	})
}

// Who is moved checks in again: the first check-in was for another time.
func TestAMovedVisitIsCheckedInAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		_, err := w.CheckIn(w.ctx, w.maria, confirmed(a))
		w.fine(err)
		moved := w.move(a)
		if got := w.state(w.maria, moved); moved.Status != booking.AppointmentStatusBooked || got.State != StateNotYet || got.CheckedInAt != nil {
			t.Errorf("%+v, %+v", moved, got)
		}
		w.clock.Set(moved.Start.Add(-time.Hour))
		_, err = w.CheckIn(w.ctx, w.maria, confirmed(moved))
		w.fine(err)
		if got := w.state(w.maria, moved); got.State != StateCheckedIn || w.rows() != 2 {
			t.Errorf("%+v, %d rows", got, w.rows())
		}
	})
}

func TestSixteenCheckInOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start.Add(-time.Hour))
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				made, err := w.CheckIn(w.ctx, w.maria, confirmed(a))
				if err != nil || made.Appointment.Status != booking.AppointmentStatusCheckedIn {
					t.Errorf("%s (%v)", made.Appointment.Status, err)
				}
			})
		}
		all.Wait()
		lines, err := w.Booking.History(w.ctx, w.maria, a.ID)
		w.fine(err)
		if w.rows() != 1 || len(lines) != 2 {
			t.Errorf("%d rows, %d lines of history", w.rows(), len(lines))
		}
	})
}
