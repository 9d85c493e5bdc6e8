package notify

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// Everything on the bus has this first, so that a NATS cluster may be shared.
const busPrefix = "portal."

const busPatience = 5 * time.Second

// Bus carries wake-ups between the servers of one portal. Nothing depends on
// their arrival: what counts is in the database. It is safe for concurrent use.
type Bus struct {
	conn     *nats.Conn
	embedded *server.Server // nil when a cluster is used
	lost     []func()
	log      *slog.Logger
}

// OpenBus connects to the NATS cluster of the URL, or with an empty URL starts
// a server inside this process that listens nowhere. Servers that share a
// database need a cluster between them. It fails when there is no answer within
// five seconds.
func OpenBus(url string, log *slog.Logger) (*Bus, error) {
	b := &Bus{log: log}
	options := []nats.Option{
		nats.Name("patient-portal"), nats.Timeout(busPatience), nats.MaxReconnects(-1),
		nats.ReconnectHandler(func(*nats.Conn) { b.tellLost("the connection was lost for a while") }),
		nats.ErrorHandler(b.trouble),
	}
	if url == "" {
		if err := b.embed(); err != nil {
			return nil, err
		}
		options = append(options, nats.InProcessServer(b.embedded))
	}
	var err error
	if b.conn, err = nats.Connect(url, options...); err != nil {
		b.Close()
		return nil, fmt.Errorf("connecting to NATS: %w", err)
	}
	return b, nil
}

func (b *Bus) embed() error {
	embedded, err := server.NewServer(&server.Options{DontListen: true, NoSigs: true})
	if err != nil {
		return fmt.Errorf("setting up the embedded NATS server: %w", err)
	}
	b.embedded = embedded
	embedded.Start()
	if !embedded.ReadyForConnections(busPatience) {
		b.Close()
		return errors.New("the embedded NATS server did not start in time")
	}
	return nil
}

// OnLost adds to what to do when messages may have been missed: after the
// connection was away, and when a reader fell too far behind. Call it before
// the first Subscribe.
func (b *Bus) OnLost(fn func()) { b.lost = append(b.lost, fn) }

func (b *Bus) tellLost(why string) {
	b.log.Warn("the bus may have lost messages", "why", why)
	for _, fn := range b.lost {
		fn()
	}
}

func (b *Bus) trouble(_ *nats.Conn, _ *nats.Subscription, err error) {
	if errors.Is(err, nats.ErrSlowConsumer) {
		b.tellLost("a reader was too slow")
		return
	}
	b.log.Warn("the bus reports trouble", "error", err)
}

// Publish sends data, ids and times only, to every subscriber of the subject on
// every server, this one included. It does not wait for them.
func (b *Bus) Publish(subject string, data []byte) error {
	if err := b.conn.Publish(busPrefix+subject, data); err != nil {
		return fmt.Errorf("publishing on the bus: %w", err)
	}
	return nil
}

// Subscribe calls fn for each message of the subject, in order and one at a
// time, until the returned function is called. A subject may end in "*" for
// one more word or ">" for any more words. Once it has returned, every message
// published later arrives.
func (b *Bus) Subscribe(subject string, fn func(subject string, data []byte)) (cancel func(), err error) {
	sub, err := b.conn.Subscribe(busPrefix+subject, func(m *nats.Msg) {
		fn(strings.TrimPrefix(m.Subject, busPrefix), m.Data)
	})
	if err != nil {
		return nil, fmt.Errorf("subscribing on the bus: %w", err)
	}
	if err := b.conn.FlushTimeout(busPatience); err != nil {
		return nil, fmt.Errorf("subscribing on the bus: %w", err)
	}
	return func() {
		if err := sub.Unsubscribe(); err != nil && !errors.Is(err, nats.ErrConnectionClosed) {
			b.log.Warn("leaving the bus", "error", err)
		}
	}, nil
}

// Close ends all subscriptions and the embedded server.
func (b *Bus) Close() {
	if b.conn != nil {
		b.conn.Close()
	}
	if b.embedded != nil {
		b.embedded.Shutdown()
		b.embedded.WaitForShutdown()
	}
}
