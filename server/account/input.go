package account

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// Longest inputs. A password's bound keeps hashing from being a weapon; it is
// far beyond what people type or programs generate.
const (
	maxPasswordBytes = 1024
	maxUsernameBytes = 256 // to look at; a username itself is shorter
	maxDeviceName    = 80  // characters
	maxDisplayName   = 200 // characters
	maxEmailBytes    = 254 // RFC 5321, erratum 1690
)

// SignInInput is what to sign in with.
type SignInInput struct {
	Username    string
	Password    string
	Client      ClientKind // Browser when empty
	DeviceName  *string    // made from the user agent when nil or blank
	DeviceToken *string    // of a phone that is to be remembered; a browser's is in its cookie
}

// Validate reports every problem at once, as fault.Invalid. It says nothing
// about whether the username could exist.
func (in SignInInput) Validate() error {
	var p fault.Problems
	p.Check(strings.TrimSpace(in.Username) != "", "username", "account.username_missing", "Enter your username.")
	p.Check(len(in.Username) <= maxUsernameBytes, "username", "account.username_too_long", "This is longer than any username.")
	p.Check(in.Password != "", "password", "account.password_missing", "Enter your password.")
	p.Check(len(in.Password) <= maxPasswordBytes, "password", "account.password_too_long", "A password has at most 1,024 bytes.")
	checkDevice(&p, in.Client, in.DeviceName)
	return p.Err()
}

// checkDevice looks at what every way in asks of the program that signs in.
func checkDevice(p *fault.Problems, client ClientKind, deviceName *string) {
	p.Check(client == "" || client == Browser || client == Mobile, "client", "account.client_kind", "A client is BROWSER or MOBILE.")
	if deviceName != nil {
		p.Check(utf8.RuneCountInString(*deviceName) <= maxDeviceName, "deviceName", "account.device_name_too_long", "A device name has at most 80 characters.")
	}
}

// RefreshSessionInput is the token to change.
type RefreshSessionInput struct{ RefreshToken string }

// Validate refuses what is no token at all.
func (in RefreshSessionInput) Validate() error {
	var p fault.Problems
	p.Check(in.RefreshToken != "", "refreshToken", "account.refresh_token_missing", "A refresh token is needed.")
	return p.Err()
}

// RevokeSessionInput is the device to sign out.
type RevokeSessionInput struct{ SessionID string }

// Validate refuses a missing id.
func (in RevokeSessionInput) Validate() error {
	var p fault.Problems
	p.Check(in.SessionID != "", "sessionId", "account.session_missing", "Which device?")
	return p.Err()
}

// CreateInput is a new account.
type CreateInput struct {
	Username       string // 3 to 64 letters, digits, dots, dashes and underscores
	DisplayName    string
	Email          string // empty when none is known
	Role           actor.Role
	PractitionerID string // for clinicians: how patients see them
	PatientID      string // for patients: whose own account it is
	Password       string // must be good enough; see checkPassword
	Demo           bool   // belongs to the demo clinic, whose passwords are public
}

// Validate reports every problem at once, as fault.Invalid.
func (in CreateInput) Validate() error {
	var p fault.Problems
	checkUsername(&p, "username", in.Username)
	CheckText(&p, "displayName", in.DisplayName)
	checkEmail(&p, "email", in.Email)
	checkPassword(&p, "password", in.Password, in.Username, in.DisplayName, in.Email)
	p.Check(isAccountRole(in.Role), "role", "account.role", "A role is PATIENT, CLINICIAN, FRONT_DESK or ADMINISTRATOR.")
	p.Check(in.PatientID == "" || in.Role == actor.RolePatient, "patientId", "account.patient_for_staff", "Only a patient's account stands for a patient.")
	checkPractitioner(&p, in.PractitionerID, in.Role)
	return p.Err()
}

func checkPractitioner(p *fault.Problems, practitionerID string, role actor.Role) {
	p.Check(practitionerID == "" || role == actor.RoleClinician, "practitionerId", "account.practitioner_for_others", "Only a clinician's account stands for a practitioner.")
}

func isAccountRole(r actor.Role) bool {
	switch r {
	case actor.RolePatient, actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator:
		return true
	}
	return false
}

// CheckText adds what is wrong with a name.
func CheckText(p *fault.Problems, field, text string) {
	n := utf8.RuneCountInString(strings.TrimSpace(text))
	p.Check(n > 0, field, "account.name_missing", "Enter a name.")
	p.Check(n <= maxDisplayName, field, "account.name_too_long", "A name has at most 200 characters.")
	p.Check(Plain(text) == text, field, "account.name_characters", "A name has no control characters.")
}

// checkEmail takes an address as people write it, without a name or brackets.
func checkEmail(p *fault.Problems, field, email string) {
	if email == "" {
		return
	}
	parsed, err := mail.ParseAddress(email)
	fine := err == nil && parsed.Address == email && len(email) <= maxEmailBytes
	p.Check(fine, field, "account.email", "Enter an email address such as name@example.org.")
}

// foldEmail is the form by which addresses are compared: no provider tells two
// people apart by capital letters.
func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
