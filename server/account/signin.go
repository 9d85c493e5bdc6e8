package account

import (
	"context"
	"errors"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// knownFor is how long a device stays known without use.
const knownFor = 30 * 24 * time.Hour

// maxUserAgent is how much of a user agent is kept, in characters.
const maxUserAgent = 300

// errSignInFailed is the one answer to every sign-in that does not succeed.
var errSignInFailed = fault.New(fault.Unauthenticated, "account.sign_in_failed",
	"The username or the password is not right.")

// SignIn opens a session for the account of that username and password, or asks
// for a second proof; see VerifySecondFactor.
//
// An unknown username, a wrong password and a disabled account fail alike with
// UNAUTHENTICATED, after the same work; too many failures with RATE_LIMITED,
// which says when to try again; a bad input with INVALID_INPUT. When the context
// carries an actor with a session, the new one takes its place.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) SignIn(ctx context.Context, in SignInInput, from Client) (SignInOutcome, error) {
	if err := in.Validate(); err != nil {
		return SignInOutcome{}, err
	}
	username, network := FoldUsername(in.Username), networkOf(from.Address)
	c, err := s.candidate(ctx, username, network)
	if err != nil {
		return SignInOutcome{}, err
	}
	try := s.attemptOn(username, network, c.known)
	if err := s.lookBefore(ctx, try); err != nil {
		return SignInOutcome{}, err
	}
	// The turn lasts until the attempt is taken back: were others let in before,
	// right ones that wait for the database would look like failures to them.
	leave, err := s.gate.enter(ctx, try[0].id)
	if err != nil {
		return SignInOutcome{}, err
	}
	defer leave()
	p, err := s.prove(ctx, try, c, in.Password)
	if err != nil {
		return SignInOutcome{}, err
	}
	if !p.right {
		return SignInOutcome{}, s.refuse(ctx, c)
	}
	return s.open(ctx, in, from, c, try, p)
}

// candidate looks up a name that could be a username; any other is looked up as
// the one that no account has.
func (s *Service) candidate(ctx context.Context, username, network string) (candidate, error) {
	if !isUsername(username) {
		username = ""
	}
	return s.tables.candidate(ctx, username, network, store.Micros(s.clock().Add(-knownFor)))
}

// proof is what came of comparing a password.
type proof struct {
	right bool
	keep  string // the hash to keep from now on
}

// prove compares the password once the throttle has let it in, where there is
// no such account with a decoy.
func (s *Service) prove(ctx context.Context, try attempt, c candidate, password string) (proof, error) {
	if err := s.letIn(ctx, try); err != nil {
		return proof{}, err
	}
	kept := c.passwordHash
	if c.id == "" {
		kept = s.decoy
	}
	same, stale, err := s.hasher.Verify(password, kept)
	if err != nil {
		return proof{}, fmt.Errorf("verifying a password: %w", err)
	}
	p := proof{right: same && c.id != "" && c.disabledAt == 0, keep: kept}
	if p.right && stale {
		p.keep, err = s.hasher.Hash(password)
	}
	return p, err
}

// refuse records the failure and gives the one answer. What was typed is not
// recorded: it may be a password in the wrong field.
func (s *Service) refuse(ctx context.Context, c candidate) error {
	err := s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.sign_in", SubjectType: "account", SubjectID: c.id, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errSignInFailed
}

// errChanged says that the account is not what was proved any more.
var errChanged = errors.New("account: changed while its password was verified")

// open makes the session that the proof earned.
func (s *Service) open(ctx context.Context, in SignInInput, from Client, c candidate, try attempt, p proof) (SignInOutcome, error) {
	var out SignInOutcome
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		still, err := s.tables.confirmPassword(ctx, c, p.keep)
		if err != nil {
			return err
		}
		if !still {
			return errChanged
		}
		if err := s.takeBack(ctx, try); err != nil {
			return err
		}
		out, err = s.letThrough(ctx, in, from, c)
		return err
	})
	if errors.Is(err, errChanged) {
		return SignInOutcome{}, s.refuse(ctx, c)
	}
	return out, err
}

