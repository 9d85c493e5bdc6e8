package visit

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/fault"
)

func (w *world) video(a booking.Appointment) (string, bool) {
	w.t.Helper()
	list := []*booking.Appointment{&a}
	are, err := w.AreVideo(w.ctx, list)
	w.fine(err)
	urls, err := w.VideoURLs(w.ctx, list)
	w.fine(err)
	if urls[0] == nil {
		return "", are[0]
	}
	return *urls[0], are[0]
}

func TestAVideoVisitIsJoinedInItsTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.book()
		w.clock.Set(a.Start)
		if url, is := w.video(a); url != "" || is {
			t.Errorf("an office visit is joined at %q", url)
		}
		_, err := w.SaveVisitKind(w.ctx, admin, SaveVisitKindInput{ServiceID: w.service.ID, Video: true})
		w.fine(err)
		for _, c := range []struct {
			at   time.Time
			open bool
		}{
			{a.Start.Add(-joinBefore - time.Microsecond), false}, {a.Start.Add(-joinBefore), true}, {a.Start, true},
			{a.End.Add(-time.Microsecond), true}, {a.End, false},
		} {
			w.clock.Set(c.at)
			url, is := w.video(a)
			if !is || (url != "") != c.open || c.open && (!strings.HasPrefix(url, "https://meet.example.org/") || !strings.HasSuffix(url, "?lobby")) {
				t.Errorf("at %s: %q", c.at, url)
			}
		}
		w.clock.Set(a.Start)
		here, _ := w.video(a)
		cancelled, moved, other := a, a, a
		cancelled.Status = booking.AppointmentStatusCancelled
		moved.Sequence++
		other.ID += "x"
		if url, _ := w.video(cancelled); url != "" {
			t.Error("a cancelled visit is joined")
		}
		for name, b := range map[string]booking.Appointment{"moved": moved, "another": other} {
			if url, _ := w.video(b); url == here {
				t.Errorf("%s visit has the same room", name)
			}
		}
		if room := strings.TrimSuffix(strings.TrimPrefix(here, "https://meet.example.org/"), "?lobby"); len(room) != 43 || strings.Contains(room, a.ID) {
			t.Errorf("the room is %q", room)
		}
	})
}

func TestKindsAreChecked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		save := func(in SaveVisitKindInput) error {
			_, err := w.SaveVisitKind(w.ctx, admin, in)
			return err
		}
		choice := QuestionInput{LinkID: "a", Text: "A?", Type: QuestionTypeChoice, Options: []OptionInput{{"x", "X"}, {"y", "Y"}}}
		twin := choice
		twin.Options = []OptionInput{{"x", "X"}, {"x", "Y"}}
		lonely := choice
		lonely.Options = lonely.Options[:1]
		many := make([]QuestionInput, maxQuestions+1)
		for i := range many {
			many[i] = QuestionInput{LinkID: strings.Repeat("q", i+1), Text: "A?", Type: QuestionTypeText}
		}
		for field, list := range map[string][]QuestionInput{
			"questions.0.linkId":  {{Text: "A?", Type: QuestionTypeText}},
			"questions.0.text":    {{LinkID: "a", Text: " ", Type: QuestionTypeText}},
			"questions.0.type":    {{LinkID: "a", Text: "A?", Type: "DATE"}},
			"questions.0.options": {twin},
			"questions.1.options": {{LinkID: "b", Text: "B?", Type: QuestionTypeText}, lonely},
			"questions":           {choice, choice},
		} {
			w.fails(save(SaveVisitKindInput{ServiceID: w.service.ID, Questions: list}), fault.InvalidInput, field)
		}
		w.fails(save(SaveVisitKindInput{ServiceID: w.service.ID, Questions: many}), fault.InvalidInput, "questions")
		w.fails(save(SaveVisitKindInput{ServiceID: "none"}), fault.NotFound, "")
		w.fine(save(SaveVisitKindInput{ServiceID: w.service.ID, Questions: []QuestionInput{choice}}))
		shown, err := w.VisitKind(w.ctx, desk, w.service.ID)
		if err != nil || shown.Video || !shown.CanBeVideo || len(shown.Questions) != 1 || shown.Questions[0].Options[1].Display != "Y" {
			t.Errorf("shown %+v (%v)", shown, err)
		}
		w.fails(second(w.VisitKind(w.ctx, w.maria, w.service.ID)), fault.Forbidden, "")
		w.fails(second(w.VisitKind(w.ctx, desk, "none")), fault.NotFound, "")
		w.fine(save(SaveVisitKindInput{ServiceID: w.service.ID, Video: true}))
		kinds, err := w.kinds(w.ctx)
		if got := kinds[w.service.ID]; err != nil || !got.Video || len(got.Questions) != 0 {
			t.Errorf("%+v (%v)", got, err)
		}
		w.VideoURL = ""
		w.fails(save(SaveVisitKindInput{ServiceID: w.service.ID, Video: true}), fault.Conflict, "")
		if _, is := w.video(w.book()); is {
			t.Error("there is no place for video visits, and one is held")
		}
	})
}
