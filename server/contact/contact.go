package contact

import (
	"strings"
	"time"
	"unicode"

	"patientportal/server/fault"
	"patientportal/server/webpush"
)

// ContactPoints are how an account is reached beside mail.
type ContactPoints struct {
	ID      string        // the account's
	Texts   bool          // whether texts can be sent at all
	Phone   *ContactPhone // nil for none
	PushKey string        // what browsers are told as applicationServerKey, base64url
	Devices []PushDevice
}

// ContactPhone is where an account is texted.
type ContactPhone struct {
	Number   string     // E.164; empty while the first one is not proven
	Asked    *string    // another that a code was texted to
	ProvenAt *time.Time // nil until then
}

// PushDevice is a browser that takes pushes.
type PushDevice struct {
	ID        string
	Device    string // such as "Firefox on Android"
	Endpoint  string // by which the browser knows itself
	CreatedAt time.Time
}

// AskForTextsInput says where to text.
type AskForTextsInput struct{ Phone string }

// Validate asks for a number as E.164 writes it; spaces, dots, dashes and
// brackets are left out.
func (in AskForTextsInput) Validate() error {
	var p fault.Problems
	p.Check(isNumber(plainNumber(in.Phone)), "phone", "contact.number",
		"Enter the number with + and the country's code in front, such as +1 555 010 0199.")
	return p.Err()
}

// ProvePhoneInput brings the code back.
type ProvePhoneInput struct{ Code string }

// Validate asks for six digits.
func (in ProvePhoneInput) Validate() error {
	var p fault.Problems
	p.Check(isCode(plainCode(in.Code)), "code", "contact.code", "Enter the six digits of the text message.")
	return p.Err()
}

// SavePushDeviceInput is what a browser tells of its subscription.
type SavePushDeviceInput struct {
	Endpoint string
	P256dh   string
	Auth     string
	Device   string
}

const maxDevice = 80

// Validate asks for the name; of the rest the push sender judges.
func (in SavePushDeviceInput) Validate() error {
	var p fault.Problems
	name := strings.TrimSpace(in.Device)
	p.Check(name != "" && len(name) <= maxDevice, "device", "contact.device", "Name the device, in at most 80 characters.")
	return p.Err()
}

func (in SavePushDeviceInput) subscription() webpush.Device {
	return webpush.Device{Endpoint: in.Endpoint, P256dh: in.P256dh, Auth: in.Auth}
}

// RemovePushDeviceInput says which device.
type RemovePushDeviceInput struct{ DeviceID string }

// ContactPointsPayload is how the account is reached now.
type ContactPointsPayload struct{ ContactPoints *ContactPoints }

// plainNumber leaves out what people write between digits.
func plainNumber(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("-./()–", r) {
			return -1
		}
		return r
	}, text)
}

// isNumber holds for E.164: a plus, a country's code that does not begin with
// 0, at most 15 digits in all.
func isNumber(text string) bool {
	digits, plus := strings.CutPrefix(text, "+")
	return plus && len(digits) >= 8 && len(digits) <= 15 && digits[0] != '0' && onlyDigits(digits)
}

func plainCode(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func isCode(text string) bool { return len(text) == codeDigits && onlyDigits(text) }

func onlyDigits(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