// letThrough opens a session for a right password, or asks for a second proof
// where one is set up and the device is not remembered; inside a Tx.
func (s *Service) letThrough(ctx context.Context, in SignInInput, from Client, c candidate) (SignInOutcome, error) {
	e := entrance{accountID: c.id, client: in.Client, deviceName: in.DeviceName, from: from}
	if c.factorAt == 0 {
		return s.begin(ctx, e)
	}
	remembered, err := s.isRemembered(ctx, in, from, c.id)
	if err != nil {
		return SignInOutcome{}, err
	}
	if !remembered {
		required, err := s.ask(ctx, in, from, c.id)
		return SignInOutcome{Required: required}, err
	}
	e.byDevice = true
	return s.begin(ctx, e)
}

// entrance is a session to be opened, once all proofs were given.
type entrance struct {
	accountID  string
	client     ClientKind // Browser when empty
	deviceName *string    // made from the user agent when nil or blank
	from       Client
	byDevice   bool // a remembered device stood in for the second proof: no fresh one
}

func kindOf(client ClientKind) ClientKind {
	if client == "" {
		return Browser
	}
	return client
}

// begin opens a session: the one way in for all who have proved who they are,
// inside the Tx of their proof. It counts as a fresh one unless a device stood in
// for a part of it, and takes the place of the session that asks.
func (s *Service) begin(ctx context.Context, e entrance) (SignInOutcome, error) {
	if err := s.replaceOld(ctx); err != nil {
		return SignInOutcome{}, err
	}
	now := s.clock()
	kind := kindOf(e.client)
	l := lifeFrom(kind, now)
	steppedUpAt := l.lastSeenAt
	if e.byDevice {
		steppedUpAt = 0
	}
	token, hash := secret.NewToken()
	id, err := s.tables.addSession(ctx, newSession{
		accountID: e.accountID, tokenHash: hash, client: kind,
		device: deviceName(e.deviceName, kind, e.from.UserAgent), from: e.from, at: l.lastSeenAt, life: l,
		steppedUpAt: steppedUpAt, policyVersion: s.policy.Version,
	})
	if err != nil {
		return SignInOutcome{}, err
	}
	viewer, err := s.welcome(ctx, hash)
	if err != nil {
		return SignInOutcome{}, err
	}
	out := SignInOutcome{SignedIn: &SignedIn{Viewer: viewer, ExpiresAt: store.FromMicros(l.tokenExpiresAt)}}
	if kind == Browser {
		out.SessionToken = token
		return out, nil
	}
	refresh, err := s.nextRefreshToken(ctx, id, now, l.expiresAt)
	out.SignedIn.AccessToken, out.SignedIn.RefreshToken = &token, &refresh
	return out, err
}

// welcome reads the new session back as every later request will, and records
// it.
func (s *Service) welcome(ctx context.Context, tokenHash string) (*Viewer, error) {
	session, ok, err := s.tables.sessionByToken(ctx, tokenHash, store.Micros(s.clock()))
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errors.New("a session that was just stored is not there")
	}
	session.Owes = s.duties(session)
	who := actor.FromSession(session.Session)
	err = s.trail.Record(ctx, who, audit.Event{Action: "account.sign_in", SubjectType: "session", SubjectID: session.ID})
	if err != nil {
		return nil, err
	}
	return s.Viewer(ctx, who)
}

// replaceOld ends the session that the new one takes the place of: the same
// browser signing in again, or someone else at the same browser.
func (s *Service) replaceOld(ctx context.Context) error {
	old, ok := actor.From(ctx)
	if !ok || old.SessionID() == "" {
		return nil
	}
	_, err := s.endOne(ctx, old, old.SessionID(), endReplaced)
	return err
}
