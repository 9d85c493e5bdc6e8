package registration

import (
	"time"

	"patientportal/server/patient"
)

// State is where a sign-up stands.
type State string

// The states.
const (
	StateOpen      State = "OPEN"
	StateCompleted State = "COMPLETED"
	StateExpired   State = "EXPIRED"
)

// Registration is a sign-up between its two steps.
type Registration struct {
	ID                string // the token: whoever knows it may complete the sign-up
	State             State
	ExpiresAt         time.Time
	SuggestedUsername string // nobody's when it was made
}

// StartRegistrationPayload is the sign-up that has begun.
type StartRegistrationPayload struct{ Registration Registration }

// IssueActivationCodePayload is a new code, this once.
type IssueActivationCodePayload struct {
	Code         string // such as K7MQ-4HDW-9TN3
	ExpiresAt    time.Time
	LetterPdfURL string // path on this server, for the session that asked, for ten minutes
	SignUpURL    string // opens the sign-up page filled in; the secret part stands behind "#"
	QRCodeSvg    string // of SignUpURL
}

// SignUp is how far a patient has come to an account of their own.
type SignUp struct {
	HasAccount    bool
	CodeIssuedAt  *time.Time // of the code that is good; nil when there is none
	CodeExpiresAt *time.Time
}

// Lock says that signing up with a patient's clinic number was locked.
type Lock struct {
	ID          string
	Patient     *patient.FoundPatient
	LockedAt    time.Time // the first time since somebody looked
	LockedUntil time.Time
	Times       int
}

// SettleRegistrationLockPayload is what is left to look at.
type SettleRegistrationLockPayload struct{ Locks []Lock }
