package notify

import (
	"sync"
	"time"
)

// signal says that a stream has moved on. Only ids and times travel.
type signal struct {
	ID          string `json:"i"`
	Number      int64  `json:"n"`
	Kind        string `json:"k,omitempty"`
	SubjectID   string `json:"s,omitempty"`
	PatientID   string `json:"p,omitempty"`
	LeadMinutes int    `json:"l,omitempty"`
	At          int64  `json:"a,omitempty"` // microseconds
}

// A listener may fall this many signals behind before it is dropped.
const listenerQueue = 256

// hub hands signals to those who listen in this process. Publishing never
// waits: a listener whose queue is full is dropped.
type hub struct {
	mu        sync.Mutex
	listeners map[string]map[*listener]struct{}
	queue     int
}

// listener receives the signals of one topic. Its channel is closed when it
// was dropped.
type listener struct {
	topic   string
	signals chan *signal
}

func newHub() *hub {
	return &hub{listeners: make(map[string]map[*listener]struct{}), queue: listenerQueue}
}

func (h *hub) listen(topic string) *listener {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := &listener{topic: topic, signals: make(chan *signal, h.queue)}
	if h.listeners[topic] == nil {
		h.listeners[topic] = make(map[*listener]struct{})
	}
	h.listeners[topic][l] = struct{}{}
	return l
}

// leave is safe to call for a listener that was dropped.
func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.remove(l)
}

func (h *hub) remove(l *listener) {
	delete(h.listeners[l.topic], l)
	if len(h.listeners[l.topic]) == 0 {
		delete(h.listeners, l.topic)
	}
}

func (h *hub) publish(topic string, s *signal) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.listeners[topic] {
		h.give(l, s)
	}
}

// wakeAll makes every listener read what it may have missed.
func (h *hub) wakeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, listeners := range h.listeners {
		for l := range listeners {
			h.give(l, nil)
		}
	}
}

func (h *hub) give(l *listener, s *signal) {
	select {
	case l.signals <- s:
	default:
		h.remove(l)
		close(l.signals)
	}
}

// count is how many are listening.
func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, listeners := range h.listeners {
		n += len(listeners)
	}
	return n
}

// closeAll drops everyone, when the server stops.
func (h *hub) closeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, listeners := range h.listeners {
		for l := range listeners {
			h.remove(l)
			close(l.signals)
		}
	}
}

func patientTopic(patientID string) string { return "patient." + patientID }
func accountTopic(accountID string) string { return "account." + accountID }

// everyoneTopic wakes all listeners of all servers.
const everyoneTopic = "everyone"

func signalTime(us int64) time.Time { return time.UnixMicro(us).UTC() }
