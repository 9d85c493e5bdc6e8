package booking

import (
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"pgregory.net/rapid"

	"patientportal/server/fault"
	"patientportal/server/store/storetest"
)

// model is what the room should do, told in plain maps.
type model struct {
	*bench
	people []*runner
	slots  []Slot
	state  map[string]*modelSlot
	holds  []*modelHold
	visits []*modelVisit
}

type modelSlot struct {
	by   *modelHold // who keeps or has it
	busy bool
}

type modelHold struct {
	Hold
	owner       *runner
	slot        Slot
	state       holdState
	until       time.Time
	left        int
	appointment string
}

type modelVisit struct {
	Appointment
	owner    *runner
	slotID   string
	changes  int
	isCalled bool // off
}

func (m *model) running(h *modelHold) bool {
	return h != nil && h.state == holdActive && h.until.After(m.clock())
}

// mine is whether the slot is still the hold's, run out or not.
func (m *model) mine(h *modelHold) bool { return m.state[h.slot.ID].by == h }

func (m *model) hold(t *rapid.T) {
	who := rapid.SampledFrom(m.people).Draw(t, "who")
	slot := rapid.SampledFrom(m.slots).Draw(t, "slot")
	answer, err := m.HoldSlot(m.ctx, who.who, HoldSlotInput{SlotID: slot.ID, ServiceID: m.visit.ID, PatientID: who.patientID})
	if err != nil {
		t.Fatal(err)
	}
	at := m.state[slot.ID]
	held, ok := answer.(SlotHeld)
	switch {
	case at.busy, m.running(at.by) && at.by.owner != who:
		if ok {
			t.Fatal("held a slot that is not free")
		}
		return
	case !ok:
		t.Fatal("a free slot was not to be had")
	case m.running(at.by):
		if held.Hold.ID != at.by.ID {
			t.Fatal("holding again gave another hold")
		}
		return
	}
	for _, h := range m.holds {
		if h.owner == who && m.running(h) {
			m.letGo(h, holdReplaced)
		}
	}
	at.by = &modelHold{Hold: held.Hold, owner: who, slot: slot, state: holdActive, until: held.Hold.ExpiresAt, left: MaxExtensions}
	m.holds = append(m.holds, at.by)
}

func (m *model) letGo(h *modelHold, as holdState) {
	h.state = as
	if m.mine(h) {
		m.state[h.slot.ID].by = nil
	}
}

func (m *model) any(t *rapid.T) *modelHold {
	if len(m.holds) == 0 {
		t.Skip("no hold yet")
	}
	return rapid.SampledFrom(m.holds).Draw(t, "hold")
}

