package account

import (
	"sync"
	"time"

	"patientportal/server/store"
)

// endedMemory is how long the hub knows a session that was ended: longer than
// any request takes from being let in to listening for its end.
const endedMemory = 2 * time.Minute

// hub tells who listens that a session was ended, such as its open sockets.
// The row in the database is the truth; the hub only makes haste.
type hub struct {
	clock store.Clock

	mu        sync.Mutex
	listeners map[string]*listening
	ended     map[string]time.Time
	sweptAt   time.Time
	tell      []func(sessionID string)
}

// listening is the channel that all who listen for one session share.
type listening struct {
	closed chan struct{}
	people int
}

func newHub(clock store.Clock) *hub {
	return &hub{clock: clock, listeners: map[string]*listening{}, ended: map[string]time.Time{}}
}

// Revoked gives a channel that is closed when the session is ended by somebody,
// here or on another server (see NoteRevoked), and at once when it was ended
// just before. The caller calls the function when done listening. That a
// session runs out by itself is not told: its end is known beforehand.
func (s *Service) Revoked(sessionID string) (<-chan struct{}, func()) {
	return s.hub.listen(sessionID)
}

// OnRevoked is called with the id of each session that was ended on this
// server, after the commit, so that others can be told. To be called before
// the first sign-in.
func (s *Service) OnRevoked(tell func(sessionID string)) {
	s.hub.mu.Lock()
	defer s.hub.mu.Unlock()
	s.hub.tell = append(s.hub.tell, tell)
}

// NoteRevoked says that another server ended the session.
func (s *Service) NoteRevoked(sessionID string) { s.hub.end(sessionID) }

// announce tells of sessions that this server ended.
func (h *hub) announce(sessionIDs ...string) {
	h.mu.Lock()
	tell := h.tell
	h.mu.Unlock()
	for _, id := range sessionIDs {
		h.end(id)
		for _, fn := range tell {
			fn(id)
		}
	}
}

func (h *hub) listen(id string) (<-chan struct{}, func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ended := h.ended[id]; ended {
		closed := make(chan struct{})
		close(closed)
		return closed, func() {}
	}
	l := h.listeners[id]
	if l == nil {
		l = &listening{closed: make(chan struct{})}
		h.listeners[id] = l
	}
	l.people++
	return l.closed, sync.OnceFunc(func() { h.leave(id, l) })
}

func (h *hub) leave(id string, l *listening) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l.people--
	if l.people == 0 && h.listeners[id] == l {
		delete(h.listeners, id)
	}
}

func (h *hub) end(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.clock()
	h.forgetOld(now)
	h.ended[id] = now
	if l := h.listeners[id]; l != nil {
		close(l.closed)
		delete(h.listeners, id)
	}
}

// forgetOld looks through the memory at most once in its own length.
func (h *hub) forgetOld(now time.Time) {
	if now.Sub(h.sweptAt) < endedMemory {
		return
	}
	h.sweptAt = now
	for id, at := range h.ended {
		if now.Sub(at) >= endedMemory {
			delete(h.ended, id)
		}
	}
}
