package account

import (
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
)

var errLastAdministrator = fault.New(fault.Conflict, "account.last_administrator",
	"This is the last administrator: add another one first.")

// StaffState is whether the owner of an account can sign in.
type StaffState string

// The states.
const (
	StaffActive        StaffState = "ACTIVE"
	StaffFirstPassword StaffState = "FIRST_PASSWORD" // they have to choose one of their own
	StaffDisabled      StaffState = "DISABLED"
)

// StaffAccount is the account of a member of staff as administrators see it.
type StaffAccount struct {
	ID              string
	Username        string
	DisplayName     string
	Email           *string // nil when none is known
	EmailVerified   bool
	Role            actor.Role
	State           StaffState
	HasSecondFactor bool
	LastSeenAt      *time.Time // UTC, to the minute; nil when no session is kept
}

// StaffAccountConnection is a page of the accounts of staff.
type StaffAccountConnection struct {
	Edges      []StaffAccountEdge
	PageInfo   page.Info
	TotalCount int // counted when asked for
}

// StaffAccountEdge is an account in a page.
type StaffAccountEdge struct {
	Node   *StaffAccount
	Cursor string
}

// StaffPayload is an account that was added or changed. FirstPassword is empty
// unless one was drawn; it is told this once, and its owner has to choose another
// at the first sign-in.
type StaffPayload struct {
	StaffAccount  *StaffAccount
	FirstPassword string
}

// AddStaffInput is a new member of staff.
type AddStaffInput struct {
	Username       string
	DisplayName    string
	Email          *string    // nil when none is known
	Role           actor.Role // any but PATIENT
	PractitionerID *string    // for clinicians: how patients see them
}

// Validate reports every problem at once, as fault.Invalid.
func (in AddStaffInput) Validate() error {
	var p fault.Problems
	checkUsername(&p, "username", in.Username)
	CheckText(&p, "displayName", in.DisplayName)
	checkEmail(&p, "email", value(in.Email))
	p.Check(isAccountRole(in.Role) && in.Role != actor.RolePatient, "role", "account.role_of_staff", "Staff are CLINICIAN, FRONT_DESK or ADMINISTRATOR.")
	checkPractitioner(&p, value(in.PractitionerID), in.Role)
	return p.Err()
}

// input is the account to be, with a password that is drawn at random.
func (in AddStaffInput) input() CreateInput {
	return CreateInput{
		Username: in.Username, DisplayName: in.DisplayName, Email: value(in.Email), Role: in.Role,
		PractitionerID: value(in.PractitionerID), Password: drawnFor(in.Username, in.DisplayName, value(in.Email)),
	}
}

// ChangeStaffInput names a member of staff, by one of the two, and says why
// something is done to their account; the reason stands on the audit trail.
type ChangeStaffInput struct {
	AccountID string
	Username  string
	Reason    string // 5 to 500 characters
}

// Validate reports every problem at once, as fault.Invalid.
func (in ChangeStaffInput) Validate() error {
	var p fault.Problems
	one := (strings.TrimSpace(in.Username) != "") != (in.AccountID != "")
	p.Check(one, "accountId", "account.staff_missing", "Whose account? Name the account or the username, one of them.")
	CheckReason(&p, "reason", in.Reason)
	return p.Err()
}

// Bounds of a reason that staff give, in characters.
const (
	minReason = 5
	maxReason = 500
)

// CheckReason adds what is wrong with a reason that staff give for what they do to
// somebody's account.
func CheckReason(p *fault.Problems, field, reason string) {
	n := utf8.RuneCountInString(TidyReason(reason))
	p.Check(n >= minReason, field, "account.reason_missing", "Say why, and how you made sure who is asking.")
	p.Check(n <= maxReason, field, "account.reason_too_long", "A reason has at most 500 characters.")
}

// TidyReason is the reason as it stands on the audit trail.
func TidyReason(reason string) string { return strings.TrimSpace(Plain(reason)) }
