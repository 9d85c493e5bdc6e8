package registration

import (
	"strings"
	"unicode/utf8"

	"patientportal/server/account"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/recovery"
)

// Longest inputs, far beyond what can be right. A number or a code of any form
// is looked at: what is no form of one is as wrong as another's.
const (
	maxNumber = 40  // characters
	maxCode   = 64  // characters
	maxName   = 200 // characters
)

// IssueActivationCodeInput is whom a code is for.
type IssueActivationCodeInput struct{ PatientID string }

// StartRegistrationInput is who somebody says they are, with the code.
type StartRegistrationInput struct {
	ClinicNumber   string // with or without its dashes
	ActivationCode string // in any case, with or without its groups
	Email          string
	FullName       string
	DateOfBirth    string // 2006-01-02
}

// Validate reports every problem at once, as fault.Invalid. It says nothing
// about whether the patient could exist.
func (in StartRegistrationInput) Validate() error {
	var p fault.Problems
	for _, f := range []struct {
		field, text, id, missing string
		most                     int
	}{
		{"clinicNumber", in.ClinicNumber, "registration.clinic_number_missing", "Enter your clinic number.", maxNumber},
		{"activationCode", in.ActivationCode, "registration.code_missing", "Enter your activation code.", maxCode},
		{"fullName", in.FullName, "registration.name_missing", "Enter your full name.", maxName},
		{"dateOfBirth", in.DateOfBirth, "registration.birth_date_missing", "Enter your date of birth.", len("2006-01-02")},
	} {
		p.Check(strings.TrimSpace(f.text) != "", f.field, f.id, f.missing)
		p.Check(utf8.RuneCountInString(f.text) <= f.most, f.field, "registration.too_long", "This is longer than it can be.")
	}
	p.Check(patient.ValidEmail(in.Email), "email", "registration.email", "Enter an email address like name@example.org.")
	return p.Err()
}

// CompleteRegistrationInput is what the newcomer chose.
type CompleteRegistrationInput struct {
	RegistrationID  string
	Username        string
	Password        string
	SecurityAnswers []recovery.SecurityAnswerInput
	Client          account.ClientKind // Browser when empty
	DeviceName      *string
}

// SettleRegistrationLockInput says that somebody has looked at a lock.
type SettleRegistrationLockInput struct {
	LockID string
	Unlock bool // and that tries may go on at once
}
