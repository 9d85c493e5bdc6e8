package booking

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// stretchModel is which parts of one day are whose, told by plain maps from a
// slot's start.
type stretchModel struct {
	*bench
	people   []runner
	services []clinic.HealthcareService
	day      []Slot
	owner    map[int64]*stretchVisit
	visits   []*stretchVisit
	kept     map[string]*stretchHold // the newest of each patient
}

type stretchVisit struct {
	Appointment
	who     runner
	service clinic.HealthcareService
	n       int
}

type stretchHold struct {
	Hold
	who     runner
	service clinic.HealthcareService
	n       int
	starts  []int64
	until   time.Time
}

// takes gives the slots that a visit would take from the nth on, or none when
// the day does not give it there.
func (m *stretchModel) takes(n int, v clinic.HealthcareService) (starts []int64, fits bool) {
	a := askedBy(&v)
	begin := m.day[n].Start.UnixMicro()
	at := begin
	for _, slot := range m.day[n:] {
		if slot.Start.UnixMicro() == at {
			at = slot.End.UnixMicro()
		}
	}
	if at < begin+a.length {
		return nil, false
	}
	for _, slot := range m.day {
		if slot.Start.UnixMicro() < begin+a.length+a.after && slot.End.UnixMicro() > begin-a.before {
			starts = append(starts, slot.Start.UnixMicro())
		}
	}
	return starts, true
}

// keeper is the running hold on a slot, nil for none.
func (m *stretchModel) keeper(start int64) *stretchHold {
	for _, h := range m.kept {
		for _, at := range h.starts {
			if at == start && h.until.After(m.clock()) {
				return h
			}
		}
	}
	return nil
}

// free tells whether the patient can have all of it, for moving that visit if
// one is given: no part is another visit's, or kept for somebody else.
func (m *stretchModel) free(starts []int64, patientID string, moving *stretchVisit) bool {
	for _, start := range starts {
		if owner := m.owner[start]; owner != nil && owner != moving {
			return false
		}
		if h := m.keeper(start); h != nil && h.who.patientID != patientID {
			return false
		}
	}
	return true
}

// isBusy tells whether the patient has another visit at that time.
func (m *stretchModel) isBusy(patientID string, n int, service clinic.HealthcareService, except *stretchVisit) bool {
	start := m.day[n].Start
	end := start.Add(max(m.day[n].End.Sub(start), time.Duration(service.DurationMinutes)*time.Minute))
	for _, v := range m.visits {
		if v != except && v.who.patientID == patientID && v.Start.Before(end) && v.End.After(start) {
			return true
		}
	}
	return false
}

// hold keeps a time that the model says can be had, and nothing else.
func (m *stretchModel) hold(t *rapid.T, r runner, service clinic.HealthcareService, n int, moving *stretchVisit) *stretchHold {
	in := HoldSlotInput{SlotID: m.day[n].ID, ServiceID: service.ID, PatientID: r.patientID}
	if moving != nil {
		in.AppointmentID = &moving.ID
	}
	starts, fits := m.takes(n, service)
	answer, err := m.HoldSlot(m.ctx, r.who, in)
	held, isHeld := answer.(SlotHeld)
	_, isTaken := answer.(SlotTaken)
	switch {
	case moving != nil && moving.n == n, !fits:
		if err == nil || fault.CodeOf(err) != fault.InvalidInput {
			t.Fatalf("held %s where it cannot be: %#v, %v", service.Name, answer, err)
		}
	case !m.free(starts, r.patientID, moving):
		if !isTaken {
			t.Fatalf("%s over others at %s: %#v, %v", service.Name, m.day[n].Start, answer, err)
		}
	case !isHeld:
		t.Fatalf("%s at %s, which is free: %#v, %v", service.Name, m.day[n].Start, answer, err)
	default:
		h := &stretchHold{Hold: held.Hold, who: r, service: service, n: n, until: held.Hold.ExpiresAt}
		for _, start := range starts {
			if m.owner[start] == nil {
				h.starts = append(h.starts, start)
			}
		}
		m.kept[r.patientID] = h
		return h
	}
	return nil
}

func (m *stretchModel) keep(t *rapid.T) {
	r, service, n := m.draw(t)
	m.hold(t, r, service, n, nil)
}

