package web

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"patientportal/graph"
)

// The figures of a socket. An idle one should cost little, a dead one should
// go soon, and a slow one should not hold up anybody else.
const (
	messageMost    = 64 << 10         // bytes a client may send in one message
	initWithin     = 5 * time.Second  // from opening to connection_init
	writeWithin    = 10 * time.Second // for one message to leave
	pingEvery      = 25 * time.Second
	silentMost     = 60 * time.Second // without a message or pong
	closeWithin    = 2 * time.Second  // for the client to answer a close
	operationsMost = 20               // at once on a socket
	queueMost      = 256              // messages waiting for a slow client
	idMost         = 64               // bytes of an operation's id
)

// The close codes of graphql-transport-ws, and what each tells a client. The
// usual clients open the socket again after 4403 and not after the others.
const (
	closeBadMessage    = 4400
	closeUnauthorized  = 4401 // subscribe before connection_ack, or the session has ended
	closeForbidden     = 4403 // the token is no good, or too many sockets
	closeSubprotocol   = 4406
	closeInitTimeout   = 4408
	closeSameID        = 4409
	closeSecondInit    = 4429
	closeInternalError = 4500
)

// socket is one connection that speaks graphql-transport-ws.
//
// One goroutine reads. Messages are written by whoever has one, in the order
// they were queued: the first to find nobody writing does it for all.
type socket struct {
	all    *sockets
	conn   *websocket.Conn
	client graph.Client
	cookie credential // from the upgrade; a bearer token comes with connection_init

	ctx     context.Context // ends with the socket; carries actor and exchange once acknowledged
	cancel  context.CancelFunc
	limiter *rate.Limiter // shared by all that come from one address; nil: no limit
	opened  time.Time
	heard   atomic.Int64 // when the client last sent anything, unix nanoseconds
	pinged  time.Time    // touched by the sweep only

	renewing atomic.Bool // somebody is asking whether the session is alive

	mu         sync.Mutex
	initiated  bool
	ready      bool // acknowledged
	session    liveSession
	operations map[string]*operation
	queue      []outgoing
	writing    bool
	closing    bool
}

// outgoing is a message, or the close frame that ends them.
type outgoing struct {
	data  []byte
	frame int // websocket.TextMessage, PingMessage or CloseMessage
}

// read handles one message after the other until the connection ends.
func (s *socket) read() {
	defer s.all.remove(s)
	defer s.conn.Close() //nolint:errcheck // it may be closed already
	defer s.cancel()
	defer func() {
		if value := recover(); value != nil {
			s.all.log.Error("panic", "request", s.client.RequestID, "panic", describePanic(value))
		}
	}()
	s.conn.SetReadLimit(messageMost)
	s.conn.SetPongHandler(func(string) error { s.hear(); return nil })
	for {
		kind, data, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		s.hear()
		if s.isClosing() {
			continue // until the client has seen why
		}
		if kind != websocket.TextMessage {
			s.close(closeBadMessage, "Invalid message received")
			continue
		}
		s.handle(data)
	}
}

func (s *socket) hear() { s.heard.Store(time.Now().UnixNano()) }

func (s *socket) isClosing() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closing
}

// send queues a message. A client too slow to take queueMost of them is cut
// off: it comes back and asks for what it missed.
func (s *socket) send(data []byte) {
	s.mu.Lock()
	s.queueLocked(outgoing{data: data, frame: websocket.TextMessage})
}

// queueLocked takes over the lock and gives it back.
func (s *socket) queueLocked(m outgoing) {
	if s.closing {
		s.mu.Unlock()
		return
	}
	if len(s.queue) >= queueMost {
		s.mu.Unlock()
		s.all.log.Info("socket dropped: too slow", "request", s.client.RequestID)
		s.drop()
		return
	}
	s.closing = m.frame == websocket.CloseMessage
	s.queue = append(s.queue, m)
	if s.writing {
		s.mu.Unlock()
		return
	}
	s.writing = true
	s.mu.Unlock()
	s.write()
}

