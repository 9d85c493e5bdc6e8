package notify

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/ical"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Recipient is an account that may be told about a patient.
type Recipient struct {
	AccountID string
	Email     string // empty when it has none
	Self      bool   // the patient's own account
}

// Audience knows who may be told of a part of a patient's affairs. It is asked
// inside the transaction of the event.
type Audience interface {
	Recipients(ctx context.Context, patientID string, scope actor.Scope) ([]Recipient, error)
	// Unproven tells whether the address is the account's own and nobody has
	// shown yet that it is: it may be a stranger's.
	Unproven(ctx context.Context, accountID, address string) (bool, error)
}

// Rights tells whether someone who was let in may still see a patient's part,
// by the grants and the session as they are now. It is asked for every event.
type Rights interface {
	// StillMay asks for the session alone where there is no patient.
	StillMay(ctx context.Context, who actor.Actor, patientID string, scope actor.Scope) bool
	// IsOutsider tells whether the address is that of an account which was let in
	// by the patient once and may not know of that part now.
	IsOutsider(ctx context.Context, patientID, address string, scope actor.Scope) (bool, error)
}

// Links makes the tokens of mailed links at the moment a letter goes out, so
// that no row, job or log ever holds one.
type Links interface {
	// LinkToken is empty for a link that is over: used, run out, or replaced by
	// a newer one.
	LinkToken(ctx context.Context, linkID string) (token string, err error)
}

// ClinicCard is what a mail and a calendar entry say of the clinic.
type ClinicCard = ical.Clinic

// Config is what the room needs to know. All but the clock, the logger, the
// bus and a sender may be left out.
type Config struct {
	Clock  store.Clock
	Log    *slog.Logger
	Bus    *Bus
	Sender Sender
	Clinic ClinicCard
	Quiet  QuietHours // DefaultQuietHours unless given
	Ways   Ways       // nil for none but mail
}

// DefaultQuietHours are 9 in the evening to 8 in the morning.
var DefaultQuietHours = QuietHours{From: 21 * time.Hour, Until: 8 * time.Hour}

// Service tells people. It is safe for concurrent use.
type Service struct {
	Config
	store    *store.Store
	outbox   *outbox.Outbox
	audit    *audit.Trail
	audience Audience
	rights   Rights
	links    Links
	ways     Ways
	log      *slog.Logger
	sql      statements
	lists    sync.Map // SQL text to *store.Statement, for lists whose text varies
	hub      *hub
	jobs     *jobs
	told     chan string // ids of events that were told and are to be marked

	running sync.WaitGroup
	stop    context.CancelFunc
	leave   func() // the bus
}

// As many told events may wait to be marked; more are told again later.
const toldQueue = 4096

// New makes the service and registers it with the outbox: from now on every
// event lays out its notifications and deliveries. Nothing is sent and nobody
// hears before Start, so that a command which only writes needs no more.
func New(s *store.Store, box *outbox.Outbox, trail *audit.Trail, audience Audience, rights Rights, links Links, cfg Config) (*Service, error) {
	if cfg.Clock == nil || cfg.Log == nil || cfg.Bus == nil || cfg.Sender == nil {
		return nil, errors.New("notify: a clock, a logger, a bus and a sender are needed")
	}
	if cfg.Quiet == (QuietHours{}) {
		cfg.Quiet = DefaultQuietHours
	}
	if cfg.Ways == nil {
		cfg.Ways = nowhere{}
	}
	svc := &Service{
		Config: cfg, ways: cfg.Ways, store: s, outbox: box, audit: trail, audience: audience, rights: rights, links: links, log: cfg.Log,
		sql: prepare(s), hub: newHub(), told: make(chan string, toldQueue),
	}
	var err error
	if svc.jobs, err = newJobs(s, cfg.Clock, cfg.Log, svc.deliver); err != nil {
		return nil, err
	}
	box.Handle(svc.onEvent)
	box.Told(svc.onTold)
	return svc, nil
}

// Every has fn run in the background at every interval, and once soon after
// Start: by one server at a time, again after a while when it failed. fn has
// five minutes. Call it before Start, with a name of its own.
func (s *Service) Every(name string, interval time.Duration, fn func(context.Context) error) error {
	return s.jobs.every(name, interval, fn)
}

// Start begins to send, to hear from the bus and to look after what was left
// behind. The context bounds the starting only; end it with Stop.
func (s *Service) Start(ctx context.Context) error {
	leave, err := s.hearBus()
	if err != nil {
		return err
	}
	s.leave = leave
	if err := s.jobs.start(ctx); err != nil {
		leave()
		return err
	}
	tending, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = cancel
	s.running.Go(func() { s.tend(actor.NewContext(tending, actor.System("notify"))) })
	return nil
}

// Stop ends all subscriptions and waits for the mails that are being sent;
// when ctx ends first those are broken off and sent again after the next
// Start. A service that was not started has nothing to stop.
func (s *Service) Stop(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.leave()
	s.hub.closeAll()
	err := s.jobs.stop(ctx)
	s.stop()
	s.running.Wait()
	return err
}
