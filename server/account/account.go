package account

import (
	"time"

	"patientportal/server/actor"
)

// ClientKind is what kind of program signs in.
type ClientKind string

// The kinds. They decide how long a session lasts and how its token travels.
const (
	Browser ClientKind = "BROWSER"
	Mobile  ClientKind = "MOBILE"
)

// Client is what the connection tells about who is at the other end.
type Client struct {
	Address     string // IP address as text, without a port; never taken from a header that a client can set
	UserAgent   string // as sent; empty when not sent
	DeviceToken string // by which a browser may be remembered, from its cookie; empty when it has none
}

// Account is one sign-in: a patient, a carer or a member of staff.
type Account struct {
	ID            string
	Username      string // as its owner writes it
	DisplayName   string
	Email         *string // nil when none is known
	EmailVerified bool
	Role          actor.Role
	Owes          []actor.Duty // what this session has to settle before it may use the portal
	SessionEndsAt time.Time    // UTC, however much this session is used

	Who actor.Actor // who is asking, for what is read next of the same account
}

// Session is one signed-in device.
type Session struct {
	ID         string
	Device     string
	IPAddress  string    // where it signed in, or a phone last refreshed
	CreatedAt  time.Time // UTC
	LastSeenAt time.Time // UTC, to the minute
	Current    bool      // the one that is asking
}

// Viewer is who is signed in.
type Viewer struct {
	Account *Account
	Who     actor.Actor // knows the patients and, for clinicians, the practitioner
}

// SignInResult is SignedIn or SecondFactorRequired.
type SignInResult interface{ IsSignInResult() }

// SignedIn says that the session is open.
type SignedIn struct {
	Viewer       *Viewer
	AccessToken  *string   // phones only
	RefreshToken *string   // phones only; good for one Refresh
	DeviceToken  *string   // phones only; for SignInInput, when the device is to be remembered
	ExpiresAt    time.Time // of the access token, or of the browser's session whatever happens
}

// IsSignInResult is for the union.
func (SignedIn) IsSignInResult() {}

// SignInOutcome is an open session, or what it still takes to open one. For a
// browser SessionToken belongs in its cookie until SignedIn.ExpiresAt and nowhere
// else, and DeviceToken in another one when the device is to be remembered; for
// a phone both are empty.
type SignInOutcome struct {
	SignedIn      *SignedIn             // nil while Required
	Required      *SecondFactorRequired // nil once SignedIn
	SessionToken  string
	DeviceToken   string
	DeviceExpires time.Time
}

// Result is what the person is told.
func (o SignInOutcome) Result() SignInResult {
	if o.Required != nil {
		return o.Required
	}
	return o.SignedIn
}

// Who is the actor of the new session, the zero actor while there is none.
func (o SignInOutcome) Who() actor.Actor {
	if o.SignedIn == nil {
		return actor.Actor{}
	}
	return o.SignedIn.Viewer.Who
}

// RefreshSessionPayload is a phone's next pair of tokens.
type RefreshSessionPayload struct {
	AccessToken  string
	RefreshToken string
	ExpiresAt    time.Time // of the access token
}

// ExtendSessionPayload is a session that goes on.
type ExtendSessionPayload struct {
	ExpiresAt time.Time // if it is not used again; of a phone's access token
}

// SignOutPayload says that the session has ended.
type SignOutPayload struct{ SignedOut bool }

// RevokeSessionPayload is the account whose device was signed out.
type RevokeSessionPayload struct{ Account *Account }

// Recipient is an account to be told about a patient's affairs.
type Recipient struct {
	AccountID string
	Email     string // empty when none is known
	Self      bool   // the patient's own account
}
