package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"patientportal/server/actor"
	"patientportal/server/store/storetest"
)

const (
	walkers     = 500
	walkedSlots = 200
)

// deed is what a patient does to one slot. A move is two of them, one on the
// slot that is left and one on the slot that is taken.
type deed int

const (
	holds   deed = iota // free, or kept by the same patient already
	extends             // kept by the patient
	frees               // gives back what the patient keeps
	books               // takes what the patient keeps for good
	leaves              // cancels, or moves elsewhere
)

func (d deed) String() string { return [...]string{"hold", "extend", "give back", "book", "leave"}[d] }

// act is a deed by a patient, whose number is not 0.
type act struct {
	deed
	slot string
	by   int
}

// slotState is whose a slot is: nobody's, kept by somebody, or booked.
type slotState struct {
	by     int
	booked bool
}

// aSlot is how one slot may behave, whoever asks in whatever order.
var aSlot = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		bySlot := map[string][]porcupine.Operation{}
		for _, o := range history {
			slot := o.Input.(act).slot
			bySlot[slot] = append(bySlot[slot], o)
		}
		var parts [][]porcupine.Operation
		for _, part := range bySlot {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return slotState{} },
	Step: func(state, input, output any) (bool, any) {
		return state.(slotState).after(input.(act), output.(bool))
	},
	DescribeOperation: func(input, output any) string {
		a := input.(act)
		return fmt.Sprintf("%d: %s %v", a.by, a.deed, output)
	},
}

// after tells whether the act may have had that outcome, and what the slot is
// then. Only holding may fail here: the rest is done to one's own.
func (s slotState) after(a act, done bool) (bool, slotState) {
	kept, booked := slotState{by: a.by}, slotState{by: a.by, booked: true}
	switch {
	case a.deed == holds && !done:
		return s.by != 0 && s != kept, s
	case a.deed == holds:
		return s.by == 0 || s == kept, kept
	case a.deed == extends:
		return s == kept, kept
	case a.deed == frees:
		return s == kept, slotState{}
	case a.deed == books:
		return s == kept, booked
	default:
		return s == booked, slotState{}
	}
}

// history is what happened, as those saw it who did it.
type history struct {
	mu    sync.Mutex
	began time.Time
	list  []porcupine.Operation
}

func (h *history) now() int64 { return time.Since(h.began).Nanoseconds() }

// note keeps acts that were one request, sent at call and answered just now.
func (h *history) note(call int64, done bool, acts ...act) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, a := range acts {
		h.list = append(h.list, porcupine.Operation{ClientId: a.by, Input: a, Call: call, Output: done, Return: h.now()})
	}
}

// walker is a patient who holds, books, moves and cancels as luck has it.
type walker struct {
	racer
	number    int
	luck      *rand.Rand
	history   *history
	confirmed *atomic.Int64
	wanted
}

// ends is what a walker has in the end.
type ends struct {
	appointment, slot string // empty when it cancelled, or got nothing
}

// walk keeps a slot, perhaps another in its place, books, and then perhaps
// moves or cancels.
func (w *walker) walk(ctx context.Context) (ends, error) {
	hold, slot, err := w.keep(ctx, "")
	if err != nil || hold == "" {
		return ends{}, err
	}
	if w.luck.IntN(3) == 0 {
		if err := w.extend(ctx, hold, slot); err != nil {
			return ends{}, err
		}
	}
	if w.luck.IntN(4) == 0 {
		if err := w.giveBack(ctx, hold, slot); err != nil {
			return ends{}, err
		}
		if hold, slot, err = w.keep(ctx, ""); err != nil || hold == "" {
			return ends{}, err
		}
	}
	made, err := w.confirm(ctx, hold, slot)
	if err != nil {
		return ends{}, err
	}
	return w.change(ctx, ends{made.ID, slot})
}

func (w *walker) change(ctx context.Context, has ends) (ends, error) {
	switch w.luck.IntN(3) {
	case 0:
		hold, slot, err := w.keep(ctx, has.slot)
		if err != nil || hold == "" {
			return has, err
		}
		return w.move(ctx, has, hold, slot)
	case 1:
		return w.cancel(ctx, has)
	default:
		return has, nil
	}
}

