package notify

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// careChanged is a change of the carer's access to the patient, of which the
// patient and a guardian are told too.
func careChanged(t *testing.T, begun bool) outbox.Event {
	t.Helper()
	payload, err := json.Marshal(outbox.CareFacts{
		Begun: begun, CarerAccountID: carers, Carer: "Sam Example", Patient: "Maria A.", SelfAccountID: ownAccount,
	})
	if err != nil {
		t.Fatal(err)
	}
	return outbox.Event{Kind: outbox.CareChanged, SubjectID: store.NewID(), PatientID: thePatient, Payload: payload}
}

func TestBothSidesSeeThatCareBeganAndEnded(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.happen(careChanged(t, true))
		w.happen(careChanged(t, false))
		former := actor.FromSession(actor.Session{ID: "s2", AccountID: carers, Role: actor.RolePatient})
		for who, want := range map[*actor.Actor][]string{
			&own:    {"Sam Example can no longer act for you", "Sam Example can now act for you"},
			&former: {"You can no longer act for Maria A.", "You can now act for Maria A."},
		} {
			got, err := w.Notifications(w.ctx, *who, page.Args{}, false)
			if err != nil || len(got.Edges) != 2 {
				t.Fatalf("%s sees %d lines, %v", who.AccountID(), len(got.Edges), err)
			}
			for i, begins := range want {
				if n := got.Edges[i].Node; !strings.HasPrefix(n.Body, begins) || n.Link != familyLink {
					t.Errorf("%s sees %+v, want %q", who.AccountID(), n, begins)
				}
			}
		}
	})
}

// TestFormerCarersGetNoMail: an address that a carer gave for an appointment is
// not written to once they may not know of it; the patient's is.
func TestFormerCarersGetNoMail(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		e := visit("visit-1", 0, now.AddDate(0, 0, 30))
		e.Payload = json.RawMessage(strings.ReplaceAll(string(e.Payload), "maria@example.org", outsider))
		w.happen(e)
		w.ring(w.delivery(KindAppointmentConfirmed, 0).id)
		mails := w.sent.all()
		if len(mails) != 1 || mails[0].To != "own@example.org" {
			t.Fatalf("sent %+v", mails)
		}
		w.ring(w.delivery(KindAppointmentConfirmed, 0).id)
		if n := len(w.sent.all()); n != 1 {
			t.Errorf("%d mails, want 1", n)
		}
	})
}

func TestAdvicePlannedForAFormerCarerIsSkipped(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		e := w.happen(outbox.Event{Kind: outbox.AdvicePublished, SubjectID: "advice-1", PatientID: thePatient})
		d := w.newDelivery(e, KindAdvicePublished, carers, outsider)
		d.payload = json.RawMessage(`{}`)
		if err := s.Tx(w.ctx, func(ctx context.Context) error { return w.plan(ctx, []delivery{d}) }); err != nil {
			t.Fatal(err)
		}
		w.ring(d.id)
		for _, m := range w.sent.all() {
			if m.To == outsider {
				t.Error("a former carer was written to")
			}
		}
		for _, r := range w.deliveries() {
			if r.id == d.id && r.state != StateSkipped {
				t.Errorf("it is %s, want skipped", r.state)
			}
		}
	})
}
