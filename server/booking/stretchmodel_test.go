package booking

import (
	"fmt"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"pgregory.net/rapid"

	"patientportal/server/clinic"
	"patientportal/server/page"
	"patientportal/server/store/storetest"
)

// stretchModel is which parts of one day each visit takes, told by a plain map
// from a slot's start to whose it is.
type stretchModel struct {
	*bench
	people   []runner
	services []clinic.HealthcareService
	day      []Slot
	owner    map[int64]string // appointment id, by a slot's start
	visits   map[string]runner
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

func (m *stretchModel) free(starts []int64) bool {
	for _, start := range starts {
		if m.owner[start] != "" {
			return false
		}
	}
	return true
}

func (m *stretchModel) book(t *rapid.T) {
	r := rapid.SampledFrom(m.people).Draw(t, "who")
	v := rapid.SampledFrom(m.services).Draw(t, "service")
	n := rapid.IntRange(0, len(m.day)-1).Draw(t, "slot")
	starts, fits := m.takes(n, v)
	answer, err := m.HoldSlot(m.ctx, r.who, HoldSlotInput{SlotID: m.day[n].ID, ServiceID: v.ID, PatientID: r.patientID})
	got := fmt.Sprintf("%T %v", answer, err)
	held, isHeld := answer.(SlotHeld)
	if isHeld {
		got = m.confirm(r, held.Hold)
		must(m.ReleaseHold(m.ctx, r.who, ReleaseHoldInput{HoldID: held.Hold.ID}))(m.t) // which a booked one takes no notice of
	}
	switch {
	case !fits:
		if isHeld {
			t.Fatalf("held where the day gives no %s", v.Name)
		}
	case !m.free(starts):
		if got != "booking.SlotTaken <nil>" {
			t.Fatalf("%s over another at %s: %s", v.Name, m.day[n].Start, got)
		}
	case got == "PATIENT_BUSY":
	case got != "booked":
		t.Fatalf("%s at %s, which is free: %s", v.Name, m.day[n].Start, got)
	default:
		list := must(m.Appointments(m.ctx, r.who, r.patientID, AppointmentWhenUpcoming, page.Args{}))(m.t)
		for _, edge := range list.Edges {
			if edge.Node.Start.Equal(m.day[n].Start) {
				m.visits[edge.Node.ID] = r
				for _, start := range starts {
					m.owner[start] = edge.Node.ID
				}
			}
		}
	}
}

func (m *stretchModel) cancel(t *rapid.T) {
	if len(m.visits) == 0 {
		t.Skip("no visit yet")
	}
	var ids []string
	for _, id := range m.owner {
		if id != "" {
			ids = append(ids, id)
		}
	}
	id := rapid.SampledFrom(ids).Draw(t, "visit")
	a := must(m.Appointment(m.ctx, m.system, id))(m.t)
	if got := outcome(m.CancelAppointment(m.ctx, m.visits[id].who, cancelling(a))); got != "CANCELLED" {
		t.Fatalf("cancelling gave %s", got)
	}
	delete(m.visits, id)
	for start, whose := range m.owner {
		if whose == id {
			m.owner[start] = ""
		}
	}
}

// check compares each slot, and what the search offers, with the model.
func (m *stretchModel) check(t *rapid.T) {
	found := must(m.SlotsByID(m.ctx, m.system, ids(m.day)))(m.t)
	for _, slot := range m.day {
		want := SlotStatusFree
		if m.owner[slot.Start.UnixMicro()] != "" {
			want = SlotStatusBusy
		}
		if got := found[slot.ID].Status; got != want {
			t.Fatalf("%s is %s, want %s", slot.Start, got, want)
		}
	}
	from, to := m.day[0].Start, m.day[len(m.day)-1].End
	for _, v := range m.services {
		var want []string
		for n, slot := range m.day {
			if starts, fits := m.takes(n, v); fits && m.free(starts) {
				want = append(want, slot.ID)
			}
		}
		got := m.bench.free(SlotFilter{ServiceID: &v.ID, PractitionerID: &m.day[0].Practitioner.ID, From: &from, To: &to})
		if fmt.Sprint(ids(got)) != fmt.Sprint(append([]string{}, want...)) {
			t.Fatalf("%s is offered %d times, want %d", v.Name, len(got), len(want))
		}
	}
}

// TestStretchesFollowTheModel walks at random over days on which the clocks
// change, in three zones: forward, back, and by half an hour.
func TestStretchesFollowTheModel(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, dialect.SQLite))
	notice := 0
	in := func(name string, minutes, before, after int) clinic.HealthcareService {
		return b.kind(clinic.AddServiceInput{
			Name: name, DurationMinutes: minutes, BufferBeforeMinutes: before, BufferAfterMinutes: after,
			MinimumNoticeMinutes: &notice, CancelNoticeMinutes: &notice,
		})
	}
	services := []clinic.HealthcareService{in("short", 20, 0, 0), in("long", 75, 0, 0), in("buffered", 30, 20, 10), in("both", 60, 30, 30)}
	days := []struct {
		zone string
		now  time.Time // the evening before, or so
		day  time.Weekday
	}{
		{"America/Chicago", time.Date(2027, 3, 13, 22, 0, 0, 0, time.UTC), time.Sunday},
		{"Europe/Berlin", time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC), time.Sunday},
		{"Australia/Lord_Howe", time.Date(2027, 4, 3, 6, 0, 0, 0, time.UTC), time.Sunday},
	}
	rapid.Check(t, func(rt *rapid.T) {
		on := rapid.SampledFrom(days).Draw(rt, "day")
		b.set(on.now)
		place := b.location("Place", on.zone)
		doctor := b.practitioner("Dr. Model", place)
		b.hours(doctor, place, on.day, 0, 5*60, 30)
		to := on.now.Add(30 * time.Hour)
		m := &stretchModel{
			bench: b, people: b.runners(2), services: services, owner: map[int64]string{}, visits: map[string]runner{},
			day: b.free(SlotFilter{PractitionerID: &doctor.ID, To: &to}),
		}
		if len(m.day) < 8 {
			rt.Fatalf("%d slots on that day", len(m.day))
		}
		rt.Repeat(map[string]func(*rapid.T){"book": m.book, "cancel": m.cancel, "": m.check})
	})
}