// keep tries up to six slots, the one the patient has apart.
func (w *walker) keep(ctx context.Context, but string) (hold, slot string, err error) {
	for range 6 {
		slot = w.slots[w.luck.IntN(len(w.slots))]
		if slot == but {
			continue
		}
		call := w.history.now()
		err = persist(ctx, func() (err error) {
			hold, err = w.hold(ctx, slot, w.serviceID)
			return err
		})
		if err != nil {
			return "", "", err
		}
		w.history.note(call, hold != "", act{holds, slot, w.number})
		if hold != "" {
			return hold, slot, nil
		}
	}
	return "", "", nil
}

func (w *walker) extend(ctx context.Context, hold, slot string) error {
	return w.does(ctx, `mutation($in: ExtendHoldInput!) { extendHold(input: $in) { hold { id } } }`,
		map[string]any{"holdId": hold}, new(any), act{extends, slot, w.number})
}

func (w *walker) giveBack(ctx context.Context, hold, slot string) error {
	return w.does(ctx, `mutation($in: ReleaseHoldInput!) { releaseHold(input: $in) { released } }`,
		map[string]any{"holdId": hold}, new(any), act{frees, slot, w.number})
}

func (w *walker) confirm(ctx context.Context, hold, slot string) (made *agreed, err error) {
	call := w.history.now()
	err = persist(ctx, func() (err error) {
		made, err = w.book(ctx, hold)
		return err
	})
	if err == nil {
		w.history.note(call, true, act{books, slot, w.number})
		w.confirmed.Add(1)
	}
	return made, err
}

func (w *walker) move(ctx context.Context, has ends, hold, slot string) (ends, error) {
	var answer struct{ RescheduleAppointment struct{ Appointment *agreed } }
	err := w.does(ctx, `mutation($in: RescheduleAppointmentInput!) { rescheduleAppointment(input: $in) {
			... on AppointmentBooked { appointment { id slot { id } } } } }`,
		map[string]any{"appointmentId": has.appointment, "holdId": hold, "idempotencyKey": "walk-" + hold}, &answer,
		act{leaves, has.slot, w.number}, act{books, slot, w.number})
	if err == nil && answer.RescheduleAppointment.Appointment == nil {
		err = fmt.Errorf("%w: the move was refused", errAnswered)
	}
	return ends{has.appointment, slot}, err
}

func (w *walker) cancel(ctx context.Context, has ends) (ends, error) {
	var answer struct {
		CancelAppointment struct{ Appointment struct{ Status string } }
	}
	err := w.does(ctx, `mutation($in: CancelAppointmentInput!) { cancelAppointment(input: $in) {
			... on CancelAppointmentPayload { appointment { status } } } }`,
		map[string]any{"appointmentId": has.appointment, "reasonCode": "NOT_NEEDED"}, &answer,
		act{leaves, has.slot, w.number})
	if err == nil && answer.CancelAppointment.Appointment.Status != "CANCELLED" {
		err = fmt.Errorf("%w: the cancellation was refused", errAnswered)
	}
	return ends{}, err
}

// does asks until there is an answer, and notes the acts as done.
func (w *walker) does(ctx context.Context, document string, in map[string]any, out any, acts ...act) error {
	call := w.history.now()
	err := persist(ctx, func() error { return w.ask(ctx, document, map[string]any{"in": in}, out) })
	if err == nil {
		w.history.note(call, true, acts...)
	}
	return err
}

// Five hundred patients go for two hundred slots while the server is killed
// three times. Each slot's history must be one that some order of the requests
// explains (linearizable), and what is in the database is what they were told.
func TestHistoriesOfSlotsAreLinearizable(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		var runners []racer
		p := newProgram(t, dialect, func(inside *portal) { runners = enlist(t, inside, walkers) })
		p.start()
		w := p.freeSlots(client{url: p.url, token: runners[0].token}, 10, walkedSlots)
		h := &history{began: time.Now()}
		outcome := p.walkUnderFire(runners, w, h)
		if ok, info := porcupine.CheckOperationsVerbose(aSlot, h.list, patience); ok != porcupine.Ok {
			file := t.ArtifactDir() + "/history.html"
			t.Errorf("%s: %v", ok, porcupine.VisualizePath(aSlot, info, file))
		}
		t.Logf("%d acts on %d slots", len(h.list), walkedSlots)
		p.checkEnds(outcome)
	})
}

