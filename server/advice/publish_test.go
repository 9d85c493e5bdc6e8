package advice

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/records"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestPublishedAdviceReadsAsItWasWritten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		in := r.input()
		in.Body, in.ExpectedReply = "  Please **rest**.\r\n\r\n* a\r\n", new("Within two days")
		published := r.publish(t, in)
		read, err := r.Advice(t.Context(), r.who, published.ID)
		must(t, err)
		if !reflect.DeepEqual(published, read) {
			t.Errorf("published %+v, read %+v", published, read)
		}
		if read.Author != "Dr. Made Up" || read.Body != "Please **rest**.\n\n* a" || read.State != Unread || read.ReadAt != nil || read.About != nil {
			t.Errorf("advice %+v", read)
		}
		if !read.PublishedAt.Equal(r.clock.Now()) || *read.ExpectedReply != "Within two days" {
			t.Errorf("advice %+v", read)
		}
		if read.BodyHtml != "<p>Please <strong>rest</strong>.</p>\n<ul>\n<li>a</li>\n</ul>\n" {
			t.Errorf("html %q", read.BodyHtml)
		}
		first := read.Instructions[0]
		if len(read.Instructions) != 2 || first.Text != "Lie down" || *first.Why != "It helps" || *first.Until != "2026-08-09" || first.DoneAt != nil {
			t.Errorf("instructions %+v", read.Instructions)
		}
	})
}

func TestPublishingIsToldOnceAndSaysNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		a := r.publish(t, r.input())
		if len(*r.told) != 1 {
			t.Fatalf("%d events", len(*r.told))
		}
		e := (*r.told)[0]
		if e.Kind != outbox.AdvicePublished || e.SubjectID != a.ID || e.PatientID != r.patientID || string(e.Payload) != `{"adviceId":"`+a.ID+`"}` {
			t.Errorf("event %+v %s", e, e.Payload)
		}
		if n := r.count(t, `SELECT count(*) FROM audit_events WHERE action = 'advice.publish' AND subject_id = ? AND account_id = 'clinician'`, a.ID); n != 1 {
			t.Errorf("%d audit rows", n)
		}
	})
}

func TestPublishingIsAllOrNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		broken := errors.New("broken")
		r.outbox.Handle(func(context.Context, outbox.Event) error { return broken })
		if _, err := r.Publish(t.Context(), r.clinician, r.input()); !errors.Is(err, broken) {
			t.Errorf("publishing: %v", err)
		}
		for _, table := range []string{"advice", "advice_instructions", "outbox_events"} {
			if n := r.count(t, "SELECT count(*) FROM "+table); n != 0 {
				t.Errorf("%d rows left in %s", n, table)
			}
		}
		if len(*r.told) != 0 {
			t.Errorf("told %v", *r.told)
		}
	})
}

func TestWhoMayPublish(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		for name, c := range map[string]struct {
			who  actor.Actor
			want fault.Code
		}{
			"clinician": {r.clinician, ""}, "clinician whom the clinic does not list": {staff(actor.RoleClinician), fault.Forbidden},
			"patient": {r.who, fault.Forbidden}, "front desk": {desk, fault.Forbidden}, "administrator": {admin, fault.Forbidden},
			"system": {system, fault.Forbidden}, "nobody": {actor.Actor{}, fault.Unauthenticated},
		} {
			_, err := r.Publish(t.Context(), c.who, r.input())
			wantCode(t, name, err, c.want)
		}
		if n := r.count(t, "SELECT count(*) FROM advice"); n != 1 {
			t.Errorf("%d published", n)
		}
	})
}

func TestAdviceIsAboutThePatientsOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		other := r.addPatient(t)
		own, foreign := r.addResult(t, r.patientID), r.addResult(t, other)
		r.calendar[[2]string{r.patientID, "visit"}] = "Follow-up on 10 August 2026"
		r.calendar[[2]string{other, "theirs"}] = "Another's"

		in := r.input()
		in.ResultID = &own
		if a := r.publish(t, in); *a.About != (AdviceSubject{AboutResult, own, "Glucose"}) {
			t.Errorf("about %+v", a.About)
		}
		in = r.input()
		in.AppointmentID = new("visit")
		a := r.publish(t, in)
		read, err := r.Advice(t.Context(), r.who, a.ID)
		must(t, err)
		if *read.About != (AdviceSubject{AboutAppointment, "visit", "Follow-up on 10 August 2026"}) {
			t.Errorf("about %+v", read.About)
		}
		for field, about := range map[string]func(*PublishAdviceInput){
			"resultId":      func(in *PublishAdviceInput) { in.ResultID = &foreign },
			"appointmentId": func(in *PublishAdviceInput) { in.AppointmentID = new("theirs") },
		} {
			in := r.input()
			about(&in)
			_, err := r.Publish(t.Context(), r.clinician, in)
			if list := fault.List(err); len(list) != 1 || list[0].Field != field || list[0].Code != fault.InvalidInput {
				t.Errorf("another patient's %s: %v", field, err)
			}
		}
		in = r.input()
		in.PatientID = "no-such"
		_, err = r.Publish(t.Context(), r.clinician, in)
		wantCode(t, "no such patient", err, fault.NotFound)
	})
}

func (r room) addResult(t *testing.T, patientID string) string {
	t.Helper()
	id := store.NewID()
	done, err := records.NewWriter(r.store, r.clock.Now).Put(t.Context(), system, []records.PutItem{{
		Resource:    records.PutResource{PatientID: patientID, Type: "Observation", SourceKey: "test/" + id, Raw: []byte("{}")},
		Observation: &records.PutObservation{Kind: records.KindResult, Name: "Glucose", Status: "final"},
	}})
	must(t, err)
	return done[0].ResourceID
}

func TestEveryBadFieldIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	err := PublishAdviceInput{
		Subject: "two\nlines", Body: strings.Repeat("x", maxBody+1), ExpectedReply: new("\x00"),
		ResultID: new("r"), AppointmentID: new("a"),
		Instructions: append(make([]AdviceInstructionInput, maxInstructions), AdviceInstructionInput{
			Text: "x", Why: new(strings.Repeat("x", maxInstruction+1)), From: new("2026-08-07"), Until: new("2026-08-06")}),
	}.Validate()
	var got []string
	for _, f := range fault.List(err) {
		got = append(got, f.Field)
	}
	want := "patientId subject body expectedReply instructions appointmentId " +
		strings.Repeat("instructions.N.text ", maxInstructions) + "instructions.20.why instructions.20.until"
	for i := range maxInstructions {
		want = strings.Replace(want, "N", decimal(i), 1)
	}
	if strings.Join(got, " ") != want {
		t.Errorf("fields %v\nwant   %s", got, want)
	}
	err = PublishAdviceInput{PatientID: "p", Subject: "s", Body: "b",
		Instructions: []AdviceInstructionInput{{Text: "t", From: new("2026-02-30"), Until: new("6 August")}}}.Validate()
	if list := fault.List(err); len(list) != 2 {
		t.Errorf("dates: %v", err)
	}
}

func TestPastAdviceIsFiledQuietly(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		day := time.Date(2025, 3, 1, 10, 0, 0, 0, time.UTC)
		past := PastAdvice{PublishAdviceInput: r.input(), PractitionerID: r.clinician.PractitionerID(), PublishedAt: day, ReadAt: day.Add(time.Hour)}
		kept, err := r.KeepPast(t.Context(), system, past)
		must(t, err)
		read, err := r.Advice(t.Context(), r.who, kept.ID)
		must(t, err)
		if !reflect.DeepEqual(kept, read) || !read.PublishedAt.Equal(day) || read.State != Open {
			t.Errorf("kept %+v, read %+v", kept, read)
		}
		if len(*r.told) != 0 || r.count(t, "SELECT count(*) FROM outbox_events") != 0 {
			t.Error("someone was told")
		}
		_, err = r.KeepPast(t.Context(), r.clinician, past)
		wantCode(t, "clinician", err, fault.Forbidden)
	})
}
