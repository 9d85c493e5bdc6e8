// Package ical writes calendar files (RFC 5545) of appointments: one for a mail
// or a download, and feeds.
//
// An appointment's UID is the same in every file and its SEQUENCE the
// appointment's, so that a later version replaces an earlier one. Unless told
// otherwise the title says nothing clinical, since calendars are shared; the
// place is its address alone. Each zone that is used is described as far as the
// entries reach, from Go's own zone data.
package ical

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"

	"patientportal/server/outbox"
)

// Clinic is what a calendar entry and a mail say of the clinic.
type Clinic struct {
	Name         string
	SupportPhone string
	BaseURL      string // of the portal, without a slash at the end
	MailFrom     string // the address mail is sent from
}

// Entry is an appointment in a calendar.
type Entry struct {
	outbox.AppointmentFacts
	Title     string    // empty for “Appointment”
	ChangedAt time.Time // when it came to be as it is
}

// Untitled stands where no title was asked for.
const Untitled = "Appointment"

// RFC 5545's forms of date and time.
const (
	localTime = "20060102T150405"
	utcTime   = localTime + "Z"
)

// longestTitle is in characters.
const longestTitle = 200

// alarms are how long before an appointment a calendar reminds of it.
var alarms = []string{"-PT24H", "-PT2H"}

// Appointment is the file of one appointment, made at that time. The method is
// PUBLISH: the clinic tells, and asks for no reply by mail; for a cancelled
// appointment it is CANCEL, and the event says so too.
func Appointment(facts outbox.AppointmentFacts, clinic Clinic, at time.Time) []byte {
	return written([]Entry{{AppointmentFacts: facts, ChangedAt: at}}, clinic, newCalendar(MethodOf(facts)))
}

// MethodOf is the method of one appointment's file.
func MethodOf(facts outbox.AppointmentFacts) string {
	if facts.Cancelled {
		return string(ics.MethodCancel)
	}
	return string(ics.MethodPublish)
}

// Feed is a file of many appointments that calendars read again and again; the
// same entries give the same bytes. A cancelled one says so by its status: the
// method stands for the whole file.
func Feed(entries []Entry, clinic Clinic) []byte {
	cal := newCalendar(string(ics.MethodPublish))
	cal.SetXWRCalName(plain(clinic.Name))
	cal.SetXPublishedTTL("PT1H")
	cal.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
	return written(entries, clinic, cal)
}

func newCalendar(method string) *ics.Calendar {
	cal := ics.NewCalendarFor("Patient Portal")
	cal.SetProductId("-//Patient Portal//Appointments//EN")
	cal.SetMethod(ics.Method(method))
	return cal
}

func written(entries []Entry, clinic Clinic, cal *ics.Calendar) []byte {
	names, spans := timesOf(entries)
	for _, name := range names {
		if zone := location(name); zone != time.UTC {
			cal.AddVTimezone(timeZone(name, zone, spans[name].start, spans[name].end))
		}
	}
	for _, e := range entries {
		cal.AddVEvent(event(e, clinic))
	}
	return []byte(cal.Serialize(ics.WithNewLine("\r\n")))
}

func event(e Entry, clinic Clinic) *ics.VEvent {
	made := ics.NewEvent(e.AppointmentID + "@" + hostOf(clinic.BaseURL))
	made.SetProperty(ics.ComponentPropertyDtstamp, e.ChangedAt.UTC().Format(utcTime))
	made.SetProperty(ics.ComponentPropertyLastModified, e.ChangedAt.UTC().Format(utcTime))
	made.SetSequence(e.Sequence)
	setMoment(made, ics.ComponentPropertyDtStart, e.Start, e.TimeZone)
	setMoment(made, ics.ComponentPropertyDtEnd, e.End, e.TimeZone)
	made.SetSummary(title(e.Title))
	made.SetDescription(description(e.AppointmentFacts, clinic))
	if e.LocationAddress != "" {
		made.SetLocation(e.LocationAddress)
	}
	made.SetURL(AppointmentURL(clinic, e.AppointmentID))
	made.SetOrganizer("mailto:"+clinic.MailFrom, ics.WithCN(parameterText(clinic.Name)))
	made.SetClass(ics.ClassificationPrivate)
	if e.Cancelled {
		made.SetStatus(ics.ObjectStatusCancelled)
		return made
	}
	made.SetStatus(ics.ObjectStatusConfirmed)
	for _, before := range alarms {
		alarm := made.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetProperty(ics.ComponentPropertyDescription, Untitled)
		alarm.SetTrigger(before)
	}
	return made
}

func setMoment(event *ics.VEvent, property ics.ComponentProperty, t time.Time, name string) {
	zone := location(name)
	if zone == time.UTC {
		event.SetProperty(property, t.UTC().Format(utcTime))
		return
	}
	event.SetProperty(property, t.In(zone).Format(localTime), ics.WithTZID(name))
}

// title is one line of bounded length.
func title(text string) string {
	text = plain(text)
	if cut := []rune(text); len(cut) > longestTitle {
		text = strings.TrimSpace(string(cut[:longestTitle]))
	}
	if text == "" {
		return Untitled
	}
	return text
}

// plain keeps what can be shown on one line: no character that controls, and
// no run of spaces.
func plain(text string) string {
	shown := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(shown), " ")
}

func description(facts outbox.AppointmentFacts, clinic Clinic) string {
	lines := []string{clinic.Name}
	if clinic.SupportPhone != "" {
		lines = append(lines, "Phone: "+clinic.SupportPhone)
	}
	return strings.Join(append(lines, AppointmentURL(clinic, facts.AppointmentID)), "\n")
}

// AppointmentURL is where the portal shows an appointment.
func AppointmentURL(clinic Clinic, appointmentID string) string {
	return clinic.BaseURL + "/appointments/" + appointmentID
}

// hostOf is the host of the portal's address.
func hostOf(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// parameterText keeps a name clear of the characters that RFC 5545 gives a
// meaning in a parameter, and that the library would write with a backslash.
func parameterText(name string) string {
	return strings.NewReplacer(`"`, "", `\`, "", "'", "’", ",", " ", ";", " ", ":", " ", "\r", " ", "\n", " ").Replace(name)
}