// walkUnderFire kills the server when a fifth, two fifths and three fifths of
// the slots have been booked.
func (p *program) walkUnderFire(runners []racer, w wanted, h *history) []ends {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 3*patience)
	defer cancel()
	var confirmed atomic.Int64
	outcome := make([]ends, len(runners))
	var running sync.WaitGroup
	for i, r := range runners {
		r.url = p.url
		one := walker{r, i + 1, rand.New(rand.NewPCG(1, uint64(i))), h, &confirmed, w}
		running.Go(func() {
			var err error
			if outcome[i], err = one.walk(ctx); err != nil {
				p.t.Errorf("walker %d: %v", i, err)
			}
		})
	}
	for fifth := range int64(3) {
		until(p.t, "enough is booked", func() bool { return confirmed.Load() >= (fifth+1)*walkedSlots/5 })
		p.kill()
		p.start()
	}
	running.Wait()
	return outcome
}

// checkEnds compares what the walkers were told with what is stored: nothing
// acknowledged is lost, no slot is booked twice, and each booking is told once.
func (p *program) checkEnds(outcome []ends) {
	p.t.Helper()
	want := map[string]string{}
	for _, e := range outcome {
		if e.appointment != "" {
			want[e.slot] = e.appointment
		}
	}
	got := p.standing()
	if len(got) != len(want) {
		p.t.Errorf("%d appointments stand, %d were acknowledged", len(got), len(want))
	}
	for slot, id := range want {
		if got[slot] != id {
			p.t.Errorf("slot %s is %q's, acknowledged was %s", slot, got[slot], id)
		}
	}
}

// standing gives the walkers' appointments by their slots. Each was told once
// that it was confirmed.
func (p *program) standing() map[string]string {
	p.t.Helper()
	ctx := actor.NewContext(p.t.Context(), actor.System("test"))
	rows, err := p.openDatabase().Prepare(`SELECT a.slot_id, a.id, (SELECT COUNT(*) FROM outbox_events e
			WHERE e.subject_id = a.id AND e.kind = 'AppointmentConfirmed')
		FROM booking_appointments a JOIN patients p ON p.id = a.patient_id
		WHERE a.status = 'BOOKED' AND p.full_name LIKE 'Made-up racer%'`).Query(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // it was only read
	got := map[string]string{}
	for rows.Next() {
		var slot, id string
		var told int
		if err := rows.Scan(&slot, &id, &told); err != nil {
			p.t.Fatal(err)
		}
		if got[slot] != "" || told != 1 {
			p.t.Errorf("slot %s is booked by %s and %q, told %d times", slot, id, got[slot], told)
		}
		got[slot] = id
	}
	if err := rows.Err(); err != nil {
		p.t.Fatal(err)
	}
	return got
}

func TestAHistoryWithTwoWinnersIsNone(t *testing.T) {
	t.Parallel()
	op := func(by int, d deed, done bool, call, answered int64) porcupine.Operation {
		return porcupine.Operation{ClientId: by, Input: act{d, "slot", by}, Output: done, Call: call, Return: answered}
	}
	for name, c := range map[string]struct {
		history []porcupine.Operation
		want    bool
	}{
		"one after the other leaves":   {[]porcupine.Operation{op(1, holds, true, 1, 2), op(1, frees, true, 3, 6), op(2, holds, true, 4, 5)}, true},
		"two keep it":                  {[]porcupine.Operation{op(1, holds, true, 1, 2), op(2, holds, true, 3, 4)}, false},
		"taken by nobody":              {[]porcupine.Operation{op(1, holds, false, 1, 2)}, false},
		"booked before it was left":    {[]porcupine.Operation{op(1, holds, true, 1, 2), op(1, books, true, 3, 4), op(2, holds, true, 5, 6), op(1, leaves, true, 7, 8)}, false},
		"refused while another has it": {[]porcupine.Operation{op(1, holds, true, 1, 2), op(2, holds, false, 3, 4), op(1, books, true, 5, 6)}, true},
	} {
		if got := porcupine.CheckOperations(aSlot, c.history); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
