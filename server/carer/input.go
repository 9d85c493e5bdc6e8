package carer

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/patient"
)

// The longest texts, in characters.
const (
	maxRelationship = 60
	maxReason       = 500
)

// longestAccess is how far ahead an end may lie.
const longestAccess = 20 * 366 * 24 * time.Hour

// InviteCarerInput is whom to let in, to what, until when.
type InviteCarerInput struct {
	PatientID    string
	Email        string
	Relationship string // what they are to the patient, in the giver's words
	Scopes       []actor.Scope
	ExpiresAt    *time.Time // nil when it lasts until somebody ends it
}

// Validate reports every bad field at once. now is when the access would begin.
func (in InviteCarerInput) Validate(now time.Time) error {
	var p fault.Problems
	checkPatient(&p, in.PatientID)
	p.Check(patient.ValidEmail(in.Email), "email", "carer.email", "Enter an email address like name@example.org.")
	checkAccess(&p, in.Relationship, in.Scopes, in.ExpiresAt, now)
	return p.Err()
}

// GrantCarerInput is a child's parent or guardian and what they are let in to.
// Exactly one of Username and Email is given: of a person who has an account
// here, or of one who is to be invited.
type GrantCarerInput struct {
	PatientID    string
	Username     *string
	Email        *string
	Relationship string
	Scopes       []actor.Scope
	ExpiresAt    *time.Time // at the latest, and by default, when the child is of age
	Reason       string     // for the trail: which papers were seen
}

// Validate reports every bad field at once. now is when the access would begin.
func (in GrantCarerInput) Validate(now time.Time) error {
	var p fault.Problems
	checkPatient(&p, in.PatientID)
	username, email := text(in.Username), text(in.Email)
	p.Check((username == "") != (email == ""), "username", "carer.who", "Give a username or an email address, one of them.")
	p.Check(email == "" || patient.ValidEmail(email), "email", "carer.email", "Enter an email address like name@example.org.")
	checkAccess(&p, in.Relationship, in.Scopes, in.ExpiresAt, now)
	checkReason(&p, in.Reason)
	return p.Err()
}

// AcceptCarerInvitationInput is the token of the mailed link.
type AcceptCarerInvitationInput struct{ Token string }

// RevokeCarerInvitationInput names an invitation to take back.
type RevokeCarerInvitationInput struct{ InvitationID string }

// RevokeCarerInput names an access to end. Staff say why.
type RevokeCarerInput struct {
	CarerID string
	Reason  *string
}

// checkReason asks staff for a reason.
func checkReason(p *fault.Problems, reason string) {
	n := utf8.RuneCountInString(strings.TrimSpace(reason))
	p.Check(n > 0, "reason", "carer.reason_missing", "Say why: it is kept on the audit trail.")
	p.Check(n <= maxReason, "reason", "carer.reason_long", fmt.Sprintf("Use at most %d characters.", maxReason))
}

func checkPatient(p *fault.Problems, patientID string) {
	p.Check(patientID != "", "patientId", "carer.patient_missing", "Say for whom.")
}

func checkAccess(p *fault.Problems, relationship string, scopes []actor.Scope, until *time.Time, now time.Time) {
	n := utf8.RuneCountInString(patient.CleanName(relationship))
	p.Check(n > 0, "relationship", "carer.relationship_missing", "Say what they are to the patient, such as “daughter”.")
	p.Check(n <= maxRelationship, "relationship", "carer.relationship_long", fmt.Sprintf("Use at most %d characters.", maxRelationship))
	p.Check(len(scopes) > 0, "scopes", "carer.scopes_missing", "Choose what they may see and do.")
	for _, scope := range scopes {
		p.Check(slices.Contains(actor.AllScopes, scope), "scopes", "carer.scope", "Choose among APPOINTMENTS, RECORDS, ADVICE and ACCOUNT.")
	}
	if until != nil {
		p.Check(until.After(now), "expiresAt", "carer.end_past", "Choose a day that lies ahead.")
		p.Check(until.Before(now.Add(longestAccess)), "expiresAt", "carer.end_far", "Choose a day within twenty years.")
	}
}

// inOrder gives each scope once, in the order in which they are always shown.
func inOrder(scopes []actor.Scope) []actor.Scope {
	var list []actor.Scope
	for _, scope := range actor.AllScopes {
		if slices.Contains(scopes, scope) {
			list = append(list, scope)
		}
	}
	return list
}

func text(maybe *string) string {
	if maybe == nil {
		return ""
	}
	return strings.TrimSpace(*maybe)
}

func cleaned(relationship string) string { return patient.CleanName(relationship) }
