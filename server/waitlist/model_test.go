package waitlist

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// model is what the line should do, told in plain values.
type model struct {
	*bench
	doctor clinic.Practitioner
	slots  []booking.Slot
	people []*waiter
	asked  map[[2]string]bool // who was offered what before
	known  map[string]bool    // offers that were seen
}

type waiter struct {
	person
	visit    booking.Appointment
	waits    bool
	joinedAt time.Time
	sleeps   bool
}

func (m *model) anyone(t *rapid.T) *waiter { return rapid.SampledFrom(m.people).Draw(t, "who") }

func (m *model) refresh(w *waiter) { w.visit = m.standing(w.person, w.visit) }

func (m *model) isOn(w *waiter) bool { return w.visit.Status == booking.AppointmentStatusBooked }

func (m *model) joinOne(t *rapid.T) {
	w := m.anyone(t)
	if !m.isOn(w) {
		return
	}
	m.pass(time.Second)
	e := m.join(w.person, w.visit)
	if w.waits && !e.JoinedAt.Equal(w.joinedAt) {
		t.Fatal("joining again lost the place")
	}
	w.waits, w.joinedAt = true, e.JoinedAt
}

func (m *model) leaveOne(t *rapid.T) {
	w := m.anyone(t)
	must(m.LeaveWaitlist(m.ctx, w.who, LeaveWaitlistInput{AppointmentID: w.visit.ID}))(m.t)
	w.waits = false
	if len(m.offers(w.person)) != 0 {
		t.Fatal("who left is offered something")
	}
}

// cancelOne frees a time; whoever cancelled books again when they can.
func (m *model) cancelOne(t *rapid.T) {
	w := m.anyone(t)
	if m.isOn(w) {
		m.cancel(w.person, w.visit)
		w.waits = false
		m.refresh(w)
		return
	}
	slot := rapid.SampledFrom(m.slots).Draw(t, "slot")
	if m.status(slot) == booking.SlotStatusFree {
		w.visit = m.book(w.person, slot)
	}
}

func (m *model) holdOne(t *rapid.T) {
	w, slot := m.anyone(t), rapid.SampledFrom(m.slots).Draw(t, "slot")
	was := m.status(slot)
	hold, ok := m.hold(w.person, slot)
	if ok && was != booking.SlotStatusFree {
		m.ownHoldOnly(t, slot, hold)
	}
	if ok && rapid.Bool().Draw(t, "give back") {
		must(m.rooms.ReleaseHold(m.ctx, w.who, booking.ReleaseHoldInput{HoldID: hold.ID}))(m.t)
	}
}

// ownHoldOnly: what is not free was held by the same person already.
func (m *model) ownHoldOnly(t *rapid.T, slot booking.Slot, hold booking.Hold) {
	if m.count(`SELECT count(*) FROM booking_slots WHERE id = ? AND hold_id = ?`, slot.ID, hold.ID) != 1 {
		t.Fatal("held what another has")
	}
}

func (m *model) answerOne(t *rapid.T) {
	w := m.anyone(t)
	list := m.offers(w.person)
	if len(list) == 0 {
		return
	}
	o, accept, was := list[0], rapid.Bool().Draw(t, "accept"), w.visit
	answer, err := m.answer(w.person, o, accept)
	m.refresh(w)
	_, moved := answer.(booking.AppointmentBooked)
	switch {
	case err != nil:
		t.Fatalf("an offer that is shown gave %v", err)
	case moved != (w.visit.SlotID == o.SlotID) || moved && !accept:
		t.Fatalf("the answer is %#v, the visit at %s", answer, w.visit.Start)
	case moved && !w.visit.Start.Before(was.Start):
		t.Fatal("moved to a later time")
	case moved:
		w.waits = false
	case w.visit.SlotID != was.SlotID:
		t.Fatal("lost the time they had")
	}
}

func (m *model) wait(t *rapid.T) {
	m.pass(time.Duration(rapid.IntRange(1, 40).Draw(t, "minutes")) * time.Minute)
}

