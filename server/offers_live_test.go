package main

import (
	"strings"
	"testing"
)

const followOffers = `subscription($patient: ID!) { appointmentEvents(patientId: $patient) { __typename
	... on WaitlistOffered { offer { id state slot { location { address directions } } } }
	... on WaitlistOfferEnded { id at offer { id state } appointment { id } } } }`

// An open page hears over its socket that a time is kept, and that it is no
// longer when it was declined on another device.
func TestAnOpenPageHearsOfAnOfferAndItsEnd(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			w.serveEvents(t)
			phone, tablet := w.signIn(t, "maria.alvarez"), w.signIn(t, "maria.alvarez")
			visit := w.waitForEarlier(t, phone)
			socket := phone.listen(t)
			socket.subscribe("events", followOffers, map[string]any{"patient": w.maria.ID})
			if got := socket.ask("at work", `{ unreadCount }`, nil); strings.Contains(got, "errors") {
				t.Fatal(got)
			}
			w.giveBack(t, visit)
			if err := w.Waitlist.Pass(t.Context()); err != nil {
				t.Fatal(err)
			}
			offered := string(socket.next().Payload)
			if !strings.Contains(offered, `"WaitlistOffered"`) || !strings.Contains(offered, `"OPEN"`) || !strings.Contains(offered, `"directions"`) {
				t.Fatalf("heard %s", offered)
			}
			var kept struct {
				Patient struct{ WaitlistOffers []struct{ ID string } }
			}
			tablet.do(t, `query($p: ID!) { patient(patientId: $p) { waitlistOffers { id } } }`, map[string]any{"p": w.maria.ID}).into(t, &kept)
			id := kept.Patient.WaitlistOffers[0].ID
			tablet.do(t, `mutation($id: ID!) { answerOffer(input: {offerId: $id, accept: false}) { __typename } }`, map[string]any{"id": id}).into(t, new(any))
			ended := string(socket.next().Payload)
			for _, want := range []string{`"WaitlistOfferEnded"`, `"DECLINED"`, id, visit.ID} {
				if !strings.Contains(ended, want) {
					t.Errorf("heard %s, without %s", ended, want)
				}
			}
		})
	}
}

type plannedVisit struct {
	ID, Start string
	Service   struct{ ID string }
}

// waitForEarlier has Maria wait for an earlier time for her next visit, at any
// hour of the day.
func (w *world) waitForEarlier(t *testing.T, b *browser) plannedVisit {
	t.Helper()
	var got struct {
		Patient struct {
			Appointments struct{ Edges []struct{ Node plannedVisit } }
		}
	}
	b.do(t, `query($p: ID!) { patient(patientId: $p) { appointments(when: UPCOMING, first: 1) { edges { node { id start service { id } } } } } }`,
		map[string]any{"p": w.maria.ID}).into(t, &got)
	visit := got.Patient.Appointments.Edges[0].Node
	b.do(t, `mutation { saveNotificationPreferences(input: {channels: [], leads: [], quietHours: {on: false, from: "21:00", until: "08:00"}}) { preferences { id } } }`, nil).into(t, new(any))
	b.do(t, `mutation($id: ID!) { joinWaitlist(input: {appointmentId: $id, anyPractitioner: true, anyLocation: true}) { entry { anyLocation } } }`,
		map[string]any{"id": visit.ID}).into(t, new(any))
	return visit
}

// giveBack is the desk, which keeps the latest time before a visit for Jordan
// and gives it back.
func (w *world) giveBack(t *testing.T, visit plannedVisit) {
	t.Helper()
	desk := w.signIn(t, "desk.lindgren")
	var found struct {
		Slots struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	desk.do(t, `query($s: ID!, $to: DateTime!) { slots(serviceId: $s, to: $to, first: 100) { edges { node { id } } } }`,
		map[string]any{"s": visit.Service.ID, "to": visit.Start}).into(t, &found)
	var held struct {
		HoldSlot struct{ Hold struct{ ID string } }
	}
	desk.do(t, `mutation($slot: ID!, $s: ID!, $p: ID!) { holdSlot(input: {slotId: $slot, serviceId: $s, patientId: $p}) { ... on SlotHeld { hold { id } } } }`,
		map[string]any{"slot": found.Slots.Edges[len(found.Slots.Edges)-1].Node.ID, "s": visit.Service.ID, "p": w.jordan.ID}).into(t, &held)
	desk.do(t, `mutation($id: ID!) { releaseHold(input: {holdId: $id}) { released } }`, map[string]any{"id": held.HoldSlot.Hold.ID}).into(t, new(any))
}
