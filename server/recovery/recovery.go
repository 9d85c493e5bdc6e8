package recovery

import (
	"strings"
	"unicode/utf8"

	"patientportal/server/account"
	"patientportal/server/fault"
)

// Longest inputs, to look at.
const (
	maxClinicNumber  = 40 // characters, with what people type between them
	maxUsernameBytes = 256
)

// RecoverUsernameInput is who somebody says they are.
type RecoverUsernameInput struct {
	FullName     string
	DateOfBirth  string // 1984-03-09
	ClinicNumber string
}

// Validate says what is missing, never what is right.
func (in RecoverUsernameInput) Validate() error {
	var p fault.Problems
	account.CheckText(&p, "fullName", in.FullName)
	p.Check(in.DateOfBirth != "", "dateOfBirth", "account.birth_date_missing", "Enter your date of birth.")
	number := strings.TrimSpace(in.ClinicNumber)
	p.Check(number != "", "clinicNumber", "account.clinic_number_missing", "Enter your clinic number.")
	p.Check(utf8.RuneCountInString(number) <= maxClinicNumber, "clinicNumber", "account.clinic_number_too_long", "This is longer than any clinic number.")
	return p.Err()
}

// RecoverUsernamePayload is the one answer.
type RecoverUsernamePayload struct{ Accepted bool }

// RequestPasswordResetInput is whose password was forgotten.
type RequestPasswordResetInput struct{ UsernameOrEmail string }

// Validate says what is missing, never whether it is known.
func (in RequestPasswordResetInput) Validate() error {
	var p fault.Problems
	p.Check(strings.TrimSpace(in.UsernameOrEmail) != "", "usernameOrEmail", "account.username_missing", "Enter your username or email address.")
	p.Check(len(in.UsernameOrEmail) <= maxUsernameBytes, "usernameOrEmail", "account.username_too_long", "This is longer than any username or email address.")
	return p.Err()
}

// RequestPasswordResetPayload is the one answer.
type RequestPasswordResetPayload struct{ Accepted bool }

// PasswordReset is what a link to a new password is good for.
type PasswordReset struct {
	Valid            bool
	SecurityQuestion *string // to be answered with the new password; nil for none
}

// ResetPasswordInput is the new password.
type ResetPasswordInput struct {
	Token          string
	NewPassword    string
	SecurityAnswer *string
}

// ResetPasswordPayload says that the password is the new one.
type ResetPasswordPayload struct{ Reset bool }