func (m *model) sleepOne(t *rapid.T) {
	w := m.anyone(t)
	w.sleeps = !w.sleeps
	var sleeping []actor.Actor
	for _, p := range m.people {
		if p.sleeps {
			sleeping = append(sleeping, p.who)
		}
	}
	m.asleep.are(sleeping...)
}

func (m *model) lookOne(t *rapid.T) {
	before := map[string]bool{}
	for _, w := range m.people {
		before[w.patientID] = len(m.offers(w.person)) > 0
	}
	m.look()
	for _, w := range m.people {
		for _, o := range m.offers(w.person) {
			if !m.known[o.ID] {
				m.known[o.ID] = true
				m.isFirst(t, w, o, before)
			}
			m.asked[[2]string{w.visit.ID, o.SlotID}] = true
		}
	}
}

// isFirst: nobody who was awake and had no offer yet has waited longer for such
// a time.
func (m *model) isFirst(t *rapid.T, w *waiter, o WaitlistOffer, hadOffer map[string]bool) {
	if w.sleeps || !w.waits {
		t.Fatal("asked somebody who sleeps, or does not wait")
	}
	start := m.slotOf(o.SlotID).Start
	for _, other := range m.people {
		if other == w || !other.waits || other.sleeps || hadOffer[other.patientID] || len(m.offers(other.person)) > 0 {
			continue
		}
		if other.joinedAt.Before(w.joinedAt) && other.visit.Start.After(start) && !m.asked[[2]string{other.visit.ID, o.SlotID}] {
			t.Fatal("somebody who has waited longer was passed over")
		}
	}
}

// check is what always holds.
func (m *model) check(t *rapid.T) {
	var taken []string
	for _, w := range m.people {
		was := w.visit
		m.refresh(w)
		if w.visit.SlotID != was.SlotID || w.visit.Status != was.Status {
			t.Fatal("a visit changed by itself")
		}
		if m.isOn(w) {
			taken = append(taken, w.visit.SlotID)
		}
		for _, o := range m.offers(w.person) {
			if !m.isOn(w) || !m.slotOf(o.SlotID).Start.Before(w.visit.Start) {
				t.Fatal("an offer of no use is open")
			}
			taken = append(taken, o.SlotID)
		}
	}
	slices.Sort(taken)
	if len(slices.Compact(taken)) != len(taken) {
		t.Fatal("one time for two")
	}
	now := store.Micros(m.clock())
	if n := m.count(`SELECT count(*) FROM waitlist_offers o JOIN booking_slots s ON s.id = o.slot_id
		WHERE o.state = 'OPEN' AND o.expires_at > ? AND (s.status <> 'HELD' OR s.hold_id <> o.id)`, now); n != 0 {
		t.Fatalf("%d open offers keep nothing", n)
	}
}

// TestTheLineFollowsTheModel tries sequences of calls that nobody thought of.
func TestTheLineFollowsTheModel(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		rapid.Check(t, func(rt *rapid.T) {
			b.set(monday)
			b.asleep.are()
			m := &model{bench: b, asked: map[[2]string]bool{}, known: map[string]bool{}}
			m.doctor = b.practitioner("Dr. Model")
			for i := range 6 {
				m.slots = append(m.slots, b.with(m.doctor, 14+i/3, 9+i%3, 0))
			}
			for i := range 4 {
				w := &waiter{person: b.person()}
				w.visit = b.book(w.person, m.slots[2+i])
				m.people = append(m.people, w)
			}
			rt.Repeat(map[string]func(*rapid.T){
				"join": m.joinOne, "leave": m.leaveOne, "cancel": m.cancelOne, "hold": m.holdOne, "answer": m.answerOne,
				"wait": m.wait, "sleep": m.sleepOne, "look": m.lookOne, "look again": m.lookOne, "": m.check,
			})
			for _, w := range m.people { // nobody of this round waits in the next
				must(b.LeaveWaitlist(b.ctx, w.who, LeaveWaitlistInput{AppointmentID: w.visit.ID}))(t)
			}
		})
	})
}
