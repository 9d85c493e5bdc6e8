// Package actor says who is asking: an account with its role and the patients
// it may act for, or a named part of the system itself.
//
// Only the account room makes an actor from a verified session; a test over
// the source holds that. Everything else receives one and asks it questions.
package actor

import (
	"context"
	"time"

	"patientportal/server/fault"
)

// Role is what an account is in the clinic.
type Role string

// The roles. A System actor has the role RoleSystem and no account.
const (
	RolePatient       Role = "PATIENT"
	RoleClinician     Role = "CLINICIAN"
	RoleFrontDesk     Role = "FRONT_DESK"
	RoleAdministrator Role = "ADMINISTRATOR"
	RoleSystem        Role = "SYSTEM"
)

// Scope is a part of a patient's affairs that an account may act in.
type Scope string

// The scopes a carer can be given. A patient's own account has all of them.
const (
	ScopeAppointments Scope = "APPOINTMENTS"
	ScopeRecords      Scope = "RECORDS"
	ScopeAdvice       Scope = "ADVICE"
	ScopeAccount      Scope = "ACCOUNT"
)

// AllScopes is what a person may do in their own affairs.
var AllScopes = []Scope{ScopeAppointments, ScopeRecords, ScopeAdvice, ScopeAccount}

// IsClinical tells what is between a patient and those who treat them, and is a
// grown child's alone.
func (s Scope) IsClinical() bool { return s == ScopeRecords || s == ScopeAdvice }

// Grant lets an account act for one patient.
type Grant struct {
	PatientID string
	Self      bool // the account is the patient's own
	Scopes    []Scope
}

// Duty is what a session still owes before it may use the portal.
type Duty string

// The duties, in the order in which they are asked for.
const (
	DutyPassword     Duty = "NEW_PASSWORD"  // the first password was given by somebody else
	DutySecondFactor Duty = "SECOND_FACTOR" // staff prove themselves twice
	DutyConsent      Duty = "CONSENT"       // the privacy policy, on this kind of client
)

// owed is what a session that owes something is answered.
var owed = map[Duty]*fault.Fault{
	DutyPassword:     fault.New(fault.Forbidden, "account.owes_password", "Choose a password of your own first."),
	DutySecondFactor: fault.New(fault.Forbidden, "account.owes_second_factor", "Set up a second factor first."),
	DutyConsent:      fault.New(fault.ConsentRequired, "account.owes_consent", "Please read and agree to the privacy policy first."),
}

// Session is what account knows of a verified sign-in.
type Session struct {
	ID             string
	AccountID      string
	Role           Role
	PractitionerID string // for clinicians: their row in the clinic
	Grants         []Grant
	Owes           []Duty    // empty once nothing stands between the person and the portal
	SteppedUpAt    time.Time // when a fresh proof of identity was last given; zero if never
	EndsAt         time.Time // however much it is used
}

// Actor is who is asking. The zero value may do nothing.
type Actor struct {
	session Session
	system  string
}

// FromSession makes the actor of a verified session. Only account calls it.
func FromSession(s Session) Actor { return Actor{session: s} }

// System is a part of the program acting by itself, such as the importer or
// the slot layer; the name goes to the audit trail.
func System(name string) Actor {
	return Actor{session: Session{Role: RoleSystem}, system: name}
}

// AccountID is empty for the system.
func (a Actor) AccountID() string { return a.session.AccountID }

// SessionID is empty for the system.
func (a Actor) SessionID() string { return a.session.ID }

// Role is empty for the zero actor.
func (a Actor) Role() Role { return a.session.Role }

// SystemName is the name given to System, else empty.
func (a Actor) SystemName() string { return a.system }

// PractitionerID is set for clinicians only.
func (a Actor) PractitionerID() string { return a.session.PractitionerID }

// SteppedUpAt is when the person last proved who they are.
func (a Actor) SteppedUpAt() time.Time { return a.session.SteppedUpAt }

// SessionEndsAt is when the session ends however much it is used; zero for the
// system.
func (a Actor) SessionEndsAt() time.Time { return a.session.EndsAt }

// Owes lists what the session still owes, the first to be settled first.
func (a Actor) Owes() []Duty { return a.session.Owes }

// Settled is nil when nothing is owed, else the fault that names the first
// duty: FORBIDDEN, or CONSENT_REQUIRED for the privacy policy.
func (a Actor) Settled() error {
	if len(a.session.Owes) == 0 {
		return nil
	}
	return owed[a.session.Owes[0]]
}

// IsZero tells a caller without session from one with.
func (a Actor) IsZero() bool { return a.session.Role == "" }

// IsSystem tells whether the program itself is acting.
func (a Actor) IsSystem() bool { return a.session.Role == RoleSystem }

// IsStaff tells whether a member of staff is asking.
func (a Actor) IsStaff() bool {
	switch a.session.Role {
	case RoleClinician, RoleFrontDesk, RoleAdministrator:
		return true
	}
	return false
}

// Is tells whether the actor has one of the roles.
func (a Actor) Is(roles ...Role) bool {
	for _, r := range roles {
		if a.session.Role == r {
			return true
		}
	}
	return false
}

// Require lets the program itself and the given roles pass. Anyone else fails
// with UNAUTHENTICATED without a session, with FORBIDDEN with one.
func (a Actor) Require(roles ...Role) error {
	switch {
	case a.IsZero():
		return fault.ErrUnauthenticated
	case a.IsSystem() || a.Is(roles...):
		return nil
	}
	return fault.ErrForbidden
}

// PatientIDs lists the patients the account may act for, its own first.
func (a Actor) PatientIDs() []string {
	ids := make([]string, len(a.session.Grants))
	for i, g := range a.session.Grants {
		ids[i] = g.PatientID
	}
	return ids
}

// MayActFor tells whether the account holds the scope for that patient,
// as the patient or as their carer. Staff hold no grants: what a role may
// read is each room's own rule.
func (a Actor) MayActFor(patientID string, scope Scope) bool {
	for _, g := range a.session.Grants {
		if g.PatientID == patientID {
			return g.Self || g.has(scope)
		}
	}
	return false
}

// IsSelf tells whether the patient is the account's own person.
func (a Actor) IsSelf(patientID string) bool {
	for _, g := range a.session.Grants {
		if g.PatientID == patientID {
			return g.Self
		}
	}
	return false
}

func (g Grant) has(scope Scope) bool {
	for _, s := range g.Scopes {
		if s == scope {
			return true
		}
	}
	return false
}

type contextKey struct{}

// NewContext carries the actor to the storage boundary, where a query over
// patients' rows without one fails loudly. It decides nothing.
func NewContext(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From gives the actor of the context, false when there is none.
func From(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(contextKey{}).(Actor)
	return a, ok && !a.IsZero()
}
