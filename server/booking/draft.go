package booking

import (
	"time"
	"unicode/utf8"

	"patientportal/server/fault"
)

// DraftTime is how long answers are kept, from saving them last.
const DraftTime = 24 * time.Hour

// EndedTime is how long it is remembered that a draft has ended: much longer
// than a page that sleeps keeps what it could not send.
const EndedTime = 30 * 24 * time.Hour

// DraftAnswers are the answers of booking as far as they were given. What is
// typed may be half of what it will be.
type DraftAnswers struct {
	LocationID     *string `json:"location,omitempty"`
	DepartmentID   *string `json:"department,omitempty"`
	PractitionerID *string `json:"practitioner,omitempty"` // "any" without preference
	ServiceID      *string `json:"service,omitempty"`
	HoldID         *string `json:"hold,omitempty"`
	CoverageID     *string `json:"coverage,omitempty"` // "none" for none of those on record
	Reason         *string `json:"reason,omitempty"`
	Email          *string `json:"email,omitempty"`
	Phone          *string `json:"phone,omitempty"`
	Notes          *string `json:"notes,omitempty"`
}

// fields lists the answers by their names in the contract, with the most
// characters that each may have.
func (a *DraftAnswers) fields() []draftField {
	return []draftField{
		{"locationId", &a.LocationID, maxID},
		{"departmentId", &a.DepartmentID, maxID},
		{"practitionerId", &a.PractitionerID, maxID},
		{"serviceId", &a.ServiceID, maxID},
		{"holdId", &a.HoldID, maxID},
		{"coverageId", &a.CoverageID, maxID},
		{"reason", &a.Reason, maxReason},
		{"email", &a.Email, maxEmail},
		{"phone", &a.Phone, maxEmail},
		{"notes", &a.Notes, maxNotes},
	}
}

type draftField struct {
	name string
	at   **string
	most int
}

// with gives the answers with the later ones among them: nil leaves one as it
// is, empty takes it back.
func (a DraftAnswers) with(later DraftAnswers) DraftAnswers {
	into, from := a.fields(), later.fields()
	for i := range into {
		switch given := *from[i].at; {
		case given == nil:
		case *given == "":
			*into[i].at = nil
		default:
			*into[i].at = given
		}
	}
	return a
}

// BookingDraft is what an account has answered while booking for a patient.
type BookingDraft struct {
	PatientID string
	FlowID    *string // what the page that began it calls it
	DraftAnswers
	SavedAt   time.Time // UTC
	ExpiresAt time.Time // UTC; forgotten then, unless it is saved again
}

// SaveBookingDraftInput is for whom, and the answers that changed.
type SaveBookingDraftInput struct {
	PatientID string
	FlowID    *string // what the page calls this booking
	DraftAnswers
}

// Validate reports every problem at once.
func (in SaveBookingDraftInput) Validate() error {
	var p fault.Problems
	checkID(&p, "patientId", in.PatientID)
	checkFlow(&p, in.FlowID)
	for _, f := range in.fields() {
		tooLong := *f.at != nil && utf8.RuneCountInString(**f.at) > f.most
		p.Check(!tooLong, f.name, "booking.draft_too_long", "This is too long to be kept. Please shorten it.")
	}
	return p.Err()
}

// SaveBookingDraftPayload is the draft as it is kept now.
type SaveBookingDraftPayload struct{ Draft BookingDraft }

// DropBookingDraftInput says for whom to forget the answers.
type DropBookingDraftInput struct {
	PatientID string
	FlowID    *string // what the page calls this booking
}

// Validate reports every problem at once.
func (in DropBookingDraftInput) Validate() error {
	var p fault.Problems
	checkID(&p, "patientId", in.PatientID)
	checkFlow(&p, in.FlowID)
	return p.Err()
}

func checkFlow(p *fault.Problems, id *string) {
	if id != nil {
		checkID(p, "flowId", *id)
	}
}

// DropBookingDraftPayload says that the answers are forgotten.
type DropBookingDraftPayload struct{ Dropped bool }
