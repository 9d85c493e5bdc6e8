package waitlist

import (
	"fmt"
	"slices"
	"time"

	"patientportal/server/booking"
	"patientportal/server/fault"
)

// What may be asked for.
const (
	maxWindows     = 20
	maxNoticeHours = 14 * 24
)

// WaitlistDay is a day of the week.
type WaitlistDay string

// The days.
const (
	WaitlistDayMonday    WaitlistDay = "MONDAY"
	WaitlistDayTuesday   WaitlistDay = "TUESDAY"
	WaitlistDayWednesday WaitlistDay = "WEDNESDAY"
	WaitlistDayThursday  WaitlistDay = "THURSDAY"
	WaitlistDayFriday    WaitlistDay = "FRIDAY"
	WaitlistDaySaturday  WaitlistDay = "SATURDAY"
	WaitlistDaySunday    WaitlistDay = "SUNDAY"
)

// WaitlistWindow is hours of the week in which a visit may begin, on the clock
// of the place where it would be.
type WaitlistWindow struct {
	Days  []WaitlistDay `json:"days"`  // none means every day
	From  string        `json:"from"`  // not before, HH:MM
	Until string        `json:"until"` // before, HH:MM up to 24:00
}

// WaitlistEntry is a wish to have an appointment earlier.
type WaitlistEntry struct {
	ID                 string
	AppointmentID      string
	Windows            []WaitlistWindow // none means any time
	Earliest           *string          // a day, ISO 8601
	MinimumNoticeHours int
	AnyPractitioner    bool
	AnyLocation        bool
	JoinedAt           time.Time
}

// WaitlistOfferState is how an offer stands.
type WaitlistOfferState string

// The states; all but Open are final.
const (
	WaitlistOfferStateOpen      WaitlistOfferState = "OPEN"
	WaitlistOfferStateAccepted  WaitlistOfferState = "ACCEPTED"
	WaitlistOfferStateDeclined  WaitlistOfferState = "DECLINED"
	WaitlistOfferStateExpired   WaitlistOfferState = "EXPIRED"
	WaitlistOfferStateWithdrawn WaitlistOfferState = "WITHDRAWN"
)

// WaitlistOffer is a freed time that is kept for one patient.
type WaitlistOffer struct {
	ID            string
	PatientID     string
	AppointmentID string
	SlotID        string
	State         WaitlistOfferState
	CreatedAt     time.Time
	ExpiresAt     time.Time

	entryID string
}

// JoinWaitlistInput says for which appointment an earlier time is wanted, and
// when it would suit.
type JoinWaitlistInput struct {
	AppointmentID      string
	Windows            []WaitlistWindowInput
	Earliest           *string
	MinimumNoticeHours int
	AnyPractitioner    bool
	AnyLocation        bool
}

// WaitlistWindowInput is a WaitlistWindow as it is asked for.
type WaitlistWindowInput struct {
	Days        []WaitlistDay
	From, Until string
}

// Validate reports every problem at once.
func (in JoinWaitlistInput) Validate() error {
	var p fault.Problems
	checkID(&p, "appointmentId", in.AppointmentID)
	p.Check(len(in.Windows) <= maxWindows, "windows", "waitlist.too_many_windows", "Name at most 20 windows.")
	for i, w := range in.Windows {
		w.check(&p, fmt.Sprintf("windows.%d", i))
	}
	if in.Earliest != nil {
		_, err := time.Parse(time.DateOnly, *in.Earliest)
		p.Check(err == nil, "earliest", "waitlist.not_a_day", "Enter the first day that would suit, such as 2026-08-06.")
	}
	p.Check(in.MinimumNoticeHours >= 0 && in.MinimumNoticeHours <= maxNoticeHours, "minimumNoticeHours", "waitlist.notice",
		"Choose between 0 and 336 hours.")
	return p.Err()
}

func (in WaitlistWindowInput) check(p *fault.Problems, field string) {
	from, fromOK := minuteOf(in.From)
	until, untilOK := minuteOf(in.Until)
	p.Check(fromOK && from < endOfDay, field+".from", "waitlist.not_a_time", "Enter when it begins to suit, such as 09:00.")
	p.Check(untilOK, field+".until", "waitlist.not_a_time", "Enter until when it suits, such as 12:00.")
	p.Check(!fromOK || !untilOK || from < until, field+".until", "waitlist.window_backwards", "The end comes before the beginning.")
	for _, day := range in.Days {
		p.Check(slices.Contains(days[:], day), field+".days", "waitlist.unknown_day", "Choose days of the week.")
	}
}

func (in JoinWaitlistInput) windows() []WaitlistWindow {
	list := make([]WaitlistWindow, len(in.Windows))
	for i, w := range in.Windows {
		list[i] = WaitlistWindow{Days: slices.Compact(slices.Sorted(slices.Values(w.Days))), From: w.From, Until: w.Until}
	}
	return list
}

// JoinWaitlistPayload is what is wanted now.
type JoinWaitlistPayload struct{ Entry WaitlistEntry }

// LeaveWaitlistInput says for which appointment no earlier time is wanted any
// more.
type LeaveWaitlistInput struct{ AppointmentID string }

// Validate reports every problem at once.
func (in LeaveWaitlistInput) Validate() error {
	var p fault.Problems
	checkID(&p, "appointmentId", in.AppointmentID)
	return p.Err()
}

// LeaveWaitlistPayload names the appointment, which stays as it is.
type LeaveWaitlistPayload struct{ AppointmentID string }

// AnswerOfferInput is the answer to an offer.
type AnswerOfferInput struct {
	OfferID string
	Accept  bool
}

// Validate reports every problem at once.
func (in AnswerOfferInput) Validate() error {
	var p fault.Problems
	checkID(&p, "offerId", in.OfferID)
	return p.Err()
}

// AnswerOfferResult is what became of answering: booking.AppointmentBooked,
// OfferDeclined, booking.SlotTaken or booking.BookingRefused.
type AnswerOfferResult interface{ IsAnswerOfferResult() }

// OfferDeclined says that the time goes to whoever is next.
type OfferDeclined struct{ Offer WaitlistOffer }

// IsAnswerOfferResult makes it an outcome of AnswerOffer.
func (OfferDeclined) IsAnswerOfferResult() {}

var _ = []AnswerOfferResult{booking.AppointmentBooked{}, booking.SlotTaken{}, booking.BookingRefused{}}

func checkID(p *fault.Problems, field, id string) {
	p.Check(id != "" && len(id) <= 64, field, "waitlist.id", "Name one that exists.")
}
