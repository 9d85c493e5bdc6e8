package notify

import (
	"strings"
	"time"

	"patientportal/server/localtime"
	"patientportal/server/outbox"
)

// wording is what is said of one event: in the portal and in a mail's subject.
type wording struct {
	title   string
	body    string
	subject string
}

// appointmentWords says that there is an appointment and when, nothing of with
// whom, where or why. self tells the patient from a carer.
func appointmentWords(kind NotificationKind, facts outbox.AppointmentFacts, self bool) wording {
	when, day := spoken(facts.Start, facts.TimeZone)
	switch kind {
	case KindAppointmentRescheduled:
		return movedWords(facts, when, day, self)
	case KindAppointmentCancelled:
		return cancelledWords(when, day, self)
	}
	w := wording{
		title:   "Your appointment is booked",
		body:    "You have an appointment on " + when + ".",
		subject: "Your appointment on " + day,
	}
	if !self {
		w.title = "An appointment is booked"
		w.body = "Someone you care for has an appointment on " + when + "."
	}
	if kind == KindAppointmentReminder {
		w.title = "An appointment is coming up"
		w.subject = "Reminder: your appointment on " + day
	}
	return w
}

func movedWords(facts outbox.AppointmentFacts, when, day string, self bool) wording {
	before, _ := spoken(facts.PreviousStart, facts.TimeZone)
	w := wording{
		title:   "Your appointment was moved",
		body:    "Your appointment is now on " + when + ". Before that it was on " + before + ".",
		subject: "Moved: your appointment is now on " + day,
	}
	if !self {
		w.title = "An appointment was moved"
		w.body = "An appointment of someone you care for is now on " + when + ". Before that it was on " + before + "."
	}
	return w
}

func cancelledWords(when, day string, self bool) wording {
	w := wording{
		title:   "Your appointment was cancelled",
		body:    "Your appointment on " + when + " was cancelled.",
		subject: "Cancelled: your appointment on " + day,
	}
	if !self {
		w.title = "An appointment was cancelled"
		w.body = "An appointment of someone you care for, on " + when + ", was cancelled."
	}
	return w
}

func adviceWords(self bool) wording {
	w := wording{
		title:   "You have new advice",
		body:    "There is new advice for you to read.",
		subject: "You have new advice in the portal",
	}
	if !self {
		w.title = "There is new advice"
		w.body = "There is new advice for someone you care for."
	}
	return w
}

// carerWords tell the patient, or who decides for them, of their carer.
func carerWords(facts outbox.CareFacts, self bool) wording {
	whom := facts.Patient
	if self {
		whom = "you"
	}
	if facts.Begun {
		return wording{title: "A new carer", body: facts.Carer + " can now act for " + whom + " in the portal. You see what they do, and can end it at any time."}
	}
	return wording{title: "A carer's access has ended", body: facts.Carer + " can no longer act for " + whom + " in the portal."}
}

// careWords tell the carer.
func careWords(facts outbox.CareFacts) wording {
	if facts.Begun {
		return wording{title: "You look after " + facts.Patient, body: "You can now act for " + facts.Patient + " in the portal. Choose whose record is open at the top of every page."}
	}
	return wording{title: "You no longer look after " + facts.Patient, body: "You can no longer act for " + facts.Patient + " in the portal."}
}

// spoken is "Tuesday 6 May at 9:20am (Central Time)", and the day alone.
func spoken(at time.Time, zone string) (when, day string) {
	clock := location(zone)
	local := at.In(clock)
	day = local.Format("Monday 2 January")
	return day + " at " + local.Format("3:04pm") + " (" + localtime.ZoneName(at, clock) + ")", day
}

// location is the zone, or UTC when this machine does not know it; the words
// name the zone that was used either way.
func location(zone string) *time.Location {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// hidden shows enough of an address, or of a phone's number, to know one's own
// by.
func hidden(address string) string {
	if strings.HasPrefix(address, "+") && !strings.Contains(address, "@") {
		return "•••" + address[max(0, len(address)-3):]
	}
	at := strings.LastIndexByte(address, '@')
	if at < 1 {
		return ""
	}
	first := []rune(address)[0]
	return string(first) + "•••" + address[at:]
}
