// Package fault holds the few kinds of failure that a caller may see.
//
// A service returns a *Fault for what a person can understand and mend; every
// other error is "internal" outside and whole in the log. Message ids are
// stable: clients translate by them, so a text may change and an id may not.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Code is the machine-readable kind that GraphQL clients find in extensions.code.
type Code string

// The kinds of the public contract.
const (
	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"
	NotFound        Code = "NOT_FOUND"
	InvalidInput    Code = "INVALID_INPUT"
	Conflict        Code = "CONFLICT"
	RateLimited     Code = "RATE_LIMITED"
	StepUpRequired  Code = "STEP_UP_REQUIRED"
	ConsentRequired Code = "CONSENT_REQUIRED"
	Expired         Code = "EXPIRED"
	Internal        Code = "INTERNAL"
)

// Fault is one failure that a person may read.
type Fault struct {
	Code      Code
	MessageID string // stable, dotted: "booking.hold_expired"
	Message   string // English, one sentence, no patient data
	Field     string // path inside the input, for InvalidInput
}

// Error gives the message that the person may read.
func (f *Fault) Error() string {
	if f.Field == "" {
		return f.Message
	}
	return f.Field + ": " + f.Message
}

// New makes a fault of any kind.
func New(code Code, messageID, message string) *Fault {
	return &Fault{Code: code, MessageID: messageID, Message: message}
}

// ErrNotFound answers for what does not exist and for what is not the
// caller's alike, so that ids cannot be probed.
var ErrNotFound = New(NotFound, "not_found", "There is nothing here, or it is not yours to see.")

// ErrUnauthenticated answers a call without a live session.
var ErrUnauthenticated = New(Unauthenticated, "unauthenticated", "Please sign in.")

// ErrForbidden answers a caller whose role may not do this at all.
var ErrForbidden = New(Forbidden, "forbidden", "Your account may not do this.")

// Problems gathers every bad field of one input, so that a form is mended in
// one go. The zero value is ready for use.
type Problems struct{ list []*Fault }

// Add records that the field at the given path is wrong.
func (p *Problems) Add(field, messageID, message string) {
	p.list = append(p.list, &Fault{Code: InvalidInput, MessageID: messageID, Message: message, Field: field})
}

// Addf is Add with a formatted message.
func (p *Problems) Addf(field, messageID, format string, args ...any) {
	p.Add(field, messageID, fmt.Sprintf(format, args...))
}

// Check adds the problem unless ok holds.
func (p *Problems) Check(ok bool, field, messageID, message string) {
	if !ok {
		p.Add(field, messageID, message)
	}
}

// MaxID bounds what is compared with an id, in bytes.
const MaxID = 64

// CheckID adds the problem "<room>.id" unless the text may be an id.
func (p *Problems) CheckID(room, field, id string) {
	p.Check(id != "" && len(id) <= MaxID, field, room+".id", "Name one that exists.")
}

// CheckProse adds the problem "<room>.too_long" for more than so many
// characters, and "<room>.characters" for what a text field lets nobody type.
func (p *Problems) CheckProse(room, field, text string, most int) {
	switch {
	case utf8.RuneCountInString(text) > most:
		p.Addf(field, room+".too_long", "Use at most %d characters.", most)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, isOddControl):
		p.Add(field, room+".characters", "Use letters, digits and punctuation only.")
	}
}

// isOddControl spares what a text field lets people type.
func isOddControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

// Err is nil when nothing was wrong, else an Invalid with every problem.
func (p *Problems) Err() error {
	if len(p.list) == 0 {
		return nil
	}
	return &Invalid{Problems: p.list}
}

// Invalid says that an input had at least one bad field.
type Invalid struct{ Problems []*Fault }

// Error names every bad field.
func (e *Invalid) Error() string {
	parts := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		parts[i] = p.Error()
	}
	return strings.Join(parts, "; ")
}

// List gives the faults that err carries: one, or one for each bad field.
// It is nil for an error that is nobody's business outside.
func List(err error) []*Fault {
	var invalid *Invalid
	if errors.As(err, &invalid) {
		return invalid.Problems
	}
	var one *Fault
	if errors.As(err, &one) {
		return []*Fault{one}
	}
	return nil
}

// CodeOf gives the kind of err; Internal for what is not a fault.
func CodeOf(err error) Code {
	if list := List(err); len(list) > 0 {
		return list[0].Code
	}
	return Internal
}
