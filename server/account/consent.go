package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Consent is one time somebody agreed to a privacy policy.
type Consent struct {
	Version string
	Client  ClientKind // the kind of program it was agreed to on
	At      time.Time  // UTC
}

// AcceptPrivacyPolicyInput names the version that was read.
type AcceptPrivacyPolicyInput struct{ Version string }

// Validate refuses a missing version.
func (in AcceptPrivacyPolicyInput) Validate() error {
	var p fault.Problems
	p.Check(in.Version != "", "version", "account.policy_version_missing", "Which version was read?")
	return p.Err()
}

// AcceptPrivacyPolicyPayload is who is signed in, who owes the consent no more.
type AcceptPrivacyPolicyPayload struct{ Viewer *Viewer }

// errPolicyNotCurrent is for those who read one version while the next came.
var errPolicyNotCurrent = &fault.Fault{
	Code: fault.Conflict, MessageID: "account.policy_not_current", Field: "version",
	Message: "The privacy policy has changed. Please read the new one.",
}

// errPolicyRewritten keeps what people agreed to what it was.
var errPolicyRewritten = fault.New(fault.Conflict, "account.policy_rewritten",
	"Another text was published under this version. A text that has changed needs a new version.")

// PrivacyPolicy is the one in force. Public.
func (s *Service) PrivacyPolicy(context.Context, actor.Actor) (PrivacyPolicy, error) {
	return s.policy, nil
}

// PublishPolicy keeps the text of the policy in force for good; the program does
// so before it serves. Done twice it does nothing. It fails with CONFLICT when
// another text was published under the version.
func (s *Service) PublishPolicy(ctx context.Context, who actor.Actor) error {
	if !who.IsSystem() {
		return fault.ErrForbidden
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		added, err := s.tables.addPolicy(ctx, s.policy, store.Micros(s.clock()))
		if err != nil {
			return err
		}
		if added {
			return s.trail.Record(ctx, who, audit.Event{Action: "account.publish_policy", SubjectType: "policy", SubjectID: s.policy.Version})
		}
		same, err := s.tables.hasPolicy(ctx, s.policy)
		if err == nil && !same {
			return errPolicyRewritten
		}
		return err
	})
}

// AcceptPrivacyPolicy notes that who is asking agrees to the policy on the kind
// of client of their session; it counts for all their sessions of that kind. Done
// twice it does nothing. It fails with CONFLICT for a version that is not in
// force, and with UNAUTHENTICATED when the session has ended.
func (s *Service) AcceptPrivacyPolicy(ctx context.Context, who actor.Actor, in AcceptPrivacyPolicyInput) (AcceptPrivacyPolicyPayload, error) {
	if who.SessionID() == "" {
		return AcceptPrivacyPolicyPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return AcceptPrivacyPolicyPayload{}, err
	}
	if in.Version != s.policy.Version {
		return AcceptPrivacyPolicyPayload{}, errPolicyNotCurrent
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error { return s.accept(ctx, who) })
	if err != nil {
		return AcceptPrivacyPolicyPayload{}, err
	}
	now, _, err := s.Current(ctx, who.SessionID())
	if err != nil {
		return AcceptPrivacyPolicyPayload{}, err
	}
	viewer, err := s.Viewer(ctx, now)
	return AcceptPrivacyPolicyPayload{Viewer: viewer}, err
}

func (s *Service) accept(ctx context.Context, who actor.Actor) error {
	l, open, err := s.tables.lifeOf(ctx, who.SessionID())
	if err != nil {
		return err
	}
	if !open {
		return fault.ErrUnauthenticated
	}
	added, err := s.tables.addConsent(ctx, who.AccountID(), s.policy.Version, l.client, store.Micros(s.clock()))
	if err != nil {
		return err
	}
	if err := s.tables.noteConsent(ctx, who.AccountID(), s.policy.Version, l.client); err != nil || !added {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "account.accept_policy", SubjectType: "policy", SubjectID: s.policy.Version,
	})
}

// Consents lists what who is asking agreed to, the latest first.
func (s *Service) Consents(ctx context.Context, who actor.Actor) ([]Consent, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	return s.tables.consents(ctx, who.AccountID())
}

// PolicyAccepted tells whether who is asking agreed to the policy in force on
// the kind of client of their session.
func (s *Service) PolicyAccepted(ctx context.Context, who actor.Actor) (bool, error) {
	if who.SessionID() == "" {
		return false, fault.ErrUnauthenticated
	}
	session, ok, err := s.tables.sessionByID(ctx, who.SessionID(), store.Micros(s.clock()))
	return ok && session.policyVersion == s.policy.Version, err
}
