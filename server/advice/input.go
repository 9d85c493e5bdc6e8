package advice

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"patientportal/server/fault"
)

// The longest texts, in characters, and the most instructions.
const (
	maxSubject      = 200
	maxBody         = 20_000
	maxInstructions = 20
	maxInstruction  = 500
	maxReply        = 200
)

// MarkAdviceReadInput says which advice was read.
type MarkAdviceReadInput struct{ AdviceID string }

// Validate asks for an id.
func (in MarkAdviceReadInput) Validate() error {
	var p fault.Problems
	p.Check(in.AdviceID != "", "adviceId", "advice.id_missing", "Say which advice.")
	return p.Err()
}

// CompleteInstructionInput says which instruction is done, or is not after all.
type CompleteInstructionInput struct {
	InstructionID string
	Done          bool
}

// Validate asks for an id.
func (in CompleteInstructionInput) Validate() error {
	var p fault.Problems
	p.Check(in.InstructionID != "", "instructionId", "advice.instruction_missing", "Say which instruction.")
	return p.Err()
}

// PublishAdviceInput is what to tell a patient. It is about one thing at most.
type PublishAdviceInput struct {
	PatientID     string
	Subject       string
	Body          string // CommonMark
	Instructions  []AdviceInstructionInput
	ResultID      *string
	AppointmentID *string
	ExpectedReply *string
}

// AdviceInstructionInput is one thing to do.
type AdviceInstructionInput struct {
	Text  string
	Why   *string
	From  *string // 2006-01-02
	Until *string // 2006-01-02, the last day
}

// Validate reports every bad field at once.
func (in PublishAdviceInput) Validate() error {
	var p fault.Problems
	p.Check(in.PatientID != "", "patientId", "advice.patient_missing", "Say which patient.")
	checkText(&p, "subject", in.Subject, maxSubject, true)
	p.Check(!strings.ContainsAny(strings.TrimSpace(in.Subject), "\r\n"), "subject", "advice.subject_lines", "Keep the subject to one line.")
	checkText(&p, "body", in.Body, maxBody, true)
	checkText(&p, "expectedReply", text(in.ExpectedReply), maxReply, false)
	if len(in.Instructions) > maxInstructions {
		p.Addf("instructions", "advice.too_many_instructions", "Give at most %d instructions.", maxInstructions)
	}
	p.Check(text(in.ResultID) == "" || text(in.AppointmentID) == "", "appointmentId",
		"advice.about_two", "Advice is about a result or an appointment, not both.")
	for i, instruction := range in.Instructions {
		instruction.check(&p, fmt.Sprintf("instructions.%d.", i))
	}
	return p.Err()
}

func (in AdviceInstructionInput) check(p *fault.Problems, path string) {
	checkText(p, path+"text", in.Text, maxInstruction, true)
	checkText(p, path+"why", text(in.Why), maxInstruction, false)
	from, fromOK := parseDate(text(in.From))
	until, untilOK := parseDate(text(in.Until))
	p.Check(fromOK, path+"from", "advice.date", "Enter a real date, such as 2026-08-06.")
	p.Check(untilOK, path+"until", "advice.date", "Enter a real date, such as 2026-08-06.")
	if fromOK && untilOK && !from.IsZero() && !until.IsZero() {
		p.Check(!until.Before(from), path+"until", "advice.until_before_from", "The last day must not be before the first.")
	}
}

func checkText(p *fault.Problems, field, value string, most int, needed bool) {
	p.Check(!needed || strings.TrimSpace(value) != "", field, "advice.text_missing", "Enter some text.")
	if utf8.RuneCountInString(value) > most {
		p.Addf(field, "advice.text_long", "Use at most %d characters.", most)
	}
	p.Check(!strings.ContainsRune(value, 0) && utf8.ValidString(value), field, "advice.text_unreadable", "Use readable text only.")
}

// parseDate takes the empty text for no date.
func parseDate(value string) (time.Time, bool) {
	if value == "" {
		return time.Time{}, true
	}
	t, err := time.Parse(time.DateOnly, value)
	return t, err == nil && t.Year() > 0
}

// clean gives the input as it is kept: no space around, line feeds alone.
func (in PublishAdviceInput) clean() PublishAdviceInput {
	in.Subject = strings.TrimSpace(in.Subject)
	in.Body = strings.TrimSpace(lineFeeds.Replace(in.Body))
	in.ExpectedReply = trimmed(in.ExpectedReply)
	list := make([]AdviceInstructionInput, len(in.Instructions))
	for i, one := range in.Instructions {
		list[i] = AdviceInstructionInput{
			Text: strings.TrimSpace(lineFeeds.Replace(one.Text)), Why: trimmed(one.Why), From: one.From, Until: one.Until,
		}
	}
	in.Instructions = list
	return in
}

var lineFeeds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// trimmed is nil for what is nothing but space.
func trimmed(value *string) *string { return maybe(strings.TrimSpace(text(value))) }

// maybe is nil for the empty text that stands for "none" in every table.
func maybe(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}