func (m *stretchModel) draw(t *rapid.T) (runner, clinic.HealthcareService, int) {
	return rapid.SampledFrom(m.people).Draw(t, "who"), rapid.SampledFrom(m.services).Draw(t, "service"),
		rapid.IntRange(0, len(m.day)-1).Draw(t, "slot")
}

func (m *stretchModel) book(t *rapid.T) {
	r, service, n := m.draw(t)
	if h := m.hold(t, r, service, n, nil); h != nil {
		m.confirmOne(t, h)
	}
}

// confirm is for a hold that was kept a while ago, and may have run out.
func (m *stretchModel) confirm(t *rapid.T) {
	r := rapid.SampledFrom(m.people).Draw(t, "who")
	if h := m.kept[r.patientID]; h != nil {
		m.confirmOne(t, h)
	}
}

func (m *stretchModel) confirmOne(t *rapid.T, h *stretchHold) {
	starts, _ := m.takes(h.n, h.service)
	answer, err := m.BookAppointment(m.ctx, h.who.who, agreed(h.who.patientID, h.Hold))
	want := "BOOKED"
	switch {
	case !m.free(starts, h.who.patientID, nil):
		want = "taken"
	case m.isBusy(h.who.patientID, h.n, h.service, nil):
		want = "PATIENT_BUSY"
	}
	if got := outcome(answer, err); got != want {
		t.Fatalf("confirming %s at %s gave %s, want %s", h.service.Name, m.day[h.n].Start, got, want)
	}
	if booked, ok := answer.(AppointmentBooked); ok {
		v := &stretchVisit{Appointment: booked.Appointment, who: h.who, service: h.service, n: h.n}
		m.visits = append(m.visits, v)
		m.take(v, starts)
		delete(m.kept, h.who.patientID)
	}
}

// take gives a visit these slots and no others.
func (m *stretchModel) take(v *stretchVisit, starts []int64) {
	for start, owner := range m.owner {
		if owner == v {
			delete(m.owner, start)
		}
	}
	for _, start := range starts {
		m.owner[start] = v
	}
}

// move takes a visit to another time of the day, its own time among them.
func (m *stretchModel) move(t *rapid.T) {
	if len(m.visits) == 0 {
		return
	}
	v := rapid.SampledFrom(m.visits).Draw(t, "visit")
	n := rapid.IntRange(max(0, v.n-3), min(len(m.day)-1, v.n+3)).Draw(t, "slot")
	h := m.hold(t, v.who, v.service, n, v)
	if h == nil {
		return
	}
	starts, _ := m.takes(n, v.service)
	answer, err := m.RescheduleAppointment(m.ctx, v.who.who, RescheduleAppointmentInput{AppointmentID: v.ID, HoldID: h.ID})
	want := "BOOKED"
	if m.isBusy(v.who.patientID, n, v.service, v) {
		want = "PATIENT_BUSY"
	}
	if got := outcome(answer, err); got != want {
		t.Fatalf("moving %s from %s to %s gave %s, want %s", v.service.Name, v.Start, m.day[n].Start, got, want)
	}
	if moved, ok := answer.(AppointmentBooked); ok {
		v.Appointment, v.n = moved.Appointment, n
		m.take(v, starts)
		delete(m.kept, v.who.patientID)
		return
	}
	must(m.ReleaseHold(m.ctx, v.who.who, ReleaseHoldInput{HoldID: h.ID}))(m.t)
	delete(m.kept, v.who.patientID)
}

func (m *stretchModel) cancel(t *rapid.T) {
	if len(m.visits) == 0 {
		return
	}
	i := rapid.IntRange(0, len(m.visits)-1).Draw(t, "visit")
	v := m.visits[i]
	if got := outcome(m.CancelAppointment(m.ctx, v.who.who, cancelling(v.Appointment))); got != "CANCELLED" {
		t.Fatalf("cancelling gave %s", got)
	}
	m.take(v, nil)
	m.visits = append(m.visits[:i:i], m.visits[i+1:]...)
}

// wait lets holds run out, and never reaches the day.
func (m *stretchModel) wait(t *rapid.T) {
	minutes := time.Duration(rapid.IntRange(1, 11).Draw(t, "minutes")) * time.Minute
	if m.clock().Add(minutes + time.Hour).Before(m.day[0].Start) {
		m.pass(minutes)
	}
}

