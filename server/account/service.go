package account

import (
	"context"
	"slices"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// Service holds the rules of the room. It is safe for concurrent use.
type Service struct {
	store       *store.Store
	tables      *tables
	trail       *audit.Trail
	outbox      *outbox.Outbox
	keys        *secret.Keyring
	people      People
	clock       store.Clock
	hasher      Hasher
	decoy       string
	limits      Limits
	policy      PrivacyPolicy // in force
	throttleKey []byte
	factors     SecondFactors
	gate        *gate
	hub         *hub

	demo bool // accounts of the demo clinic need no second factor
}

// Option changes how New sets the room up.
type Option func(*Service)

// WithHasher is how passwords are kept; argon2id of DefaultParams unless given.
func WithHasher(h Hasher) Option { return func(s *Service) { s.hasher = h } }

// WithLimits is what the throttles take; DefaultLimits unless given.
func WithLimits(l Limits) Option { return func(s *Service) { s.limits = l } }

// WithDemo is for a portal that shows itself off: staff of the demo clinic need
// no second factor.
func WithDemo(demo bool) Option { return func(s *Service) { s.demo = demo } }

// WithPolicy is the privacy policy in force; DefaultPolicy unless given.
func WithPolicy(p PrivacyPolicy) Option { return func(s *Service) { s.policy = p } }

// New makes the room on a migrated store. Its letters go to the outbox.
func New(s *store.Store, trail *audit.Trail, box *outbox.Outbox, keys *secret.Keyring, clock store.Clock, opts ...Option) *Service {
	service := &Service{
		store: s, tables: newTables(s), trail: trail, outbox: box, keys: keys, people: nobody{}, factors: noFactors{}, clock: clock,
		hasher: NewArgon2id(keys, DefaultParams), limits: DefaultLimits, policy: DefaultPolicy(),
		throttleKey: keys.Derive(throttlePurpose),
		gate:        newGate(hashesAtOnce(), gatePatience), hub: newHub(clock),
	}
	for _, opt := range opts {
		opt(service)
	}
	service.decoy = service.hasher.Decoy()
	return service
}

// Viewer gives who is signed in; UNAUTHENTICATED without a session.
func (s *Service) Viewer(ctx context.Context, who actor.Actor) (*Viewer, error) {
	account, err := s.Account(ctx, who)
	if err != nil {
		return nil, err
	}
	return &Viewer{Account: account, Who: who}, nil
}

// Account gives the account of who is asking; UNAUTHENTICATED without one.
func (s *Service) Account(ctx context.Context, who actor.Actor) (*Account, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	account, err := s.tables.account(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	account.Who, account.Owes, account.SessionEndsAt = who, who.Owes(), who.SessionEndsAt()
	return account, nil
}

// Sessions lists the devices on which who is asking is signed in, the latest
// used first, at most 200.
func (s *Service) Sessions(ctx context.Context, who actor.Actor) ([]Session, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	now := s.clock()
	list, err := s.tables.devices(ctx, who.AccountID(), store.Micros(now),
		store.Micros(now.Add(-refreshLife)), store.Micros(now.Add(-browserIdle)))
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Current = list[i].ID == who.SessionID()
	}
	return list, nil
}

// Recipients lists the accounts to tell about a patient's affairs of that
// scope, the patient's own first. It reads in the context's Tx when there is
// one.
func (s *Service) Recipients(ctx context.Context, patientID string, scope actor.Scope) ([]Recipient, error) {
	return s.tables.recipients(ctx, patientID, scope, store.Micros(s.clock()))
}

// Unproven tells whether the address is the account's own and has not been
// proven: what is about a patient is not mailed there. It reads in the context's
// Tx when there is one.
func (s *Service) Unproven(ctx context.Context, accountID, address string) (bool, error) {
	account, err := s.tables.account(ctx, accountID)
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return !account.EmailVerified && account.Email != nil && strings.EqualFold(*account.Email, address), nil
}

// MayStillAct tells whether the account may act for the patient in the scope as
// of now: it is not disabled, and its grant stands. No session is asked for.
func (s *Service) MayStillAct(ctx context.Context, accountID, patientID string, scope actor.Scope) (bool, error) {
	g, ok, err := s.tables.grant(ctx, accountID, patientID, store.Micros(s.clock()))
	return ok && holds(g, scope), err
}

// StillMay tells whether what who was given still stands: the session is open
// and, for a patient or carer, the grant holds the scope. What a member of
// staff may read is the rooms' rule and not asked here, and what is about no patient is
// about the account itself. It says no when it cannot find out.
func (s *Service) StillMay(ctx context.Context, who actor.Actor, patientID string, scope actor.Scope) bool {
	if _, err := s.Alive(ctx, who.SessionID()); err != nil {
		return false
	}
	if who.IsStaff() || patientID == "" {
		return true
	}
	grant, ok, err := s.tables.grant(ctx, who.AccountID(), patientID, store.Micros(s.clock()))
	return err == nil && ok && holds(grant, scope)
}

// IsOutsider tells whether the address is that of an account which was let in to
// the patient's affairs once and may not act in the scope now. The patient's own
// address and strangers' are not: those the patient chose.
func (s *Service) IsOutsider(ctx context.Context, patientID, address string, scope actor.Scope) (bool, error) {
	now := s.clock()
	list, err := s.tables.care(ctx, s.tables.readCareAt, now, patientID, address)
	if err != nil || len(list) == 0 {
		return false, err
	}
	for _, c := range list {
		if !c.IsOver(now) && slices.Contains(c.Scopes, scope) {
			return false, nil
		}
	}
	recipients, err := s.Recipients(ctx, patientID, scope)
	for _, r := range recipients {
		if r.Self && strings.EqualFold(r.Email, address) {
			return false, err
		}
	}
	return true, err
}

// sweepAfter is how long what is over is kept: longer than a device stays
// known, so that sweeping makes nobody a stranger.
const sweepAfter = 35 * 24 * time.Hour

// Sweep drops what ended long ago and gives how many rows: sessions, refresh
// tokens, mailed links, challenges, remembered devices and attempts. Nothing
// depends on it but the size of the database.
func (s *Service) Sweep(ctx context.Context, who actor.Actor) (dropped int64, err error) {
	if !who.IsSystem() {
		return 0, fault.ErrForbidden
	}
	now := s.clock()
	long := store.Micros(now.Add(-sweepAfter))
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		attempts, err := s.tables.sweepAttempts(ctx, store.Micros(now.Add(-s.limits.longest())), store.Micros(now))
		if err != nil {
			return err
		}
		dropped = attempts
		for _, sweep := range s.tables.sweeps() {
			n, err := sweep(ctx, long)
			if err != nil {
				return err
			}
			dropped += n
		}
		return nil
	})
	return dropped, err
}