// write empties the queue. What comes in meanwhile is written along.
func (s *socket) write() {
	for {
		s.mu.Lock()
		batch := s.queue
		s.queue = nil
		if len(batch) == 0 {
			s.writing = false
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		for _, m := range batch {
			if !s.writeOne(m) {
				s.drop()
				return
			}
		}
	}
}

func (s *socket) writeOne(m outgoing) bool {
	deadline := time.Now().Add(writeWithin)
	if m.frame != websocket.TextMessage {
		if err := s.conn.WriteControl(m.frame, m.data, deadline); err != nil {
			return false
		}
		if m.frame == websocket.CloseMessage {
			return s.conn.SetReadDeadline(time.Now().Add(closeWithin)) == nil
		}
		return true
	}
	return s.conn.SetWriteDeadline(deadline) == nil && s.conn.WriteMessage(m.frame, m.data) == nil
}

// close ends the socket with a code once what is queued has been sent. Its
// operations end at once.
func (s *socket) close(code int, reason string) {
	s.mu.Lock()
	s.cancel() // under the lock: what an operation still says must come too late
	s.queueLocked(outgoing{data: websocket.FormatCloseMessage(code, reason), frame: websocket.CloseMessage})
}

// drop ends the socket without a word, whatever is queued. The reader notices
// and cleans up.
func (s *socket) drop() {
	s.cancel()
	s.mu.Lock()
	s.closing, s.queue = true, nil
	s.mu.Unlock()
	_ = s.conn.Close() // it may be closed already
}

// upgrade makes a socket of a request and lets the request go: what the server
// holds for it, buffers among them, is more than an idle socket needs.
func (a *sockets) upgrade(w http.ResponseWriter, r *http.Request) {
	if !a.admits() {
		refuse(w, http.StatusServiceUnavailable, "web.too_many_sockets", "Too many open pages. Please try again later.")
		return
	}
	conn, err := a.upgrader.Upgrade(w, r, subprotocolFor(r))
	if err != nil {
		return // answered by the upgrader
	}
	ctx, cancel := context.WithCancel(context.Background()) // not the request's, which ends here
	s := &socket{all: a, conn: conn, ctx: ctx, cancel: cancel, opened: time.Now()}
	s.client, s.cookie, s.limiter = a.gate.client(r), a.gate.credential(r), a.throttle.limiter(r)
	s.pinged = s.opened
	s.hear()
	if !a.add(s) { //nolint:contextcheck // a socket outlives the request that opened it
		s.drop()
		return
	}
	if conn.Subprotocol() != subprotocol {
		s.close(closeSubprotocol, "Subprotocol not acceptable")
	}
	go s.read() //nolint:contextcheck // a socket outlives the request that opened it
}

const subprotocol = "graphql-transport-ws"

// subprotocolFor answers with ours, or with the client's first when ours is not
// among them: browsers and others keep the reason for closing from a program
// that asked for a subprotocol and got none.
func subprotocolFor(r *http.Request) http.Header {
	offered := websocket.Subprotocols(r)
	switch {
	case slices.Contains(offered, subprotocol):
		return http.Header{"Sec-Websocket-Protocol": {subprotocol}}
	case len(offered) > 0:
		return http.Header{"Sec-Websocket-Protocol": offered[:1]}
	}
	return nil
}

func newUpgrader(o *origins, log *slog.Logger) *websocket.Upgrader {
	return &websocket.Upgrader{
		CheckOrigin:      o.allowsSocket,
		HandshakeTimeout: writeWithin,
		ReadBufferSize:   512, // most messages are smaller, larger ones take a few reads more
		WriteBufferSize:  1024,
		WriteBufferPool:  &sync.Pool{},
		Error: func(w http.ResponseWriter, r *http.Request, status int, err error) {
			log.InfoContext(r.Context(), "socket refused", "request", requestID(r.Context()), "reason", err.Error())
			refuse(w, status, "web.socket_refused", "This is no socket that may be opened here.")
		},
	}
}
