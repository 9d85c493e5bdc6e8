package registration

import (
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// flowLife is how long somebody has for the second step.
const flowLife = 2 * time.Hour

// Three wrong claims about one clinic number, then an hour. A network may be a
// hospital's only address, so it gets more.
var limits = account.TryLimits{
	Subject: account.Limit{Free: 3, FirstPause: time.Hour, LongestPause: time.Hour, Stop: 3, Window: time.Hour},
	Network: account.Limit{Free: 20, FirstPause: 5 * time.Second, LongestPause: 5 * time.Minute, Stop: 100, Window: time.Hour},
	Site:    account.Limit{Free: 500, FirstPause: time.Second, LongestPause: 15 * time.Second, Stop: 5000, Window: time.Hour},
}

// Clinic is what letters say of the clinic.
type Clinic struct {
	Name         string
	SupportPhone string
	SupportHours string
	BaseURL      string // where people find the portal, without a path
}

// Needs is what the room stands on.
type Needs struct {
	Store    *store.Store
	Patients *patient.Service
	Accounts *account.Service
	Recovery *recovery.Service // keeps the security answers
	Trail    *audit.Trail
	Keys     *secret.Keyring
	Clock    store.Clock
	Clinic   Clinic
}

// Service lets patients make their accounts. It is safe for concurrent use.
type Service struct {
	Needs
	codes codeStore
	flows flowStore
	locks lockStore
	tries *account.Tries
}

// New makes the room on a migrated store.
func New(n Needs) *Service {
	return &Service{
		Needs: n, codes: newCodeStore(n.Store), flows: newFlowStore(n.Store), locks: newLockStore(n.Store),
		tries: n.Accounts.TriesAt("sign-up", limits),
	}
}

// self is who looks at patients before anybody is known.
var self = actor.System("registration")

// mayHandOut is for those who hand out codes.
func mayHandOut(who actor.Actor) error {
	return who.Require(actor.RoleFrontDesk, actor.RoleAdministrator)
}
