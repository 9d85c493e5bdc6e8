package main

import (
	"context"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// waiter is a patient with an appointment who waits for an earlier one.
type waiter struct {
	racer
	appointment, slot string
}

type keptTime struct {
	ID   string
	Slot struct{ ID string }
}

// mustHave books a slot for a racer who is awake at any hour.
func (p *program) mustHave(r racer, slot, serviceID string) waiter {
	p.t.Helper()
	r.url = p.url
	p.mustAsk(r.client, `mutation { saveNotificationPreferences(input: {channels: [], leads: [],
		quietHours: {on: false, from: "21:00", until: "08:00"}}) { preferences { id } } }`, nil, new(any))
	got, err := r.pursue(p.t.Context(), slot, serviceID)
	if err != nil || got == nil {
		p.t.Fatalf("booking: %v, %v", got, err)
	}
	return waiter{r, got.ID, slot}
}

func (p *program) wait(w waiter) {
	p.t.Helper()
	p.mustAsk(w.client, `mutation($in: JoinWaitlistInput!) { joinWaitlist(input: $in) { entry { id } } }`,
		map[string]any{"in": map[string]any{"appointmentId": w.appointment, "anyLocation": true}}, new(any))
}

// keptFor is the time that is kept for somebody, once there is one.
func (p *program) keptFor(w waiter) (kept keptTime) {
	p.t.Helper()
	until(p.t, "a time is kept", func() bool {
		var answer struct {
			Patient struct{ WaitlistOffers []keptTime }
		}
		p.mustAsk(w.client, `query($p: ID!) { patient(patientId: $p) { waitlistOffers { id slot { id } } } }`,
			map[string]any{"p": w.patientID}, &answer)
		if len(answer.Patient.WaitlistOffers) == 0 {
			return false
		}
		kept = answer.Patient.WaitlistOffers[0]
		return true
	})
	return kept
}

// take accepts, and asks again as long as there is no answer.
func (w waiter) take(ctx context.Context, offerID string) error {
	return persist(ctx, func() error {
		return w.ask(ctx, `mutation($in: AnswerOfferInput!) { answerOffer(input: $in) { ... on AppointmentBooked { appointment { id } } } }`,
			map[string]any{"in": map[string]any{"offerId": offerID, "accept": true}}, new(any))
	})
}

func (p *program) mustStandAt(w waiter, slot string) {
	p.t.Helper()
	var answer struct {
		Appointment struct {
			Status string
			Slot   struct{ ID string }
		}
	}
	p.mustAsk(w.client, `query($id: ID!) { appointment(appointmentId: $id) { status slot { id } } }`, map[string]any{"id": w.appointment}, &answer)
	if answer.Appointment.Status != "BOOKED" || answer.Appointment.Slot.ID != slot {
		p.t.Errorf("an appointment is %+v, want it at %s", answer.Appointment, slot)
	}
}

// runOut is half an hour later for one offer: nobody turns the clock of a
// program that is a process.
func runOut(t *testing.T, s *store.Store, offerID string) {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	past := store.Micros(time.Now().Add(-time.Second))
	err := s.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.Prepare(`UPDATE waitlist_offers SET expires_at = ? WHERE id = ?`).Exec(ctx, past, offerID); err != nil {
			return err
		}
		_, err := s.Prepare(`UPDATE booking_slots SET held_until = ? WHERE hold_id = ?`).Exec(ctx, past, offerID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The server is killed while a time is kept for the first in line, and again
// while the second takes it. It is passed on once, what is freed by taking it
// goes on once, and everybody has what they had or better.
func TestOffersSurviveAKilledServer(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		var people []racer
		p := newProgram(t, dialect, func(inside *portal) { people = enlist(t, inside, 4) })
		p.start()
		found := p.freeSlots(client{url: p.url, token: people[0].token}, 10, 4)
		giver := p.mustHave(people[0], found.slots[0], found.serviceID)
		var line []waiter
		for i, r := range people[1:] {
			line = append(line, p.mustHave(r, found.slots[i+1], found.serviceID))
			p.wait(line[i])
		}
		p.mustAsk(giver.client, `mutation($id: ID!) { cancelAppointment(input: {appointmentId: $id, reasonCode: OTHER}) { __typename } }`,
			map[string]any{"id": giver.appointment}, new(any))
		first := p.keptFor(line[0])
		p.kill()

		database := p.openDatabase()
		runOut(t, database, first.ID)
		p.start()
		second := p.keptFor(line[1])
		if second.Slot.ID != giver.slot {
			t.Errorf("the second is offered %s, want the time that was passed on", second.Slot.ID)
		}
		taken := make(chan error, 1)
		go func() { taken <- line[1].take(t.Context(), second.ID) }()
		p.kill()
		p.start()
		if err := <-taken; err != nil {
			t.Fatal(err)
		}
		if third := p.keptFor(line[2]); third.Slot.ID != line[1].slot {
			t.Errorf("the third is offered %s, want the time that was given up", third.Slot.ID)
		}
		p.mustStandAt(line[0], line[0].slot)
		p.mustStandAt(line[1], giver.slot)
		p.mustStandAt(line[2], line[2].slot)
		checkOfferedOnce(t, database, line, first.ID)
	})
}

func checkOfferedOnce(t *testing.T, s *store.Store, line []waiter, expired string) {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	count := func(what, text string, args ...any) {
		t.Helper()
		var n int
		if err := s.Prepare(text).QueryRow(ctx, args...).Scan(&n); err != nil || n != 1 {
			t.Errorf("%s: %d (%v), want 1", what, n, err)
		}
	}
	for _, w := range line {
		count("offers", `SELECT COUNT(*) FROM waitlist_offers WHERE patient_id = ?`, w.patientID)
		count("told", `SELECT COUNT(*) FROM outbox_events WHERE kind = 'WaitlistOffered' AND patient_id = ?`, w.patientID)
		count("lines in the portal", `SELECT COUNT(*) FROM notify_notifications WHERE kind = 'EARLIER_TIME_OFFERED' AND patient_id = ?`, w.patientID)
	}
	count("the end of the first", `SELECT COUNT(*) FROM waitlist_offers o JOIN outbox_events e ON e.subject_id = o.id AND e.kind = 'WaitlistOfferEnded'
		WHERE o.id = ? AND o.state = 'EXPIRED'`, expired)
	count("moves", `SELECT COUNT(*) FROM outbox_events WHERE kind = 'AppointmentRescheduled' AND subject_id = ?`, line[1].appointment)
}