// check compares each slot, and now and then what the search offers of one
// service, with the model.
func (m *stretchModel) check(t *rapid.T) {
	found := must(m.SlotsByID(m.ctx, m.system, ids(m.day)))(m.t)
	for _, slot := range m.day {
		want := SlotStatusFree
		if start := slot.Start.UnixMicro(); m.owner[start] != nil {
			want = SlotStatusBusy
		} else if m.keeper(start) != nil {
			want = SlotStatusHeld
		}
		if got := found[slot.ID].Status; got != want {
			t.Fatalf("%s is %s, want %s", slot.Start, got, want)
		}
	}
	searched := rapid.IntRange(0, 3*len(m.services)-1).Draw(t, "searched")
	if searched >= len(m.services) {
		return
	}
	v := m.services[searched]
	from, to := m.day[0].Start, m.day[len(m.day)-1].End
	want := []string{}
	for n, slot := range m.day {
		if starts, fits := m.takes(n, v); fits && m.free(starts, "", nil) {
			want = append(want, slot.ID)
		}
	}
	got := m.bench.free(SlotFilter{ServiceID: &v.ID, PractitionerID: &m.day[0].Practitioner.ID, From: &from, To: &to})
	if fmt.Sprint(ids(got)) != fmt.Sprint(want) {
		t.Fatalf("%s is offered %d times, want %d", v.Name, len(got), len(want))
	}
}

// stepsEach is how long each of rapid's hundred walks is.
const stepsEach = 100

// TestStretchesFollowTheModel walks ten thousand steps at random over days on
// which the clocks change, in three zones: forward, back, and by half an hour.
func TestStretchesFollowTheModel(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		notice := 0
		in := func(name string, minutes, before, after int) clinic.HealthcareService {
			return b.kind(clinic.AddServiceInput{
				Name: name, DurationMinutes: minutes, BufferBeforeMinutes: before, BufferAfterMinutes: after,
				MinimumNoticeMinutes: &notice, CancelNoticeMinutes: &notice, RescheduleNoticeMinutes: &notice,
			})
		}
		services := []clinic.HealthcareService{in("short", 20, 0, 0), in("long", 75, 0, 0), in("buffered", 30, 20, 10), in("both", 60, 30, 30)}
		steps := 0
		rapid.Check(t, func(rt *rapid.T) {
			m := b.stretchDay(rt, services)
			acts := []func(*rapid.T){m.book, m.move, m.move, m.cancel, m.keep, m.confirm, m.wait}
			for range stepsEach {
				acts[rapid.IntRange(0, len(acts)-1).Draw(rt, "act")](rt)
				m.check(rt)
				steps++
			}
		})
		if steps < 10_000 {
			t.Errorf("only %d steps", steps)
		}
	})
}

// stretchDay is a doctor's day of its own, on which the clocks change.
func (b *bench) stretchDay(t *rapid.T, services []clinic.HealthcareService) *stretchModel {
	on := rapid.SampledFrom([]struct {
		zone string
		now  time.Time // the day before
		day  time.Weekday
	}{
		{"America/Chicago", time.Date(2027, 3, 13, 16, 0, 0, 0, time.UTC), time.Sunday},
		{"Europe/Berlin", time.Date(2026, 10, 24, 12, 0, 0, 0, time.UTC), time.Sunday},
		{"Australia/Lord_Howe", time.Date(2027, 4, 3, 3, 0, 0, 0, time.UTC), time.Sunday},
	}).Draw(t, "day")
	b.set(on.now)
	place := b.location("Place", on.zone)
	doctor := b.practitioner("Dr. Model", place)
	b.hours(doctor, place, on.day, 0, 5*60, 30)
	to := on.now.Add(36 * time.Hour)
	m := &stretchModel{
		bench: b, people: b.runners(3), services: services,
		owner: map[int64]*stretchVisit{}, kept: map[string]*stretchHold{},
		day: b.free(SlotFilter{PractitionerID: &doctor.ID, To: &to}),
	}
	if len(m.day) < 8 {
		t.Fatalf("%d slots on that day", len(m.day))
	}
	return m
}
