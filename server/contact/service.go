package contact

import (
	"context"
	"sync"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/sms"
	"patientportal/server/store"
	"patientportal/server/webpush"
)

// Needs is what the room stands on.
type Needs struct {
	Store  *store.Store
	Trail  *audit.Trail
	Keys   *secret.Keyring
	Clock  store.Clock
	Texts  sms.Sender // nil where no texts can be sent
	Pushes *webpush.Sender
	Clinic string // how texts are signed
}

// Service reaches people. It is safe for concurrent use.
type Service struct {
	Needs
	sql  statements
	ways sync.Map // how many accounts to *store.Statement
}

// New makes the room on a migrated store.
func New(n Needs) *Service { return &Service{Needs: n, sql: prepare(n.Store)} }

// ContactPoints are the account's own. Fails with FORBIDDEN for the system,
// which has no account.
func (s *Service) ContactPoints(ctx context.Context, who actor.Actor) (*ContactPoints, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	return s.pointsOf(actor.NewContext(ctx, who), who.AccountID())
}

func (s *Service) pointsOf(ctx context.Context, account string) (*ContactPoints, error) {
	key, err := s.pushKey(s.Keys.CurrentID())
	if err != nil {
		return nil, err
	}
	points := &ContactPoints{ID: account, Texts: s.Texts != nil, PushKey: key.Public()}
	row, err := s.readPhone(ctx, account)
	if err != nil {
		return nil, err
	}
	points.Phone = row.shown()
	devices, err := s.readDevices(ctx, account)
	points.Devices = make([]PushDevice, len(devices))
	for i, d := range devices {
		points.Devices[i] = d.PushDevice
	}
	return points, err
}

// payload is how the account is reached after a change.
func (s *Service) payload(ctx context.Context, who actor.Actor, err error) (*ContactPointsPayload, error) {
	if err != nil {
		return nil, err
	}
	points, err := s.ContactPoints(ctx, who)
	return &ContactPointsPayload{ContactPoints: points}, err
}

func (s *Service) record(ctx context.Context, who actor.Actor, action string, outcome string) error {
	return s.Trail.Record(ctx, who, audit.Event{
		Action: action, SubjectType: "account", SubjectID: who.AccountID(), Outcome: outcome,
	})
}