func (m *model) extend(t *rapid.T) {
	h := m.any(t)
	got, err := m.ExtendHold(m.ctx, h.owner.who, ExtendHoldInput{HoldID: h.ID})
	var want fault.Code
	switch {
	case !m.running(h):
		want = fault.Expired
	case h.left == 0:
		want = fault.Conflict
	}
	if want != "" {
		if err == nil || fault.CodeOf(err) != want {
			t.Fatalf("extending: %v, want %s", err, want)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	h.left, h.until = h.left-1, m.clock().Add(HoldTime)
	if got.Hold.ExtensionsLeft != h.left || !got.Hold.ExpiresAt.Equal(h.until) {
		t.Fatalf("extended to %+v", got.Hold)
	}
}

func (m *model) release(t *rapid.T) {
	h := m.any(t)
	if _, err := m.ReleaseHold(m.ctx, h.owner.who, ReleaseHoldInput{HoldID: h.ID}); err != nil {
		t.Fatal(err)
	}
	if h.state == holdActive || h.state == holdReplaced {
		m.letGo(h, holdReleased)
	}
}

func (m *model) bookOne(t *rapid.T) {
	h := m.any(t)
	answer, err := m.BookAppointment(m.ctx, h.owner.who, agreed(h.owner.patientID, h.Hold))
	if err != nil {
		t.Fatal(err)
	}
	at := m.state[h.slot.ID]
	booked, ok := answer.(AppointmentBooked)
	switch {
	case h.state == holdConverted:
		if !ok || booked.Appointment.ID != h.appointment {
			t.Fatalf("confirming again gave %#v", answer)
		}
	case h.state == holdReleased:
		if refused, is := answer.(BookingRefused); !is || refused.Code != BookingRefusedCodeHoldExpired {
			t.Fatalf("a released hold gave %#v", answer)
		}
	case at.busy, at.by != h && m.running(at.by):
		if _, is := answer.(SlotTaken); !is {
			t.Fatalf("a slot that another has gave %#v", answer)
		}
	case !ok:
		t.Fatalf("a slot that could be had gave %#v", answer)
	default:
		h.state, h.appointment = holdConverted, booked.Appointment.ID
		at.busy, at.by = true, h
		m.visits = append(m.visits, &modelVisit{Appointment: booked.Appointment, owner: h.owner, slotID: h.slot.ID})
	}
}

// anyVisit is an appointment, cancelled or not.
func (m *model) anyVisit(t *rapid.T) *modelVisit {
	if len(m.visits) == 0 {
		t.Skip("no visit yet")
	}
	return rapid.SampledFrom(m.visits).Draw(t, "visit")
}

func (m *model) moveOne(t *rapid.T) {
	v, h := m.anyVisit(t), m.any(t)
	answer, err := m.RescheduleAppointment(m.ctx, v.owner.who, RescheduleAppointmentInput{AppointmentID: v.ID, HoldID: h.ID})
	if h.owner != v.owner {
		if fault.CodeOf(err) != fault.NotFound {
			t.Fatalf("moving by another's hold: %#v, %v", answer, err)
		}
		return
	}
	at := m.state[h.slot.ID]
	want := "BOOKED"
	switch {
	case h.state == holdConverted && h.appointment == v.ID:
		want = m.statusOf(v)
	case h.state == holdConverted:
		want = "HOLD_EXPIRED"
	case v.isCalled:
		want = "NOT_CHANGEABLE"
	case h.state == holdReleased:
		want = "HOLD_EXPIRED"
	case at.busy, at.by != h && m.running(at.by):
		want = "taken"
	default:
		*m.state[v.slotID] = modelSlot{}
		h.state, h.appointment, v.slotID, v.changes = holdConverted, v.ID, h.slot.ID, v.changes+1
		at.busy, at.by = true, h
	}
	if got := outcome(answer, err); got != want {
		t.Fatalf("moving gave %s, want %s", got, want)
	}
}

func (m *model) cancelOne(t *rapid.T) {
	v := m.anyVisit(t)
	if got := outcome(m.CancelAppointment(m.ctx, v.owner.who, cancelling(v.Appointment))); got != "CANCELLED" {
		t.Fatalf("cancelling gave %s", got)
	}
	if !v.isCalled {
		*m.state[v.slotID] = modelSlot{}
		v.isCalled, v.changes = true, v.changes+1
	}
}

func (m *model) statusOf(v *modelVisit) string {
	if v.isCalled {
		return "CANCELLED"
	}
	return "BOOKED"
}

func (m *model) wait(t *rapid.T) {
	m.pass(time.Duration(rapid.IntRange(1, 12).Draw(t, "minutes")) * time.Minute)
}

// check compares what anyone can see with the model.
func (m *model) check(t *rapid.T) {
	found, err := m.SlotsByID(m.ctx, m.system, ids(m.slots))
	if err != nil {
		t.Fatal(err)
	}
	for id, at := range m.state {
		want := SlotStatusFree
		if at.busy {
			want = SlotStatusBusy
		} else if m.running(at.by) {
			want = SlotStatusHeld
		}
		if got := found[id].Status; got != want {
			t.Fatalf("the slot at %s is %s, want %s", found[id].Start, got, want)
		}
	}
	for _, v := range m.visits {
		now, err := m.Appointment(m.ctx, v.owner.who, v.ID)
		if err != nil || now.SlotID != v.slotID || now.Sequence != v.changes || string(now.Status) != m.statusOf(v) ||
			!now.Start.Equal(found[v.slotID].Start) {
			t.Fatalf("a visit is %+v (%v), want %+v", now, err, v)
		}
	}
}

// TestHoldingAndBookingFollowTheModel tries sequences of calls that nobody
// thought of. The slots lie a week ahead, so that no notice comes between.
func TestHoldingAndBookingFollowTheModel(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, dialect.SQLite))
	rapid.Check(t, func(rt *rapid.T) {
		b.set(monday)
		doctor := b.practitioner("Dr. Model", b.chicago)
		b.hours(doctor, b.chicago, time.Sunday, 9*60, 10*60+30, 30)
		m := &model{bench: b, state: map[string]*modelSlot{}}
		for _, person := range b.runners(3) {
			m.people = append(m.people, &person)
		}
		m.slots = b.free(SlotFilter{PractitionerID: &doctor.ID})[:3]
		for _, slot := range m.slots {
			m.state[slot.ID] = &modelSlot{}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"hold": m.hold, "extend": m.extend, "release": m.release, "book": m.bookOne, "wait": m.wait,
			"move": m.moveOne, "cancel": m.cancelOne, "": m.check,
		})
	})
}
