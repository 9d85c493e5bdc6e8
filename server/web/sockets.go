package web

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"patientportal/server/fault"
)

const (
	socketsMost        = 50_000 // in all
	socketsOfSession   = 10
	socketsOfStrangers = 1_000                  // from one address without a session
	sweepEvery         = 250 * time.Millisecond // well under the second in which a revoked session is dead
	checkAgain         = time.Second            // a session that was checked longer ago is checked for an event
)

// sockets knows every open socket. One sweep over all of them does what would
// otherwise take timers and a goroutine each.
type sockets struct {
	gate     *gate
	throttle *throttle
	run      *runner
	upgrader *websocket.Upgrader
	log      *slog.Logger
	clock    func() time.Time

	mu        sync.Mutex
	open      map[*socket]string // to what they count: a session's id or an address
	sessions  map[string]*socketsOf
	strangers map[string]int
	sweeping  bool
	closed    bool
	empty     chan struct{} // closed when shutting down and none is left
}

// socketsOf counts the sockets of one session.
type socketsOf struct {
	count int
	ended <-chan struct{}
	stop  func()
}

func newSockets(d Deps, g *gate, t *throttle, o *origins, run *runner) *sockets {
	return &sockets{
		gate: g, throttle: t, run: run, upgrader: newUpgrader(o, d.Log), log: d.Log, clock: d.Clock,
		open: map[*socket]string{}, sessions: map[string]*socketsOf{}, strangers: map[string]int{},
		empty: make(chan struct{}),
	}
}

func (a *sockets) admits() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return !a.closed && len(a.open) < socketsMost
}

// add takes a new socket in. Until it says who it is, it counts to its address.
func (a *sockets) add(s *socket) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed || a.strangers[s.client.Address] >= socketsOfStrangers {
		return false
	}
	a.open[s] = ""
	a.strangers[s.client.Address]++
	if !a.sweeping {
		a.sweeping = true
		go a.keepSweeping()
	}
	return true
}

// join moves a socket from its address to its session.
func (a *sockets) join(s *socket, verified session) (liveSession, bool) {
	id := verified.id()
	if id == "" {
		return liveSession{}, true
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	of := a.sessions[id]
	if of == nil {
		of = &socketsOf{}
		of.ended, of.stop = a.gate.sessions.Revoked(id)
		a.sessions[id] = of
	}
	if of.count >= socketsOfSession {
		return liveSession{}, false
	}
	of.count++
	a.leaveAddress(s)
	a.open[s] = id
	now := a.clock()
	return liveSession{id: id, ended: of.ended, expires: verified.expires, checked: now}, true
}

func (a *sockets) leaveAddress(s *socket) {
	if a.strangers[s.client.Address]--; a.strangers[s.client.Address] == 0 {
		delete(a.strangers, s.client.Address)
	}
}

func (a *sockets) remove(s *socket) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id := a.open[s]
	delete(a.open, s)
	if id == "" {
		a.leaveAddress(s)
	} else if of := a.sessions[id]; of != nil {
		if of.count--; of.count == 0 {
			of.stop()
			delete(a.sessions, id)
		}
	}
	if a.closed && len(a.open) == 0 {
		close(a.empty)
	}
}

// keepSweeping runs while there are sockets.
func (a *sockets) keepSweeping() {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for range ticker.C {
		if !a.sweep(time.Now()) {
			return
		}
	}
}

// sweep looks at every socket once; false when there is none left. now is the
// machine's own time, by which lines are measured, not the program's.
func (a *sockets) sweep(now time.Time) bool {
	a.mu.Lock()
	all := make([]*socket, 0, len(a.open))
	for s := range a.open {
		all = append(all, s)
	}
	if len(all) == 0 {
		a.sweeping = false
	}
	a.mu.Unlock()
	for _, s := range all {
		a.look(s, now)
	}
	return len(all) > 0
}

// look does what is due for one socket, never waiting for its line.
func (a *sockets) look(s *socket, now time.Time) {
	s.mu.Lock()
	live, initiated, closing := s.session, s.initiated, s.closing
	s.mu.Unlock()
	switch {
	case closing:
	case !initiated && now.Sub(s.opened) > initWithin:
		go s.close(closeInitTimeout, "Connection initialisation timeout")
	case now.Sub(time.Unix(0, s.heard.Load())) > silentMost:
		s.drop()
	case live.isOver():
		go s.close(closeUnauthorized, "Session ended")
	case live.id != "" && !a.clock().Before(live.expires):
		if s.renewing.CompareAndSwap(false, true) {
			go func() {
				defer s.renewing.Store(false)
				a.stillSignedIn(s)
			}()
		}
	case now.Sub(s.pinged) >= pingEvery:
		s.pinged = now
		go s.ping()
	}
}

func (l liveSession) isOver() bool {
	select {
	case <-l.ended: // nil for nobody, which never ends
		return true
	default:
		return false
	}
}

func (s *socket) ping() {
	s.mu.Lock()
	s.queueLocked(outgoing{frame: websocket.PingMessage})
}

// stillSignedIn tells whether the socket may hear one more thing, and closes
// it if not. A revocation is seen at once; in case nobody told, a session that
// was checked a while ago, or should be over, is asked for again.
func (a *sockets) stillSignedIn(s *socket) bool {
	s.mu.Lock()
	live := s.session
	s.mu.Unlock()
	now := a.clock()
	switch {
	case live.id == "":
		return true
	case live.isOver():
	case now.Before(live.expires) && now.Sub(live.checked) < checkAgain:
		return true
	case a.renew(s, live, now):
		return true
	}
	s.close(closeUnauthorized, "Session ended")
	return false
}

// renew asks for the session again. When that cannot be found out, the socket
// ends as if it were over: the client comes back when the portal is well.
func (a *sockets) renew(s *socket, live liveSession, now time.Time) bool {
	ctx, cancel := context.WithTimeout(s.ctx, requestTime)
	defer cancel()
	expires, err := a.gate.sessions.Alive(ctx, live.id)
	if err != nil {
		if fault.CodeOf(err) == fault.Internal && ctx.Err() == nil {
			a.log.Error("session", "request", s.client.RequestID, "error", err)
		}
		return false
	}
	s.mu.Lock()
	s.session.expires, s.session.checked = expires, now
	s.mu.Unlock()
	return now.Before(expires)
}

// shutdown tells every client to come back later, and waits for them to go.
func (a *sockets) shutdown(ctx context.Context) error {
	a.mu.Lock()
	if !a.closed {
		a.closed = true
		if len(a.open) == 0 {
			close(a.empty)
		}
	}
	for s := range a.open {
		go s.close(websocket.CloseServiceRestart, "Restarting")
	}
	a.mu.Unlock()
	select {
	case <-a.empty:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
