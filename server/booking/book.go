package booking

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"patientportal/server/fault"
)

// Bounds of what a patient tells, in characters.
const (
	maxReason = 1000
	maxNotes  = 2000
	maxEmail  = 254 // bytes; RFC 5321, 4.5.3.1.3, less the angle brackets
	maxPhone  = 40
	maxKey    = 255 // bytes
)

// BookAppointmentInput is what is agreed on.
type BookAppointmentInput struct {
	HoldID         string
	PatientID      string
	Reason         string
	Contact        AppointmentContactInput
	CoverageID     *string
	Notes          *string
	FlowID         *string `json:",omitempty"` // the draft that this ends for good
	IdempotencyKey *string

	as *request // how it was asked for, when not by a hold
}

// AppointmentContactInput is how to reach the patient about an appointment.
type AppointmentContactInput struct {
	Email string
	Phone *string
}

// Validate reports every problem at once.
func (in BookAppointmentInput) Validate() error {
	var p fault.Problems
	in.Check(&p)
	return p.Err()
}

// Check adds every problem, for inputs that hold one of these.
func (in BookAppointmentInput) Check(p *fault.Problems) {
	checkID(p, "holdId", in.HoldID)
	checkID(p, "patientId", in.PatientID)
	checkProse(p, "reason", in.Reason, maxReason)
	checkNote(p, "notes", in.Notes)
	checkContact(p, in.Contact)
	if in.CoverageID != nil {
		checkID(p, "coverageId", *in.CoverageID)
	}
	checkFlow(p, in.FlowID)
	checkKey(p, in.IdempotencyKey)
}

func checkContact(p *fault.Problems, in AppointmentContactInput) {
	p.Check(isEmail(in.Email), "contact.email", "booking.email",
		"Enter an email address in the correct format, like name@example.com.")
	if phone := in.Phone; phone != nil && *phone != "" {
		p.Check(isPhone(*phone), "contact.phone", "booking.phone",
			"Enter a phone number, like 01632 960 001 or +44 808 157 0192.")
	}
}

// Check adds every problem, at contact's fields, for inputs that hold one.
func (in AppointmentContactInput) Check(p *fault.Problems) { checkContact(p, in.normalized()) }

func (in AppointmentContactInput) normalized() AppointmentContactInput {
	in.Email, in.Phone = strings.TrimSpace(in.Email), trimmed(in.Phone)
	return in
}

// Normalized is the input as it is kept: ends trimmed, empty means absent.
func (in BookAppointmentInput) Normalized() BookAppointmentInput {
	in.Reason = strings.TrimSpace(in.Reason)
	in.Contact = in.Contact.normalized()
	in.Notes = trimmed(in.Notes)
	return in
}

func (in BookAppointmentInput) request() request {
	if in.as != nil {
		return *in.as
	}
	return request{operation: "bookAppointment", key: in.IdempotencyKey, in: in}
}

func trimmed(text *string) *string {
	if text == nil {
		return nil
	}
	if t := strings.TrimSpace(*text); t != "" {
		return &t
	}
	return nil
}

func checkProse(p *fault.Problems, field, text string, most int) {
	p.CheckProse("booking", field, text, most)
}

// isEmail takes a bare addr-spec (RFC 5322, 3.4.1), nothing around it.
func isEmail(text string) bool {
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Address == text && len(text) <= maxEmail
}

// isPhone takes what people write: at least five digits, and the marks that
// stand between them.
func isPhone(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(" +-().,/#x\u00a0", r):
			return false
		}
	}
	return digits >= 5 && utf8.RuneCountInString(text) <= maxPhone
}

// BookAppointmentResult is what became of booking: AppointmentBooked,
// SlotTaken or BookingRefused.
type BookAppointmentResult interface{ IsBookAppointmentResult() }

// AppointmentBooked says that the appointment stands.
type AppointmentBooked struct{ Appointment Appointment }

// BookingRefusedCode is why a booking was refused.
type BookingRefusedCode string

// The reasons.
const (
	BookingRefusedCodeHoldExpired     BookingRefusedCode = "HOLD_EXPIRED"
	BookingRefusedCodePatientBusy     BookingRefusedCode = "PATIENT_BUSY"
	BookingRefusedCodeNotSelfBookable BookingRefusedCode = "NOT_SELF_BOOKABLE"
	BookingRefusedCodeTooLate         BookingRefusedCode = "TOO_LATE"
	BookingRefusedCodeNotChangeable   BookingRefusedCode = "NOT_CHANGEABLE"
	BookingRefusedCodeReferralNeeded  BookingRefusedCode = "REFERRAL_NEEDED"
	BookingRefusedCodeOpenLimit       BookingRefusedCode = "OPEN_LIMIT"
	BookingRefusedCodeDayFull         BookingRefusedCode = "DAY_FULL"
)

// BookingRefused says that a rule of the clinic forbids it.
type BookingRefused struct {
	Code    BookingRefusedCode
	Message string // for people: what, why, and what to do
}

// IsBookAppointmentResult makes AppointmentBooked an outcome of BookAppointment.
func (AppointmentBooked) IsBookAppointmentResult() {}

// IsBookAppointmentResult makes SlotTaken an outcome of BookAppointment.
func (SlotTaken) IsBookAppointmentResult() {}

// IsBookAppointmentResult makes BookingRefused an outcome of BookAppointment.
func (BookingRefused) IsBookAppointmentResult() {}

var refusals = map[BookingRefusedCode]string{
	BookingRefusedCodeHoldExpired: "The time was kept for ten minutes, which have passed, and it cannot be had again. " +
		"Choose another time; what you filled in is kept.",
	BookingRefusedCodePatientBusy: "There is another appointment at that time. Choose another time.",
	BookingRefusedCodeNotSelfBookable: "This kind of visit is arranged by the front desk. " +
		"Please call the clinic.",
	BookingRefusedCodeTooLate: "This time is too near, or past. Choose a later time, or call the clinic.",
	BookingRefusedCodeReferralNeeded: "This kind of visit needs a referral, and there is none for it that is still good. " +
		"Ask your doctor, or call the clinic.",
	BookingRefusedCodeOpenLimit: "There are as many appointments ahead as one person can book here. " +
		"Keep or cancel one of them first, or call the clinic.",
	BookingRefusedCodeDayFull:       "No more visits of this kind can be booked with them on that day. Choose another day.",
	BookingRefusedCodeNotChangeable: "This appointment has begun, is over, or was cancelled. It cannot be changed any more.",
}

func refuse(code BookingRefusedCode) BookingRefused {
	return BookingRefused{Code: code, Message: refusals[code]}
}

// IsAnswerOfferResult makes it an outcome of the waitlist's AnswerOffer.
func (AppointmentBooked) IsAnswerOfferResult() {}

// IsAnswerOfferResult makes it an outcome of the waitlist's AnswerOffer.
func (SlotTaken) IsAnswerOfferResult() {}

// IsAnswerOfferResult makes it an outcome of the waitlist's AnswerOffer.
func (BookingRefused) IsAnswerOfferResult() {}
