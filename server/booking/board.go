package booking

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// Bus carries news between the servers of one portal, this one included. What
// is on it are ids of slots, nothing else.
type Bus interface {
	Publish(subject string, data []byte) error
	Subscribe(subject string, fn func(subject string, data []byte)) (cancel func(), err error)
}

const (
	slotsSubject = "slots"
	// boardBatch is how many slots travel in one message and are read by one
	// statement.
	boardBatch = 500
	// watcherQueue is how many changes a watcher may fall behind.
	watcherQueue = 512
	boardTime    = 5 * time.Second
)

func publishSlots(bus Bus, slotIDs []string) error {
	for some := range slices.Chunk(slotIDs, boardBatch) {
		if err := bus.Publish(slotsSubject, []byte(strings.Join(some, " "))); err != nil {
			return fmt.Errorf("telling of slots: %w", err)
		}
	}
	return nil
}

// toldSlot is a slot's row and what is told of it.
type toldSlot struct {
	row    storedSlot
	change *SlotChange
}

// board hands news of slots to those who watch in this process. However many
// they are, the rows are read once, and a burst of news is one read. Nothing
// runs while there is no news and nobody watches; telling never waits.
type board struct {
	read  func(ctx context.Context, slotIDs []string) ([]toldSlot, error)
	clock store.Clock
	// alarm runs fn after d, unless it is stopped before.
	alarm func(d time.Duration, fn func()) (stop func() bool)

	mu        sync.Mutex
	listening bool
	watchers  map[*watcher]struct{}
	pending   map[string]struct{} // slots to be read
	reading   bool
	ends      map[string]int64 // of the holds on slots, by slot: then they are free
	stopAlarm func() bool
}

// watcher receives what its filter covers. Its channel is closed when it has
// left or was dropped.
type watcher struct {
	filter SlotChangeFilter
	out    chan *SlotChange
}

func newBoard(clock store.Clock, read func(context.Context, []string) ([]toldSlot, error)) *board {
	return &board{
		read: read, clock: clock, watchers: map[*watcher]struct{}{}, pending: map[string]struct{}{}, ends: map[string]int64{},
		alarm: func(d time.Duration, fn func()) func() bool { return time.AfterFunc(d, fn).Stop },
	}
}

// listen joins the bus the first time that someone watches.
func (b *board) listen(bus Bus) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listening {
		return nil
	}
	_, err := bus.Subscribe(slotsSubject, func(_ string, data []byte) { b.hear(strings.Fields(string(data))...) })
	b.listening = err == nil
	return err
}

// join tells whether nobody watched before.
func (b *board) join(filter SlotChangeFilter) (w *watcher, first bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	w = &watcher{filter: filter, out: make(chan *SlotChange, watcherQueue)}
	b.watchers[w] = struct{}{}
	return w, len(b.watchers) == 1
}

// leave is safe to call for a watcher that was dropped.
func (b *board) leave(w *watcher) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.remove(w)
}

func (b *board) dropAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for w := range b.watchers {
		b.remove(w)
	}
}

func (b *board) remove(w *watcher) {
	if _, there := b.watchers[w]; !there {
		return
	}
	delete(b.watchers, w)
	close(w.out)
	if len(b.watchers) == 0 {
		clear(b.pending)
		clear(b.ends)
		b.setAlarm()
	}
}

// hear has the slots read, by one reader at a time.
func (b *board) hear(slotIDs ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lookAt(slotIDs)
}

func (b *board) lookAt(slotIDs []string) {
	if len(b.watchers) == 0 || len(slotIDs) == 0 {
		return
	}
	for _, id := range slotIDs {
		b.pending[id] = struct{}{}
	}
	if !b.reading {
		b.reading = true
		go b.look()
	}
}

// look reads and tells until there is no more. A read that fails ends
// everyone's watch: they ask again.
func (b *board) look() {
	for ids := b.next(); len(ids) > 0; ids = b.next() {
		list, err := b.readInTime(ids)
		if err != nil {
			b.dropAll()
			continue
		}
		b.tell(list)
	}
}

func (b *board) readInTime(ids []string) ([]toldSlot, error) {
	ctx, cancel := context.WithTimeout(actor.NewContext(context.Background(), actor.System("booking")), boardTime)
	defer cancel()
	return b.read(ctx, ids)
}

func (b *board) next() (ids []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id := range b.pending {
		if len(ids) == boardBatch {
			break
		}
		ids = append(ids, id)
		delete(b.pending, id)
	}
	b.reading = len(ids) > 0
	return ids
}

// tell gives each watcher its part, earliest first; one that does not keep up
// is dropped.
func (b *board) tell(list []toldSlot) {
	slices.SortFunc(list, func(x, y toldSlot) int { return x.change.Start.Compare(y.change.Start) })
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, v := range list {
		b.note(v)
		for w := range b.watchers {
			if w.filter.covers(v.row) {
				b.give(w, v.change)
			}
		}
	}
	b.setAlarm()
}

func (b *board) give(w *watcher, change *SlotChange) {
	select {
	case w.out <- change:
	default:
		b.remove(w)
	}
}

// note keeps in mind when the hold on a slot ends, whosever it is.
func (b *board) note(v toldSlot) {
	if v.change.Status == SlotStatusHeld && len(b.watchers) > 0 {
		b.ends[v.row.id] = v.row.heldUntil
		return
	}
	delete(b.ends, v.row.id)
}

// expect adds the ends of holds that were made before anyone watched.
func (b *board) expect(ends map[string]int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.watchers) == 0 {
		return
	}
	for id, until := range ends {
		b.ends[id] = max(b.ends[id], until)
	}
	b.setAlarm()
}

// setAlarm is for the next hold that ends.
func (b *board) setAlarm() {
	if b.stopAlarm != nil {
		b.stopAlarm()
		b.stopAlarm = nil
	}
	if len(b.ends) == 0 {
		return
	}
	next := int64(0)
	for _, until := range b.ends {
		if next == 0 || until < next {
			next = until
		}
	}
	b.stopAlarm = b.alarm(store.FromMicros(next).Sub(b.clock()), b.ring)
}

// ring looks at the slots whose holds have ended, and are not told twice: one
// that was extended is noted anew when it is read.
func (b *board) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := store.Micros(b.clock())
	var due []string
	for id, until := range b.ends {
		if until <= now {
			due = append(due, id)
			delete(b.ends, id)
		}
	}
	b.lookAt(due)
	b.setAlarm()
}
