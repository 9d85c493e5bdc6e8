package carer

import (
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/page"
)

// CarerState is how somebody's access stands.
type CarerState string

// The states.
const (
	StateActive  CarerState = "ACTIVE"
	StateExpired CarerState = "EXPIRED" // its last day has passed
	StateEnded   CarerState = "ENDED"   // somebody ended it
)

// Carer is somebody who may act for a patient, or might once.
type Carer struct {
	ID           string // of the access, not of the person
	PatientID    string
	Name         string // as the person writes it
	Relationship string
	Scopes       []actor.Scope // held now; of what is over, those held at its end
	GivenBy      account.Giver
	Since        time.Time
	ExpiresAt    *time.Time // nil when it lasts until somebody ends it
	RecordsUntil *time.Time // from then on without RECORDS and ADVICE: a birthday
	EndedAt      *time.Time
	State        CarerState

	accountID string
}

// PatientAccess is what whoever is asking may do for a patient.
type PatientAccess struct {
	Self         bool
	CarerID      *string       // names it for RevokeCarer; nil for the patient
	Scopes       []actor.Scope // held now
	Relationship string        // empty for the patient
	ExpiresAt    *time.Time
	RecordsUntil *time.Time
	MayInvite    bool // may let others in, see them and end their access
}

// Childhood is what a child's birthdays mean for those who act for them.
type Childhood struct {
	RecordsUntil *time.Time // from then on records and advice are the child's alone; nil where the clinic sets no age
	OfAge        time.Time  // from then on the child decides who acts for them
}

// InvitationState is how an invitation stands.
type InvitationState string

// The states.
const (
	InvitationOpen     InvitationState = "OPEN"
	InvitationAccepted InvitationState = "ACCEPTED"
	InvitationRevoked  InvitationState = "REVOKED"
	InvitationExpired  InvitationState = "EXPIRED"
)

// CarerInvitation is an offer that was mailed.
type CarerInvitation struct {
	ID            string
	PatientID     string
	Email         string
	Relationship  string
	Scopes        []actor.Scope
	ExpiresAt     *time.Time // of the access; nil when it will last until somebody ends it
	CreatedAt     time.Time
	LinkExpiresAt time.Time
	State         InvitationState

	givenBy account.Giver
}

// CarerOffer is what whoever holds a mailed link is shown of its invitation.
type CarerOffer struct {
	PatientName   string // given name and initial, such as Maria A.
	Email         string // where the invitation went
	Relationship  string
	Scopes        []actor.Scope
	ExpiresAt     *time.Time // of the access
	LinkExpiresAt time.Time
}

// CarerActivity is one thing that a carer did.
type CarerActivity struct {
	At   time.Time
	What string // in words, such as "Looked at results"
	Who  string // the carer's name
}

// CarerActivityConnection is a page of what a carer did.
type CarerActivityConnection struct {
	Edges      []CarerActivityEdge
	PageInfo   page.Info
	TotalCount int
}

// CarerActivityEdge is one of them in a page.
type CarerActivityEdge struct {
	Node   *CarerActivity
	Cursor string
}

// InviteCarerPayload is the invitation that was sent.
type InviteCarerPayload struct{ Invitation *CarerInvitation }

// RevokeCarerInvitationPayload is the invitation as it stands now.
type RevokeCarerInvitationPayload struct{ Invitation *CarerInvitation }

// AcceptCarerInvitationPayload is the access that was accepted. Viewer is for
// the graph to fill in: what the session may do has changed with it.
type AcceptCarerInvitationPayload struct {
	PatientID string
	Carer     *Carer
	Viewer    *account.Viewer
}

// RevokeCarerPayload is the carer as they stand now.
type RevokeCarerPayload struct{ Carer *Carer }

// GrantCarerPayload is what came of it: access at once for a person who has an
// account, or an invitation for one who was mailed.
type GrantCarerPayload struct {
	Carer      *Carer
	Invitation *CarerInvitation
}

// fromCare shows a grant as the room tells it.
func fromCare(c account.Care, now time.Time) Carer {
	state := StateActive
	switch {
	case !c.EndedAt.IsZero():
		state = StateEnded
	case c.IsOver(now):
		state = StateExpired
	}
	return Carer{
		ID: c.ID, PatientID: c.PatientID, Name: c.Name, Relationship: c.Relationship,
		Scopes: c.Scopes, GivenBy: c.GivenBy, Since: c.Since,
		ExpiresAt: someday(c.ExpiresAt), RecordsUntil: someday(c.RecordsUntil), EndedAt: someday(c.EndedAt),
		State: state, accountID: c.AccountID,
	}
}

// someday is nil for the instant that never comes.
func someday(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// instant is the zero time for an instant that never comes.
func instant(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
