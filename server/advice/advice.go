package advice

import (
	"time"

	"patientportal/server/page"
)

// AdviceState is how a piece of advice stands with the patient.
type AdviceState string

// The states.
const (
	Unread AdviceState = "UNREAD"
	Open   AdviceState = "OPEN" // read, with something left to do
	Done   AdviceState = "DONE" // read, and nothing left to do
)

// AdviceSubjectKind is what advice can be about.
type AdviceSubjectKind string

// The kinds.
const (
	AboutResult      AdviceSubjectKind = "RESULT"
	AboutAppointment AdviceSubjectKind = "APPOINTMENT"
	AboutVisit       AdviceSubjectKind = "VISIT"
)

// Advice is what a clinician tells a patient to do.
type Advice struct {
	ID            string
	PatientID     string
	Author        string // as written on the day of publication
	Subject       string
	Body          string     // CommonMark
	BodyHtml      string     // the same, safe to put on a page
	PublishedAt   time.Time  // UTC
	ReadAt        *time.Time // UTC; nil until the patient read it
	State         AdviceState
	Instructions  []AdviceInstruction
	About         *AdviceSubject
	ExpectedReply *string
}

// AdviceSubject is what a piece of advice is about.
type AdviceSubject struct {
	Kind AdviceSubjectKind
	ID   string
	Name string // on the day of publication
}

// AdviceInstruction is one thing to do.
type AdviceInstruction struct {
	ID     string
	Text   string
	Why    *string
	From   *string    // 2006-01-02
	Until  *string    // 2006-01-02, the last day
	DoneAt *time.Time // UTC; nil until the patient said it is done
}

// AdviceConnection is a page of advice.
type AdviceConnection struct {
	Edges      []AdviceEdge
	PageInfo   page.Info
	TotalCount int // zero unless it was asked for
}

// AdviceEdge is a piece of advice with its place in the list.
type AdviceEdge struct {
	Node   *Advice
	Cursor string
}

// MarkAdviceReadPayload is the advice, read.
type MarkAdviceReadPayload struct{ Advice *Advice }

// CompleteInstructionPayload is the advice with the instruction.
type CompleteInstructionPayload struct{ Advice *Advice }

// PublishAdvicePayload is the advice as the patient will see it.
type PublishAdvicePayload struct{ Advice *Advice }

// stateOf says how advice stands, given whether it was read.
func stateOf(read bool, instructions []AdviceInstruction) AdviceState {
	if !read {
		return Unread
	}
	for _, i := range instructions {
		if i.DoneAt == nil {
			return Open
		}
	}
	return Done
}
