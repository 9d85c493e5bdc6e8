package notify

import (
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"patientportal/server/outbox"
)

// ClinicCard is what a calendar entry and a mail say of the clinic.
type ClinicCard struct {
	Name         string
	SupportPhone string
	BaseURL      string // of the portal, without a slash at the end
	MailFrom     string // the address mail is sent from
}

// icsTime is RFC 5545's local form of date and time.
const (
	icsTime    = "20060102T150405"
	icsTimeUTC = icsTime + "Z"
)

// ICS is the calendar file of one appointment (RFC 5545), made at that time.
//
// Its UID is the same in every copy and its SEQUENCE the appointment's, so that
// a later version replaces an earlier one. The method is PUBLISH: the clinic
// tells, and asks for no reply by mail; for a cancelled appointment it is
// CANCEL, and the event says so too. The title says nothing clinical, since
// calendars are shared; the place is its address alone.
func ICS(facts outbox.AppointmentFacts, clinic ClinicCard, at time.Time) []byte {
	cal := ics.NewCalendarFor("Patient Portal")
	cal.SetProductId("-//Patient Portal//Appointments//EN")
	cal.SetMethod(icsMethod(facts))
	zone := location(facts.TimeZone)
	if zone != time.UTC {
		cal.AddVTimezone(timeZone(facts.TimeZone, zone, facts.Start, facts.End))
	}
	cal.AddVEvent(calendarEvent(facts, clinic, zone, at))
	return []byte(cal.Serialize(ics.WithNewLine("\r\n")))
}

func icsMethod(facts outbox.AppointmentFacts) ics.Method {
	if facts.Cancelled {
		return ics.MethodCancel
	}
	return ics.MethodPublish
}

func calendarEvent(facts outbox.AppointmentFacts, clinic ClinicCard, zone *time.Location, at time.Time) *ics.VEvent {
	event := ics.NewEvent(facts.AppointmentID + "@" + hostOf(clinic.BaseURL))
	event.SetProperty(ics.ComponentPropertyDtstamp, at.UTC().Format(icsTimeUTC))
	event.SetSequence(facts.Sequence)
	setMoment(event, ics.ComponentPropertyDtStart, facts.Start, facts.TimeZone, zone)
	setMoment(event, ics.ComponentPropertyDtEnd, facts.End, facts.TimeZone, zone)
	event.SetSummary("Appointment")
	event.SetDescription(calendarText(facts, clinic))
	if facts.LocationAddress != "" {
		event.SetLocation(facts.LocationAddress)
	}
	event.SetURL(appointmentURL(clinic, facts.AppointmentID))
	event.SetOrganizer("mailto:"+clinic.MailFrom, ics.WithCN(parameterText(clinic.Name)))
	event.SetClass(ics.ClassificationPrivate)
	if facts.Cancelled {
		event.SetStatus(ics.ObjectStatusCancelled)
		return event
	}
	event.SetStatus(ics.ObjectStatusConfirmed)
	alarm := event.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetProperty(ics.ComponentPropertyDescription, "Appointment")
	alarm.SetTrigger("-PT2H")
	return event
}

func setMoment(event *ics.VEvent, property ics.ComponentProperty, t time.Time, name string, zone *time.Location) {
	if zone == time.UTC {
		event.SetProperty(property, t.UTC().Format(icsTimeUTC))
		return
	}
	event.SetProperty(property, t.In(zone).Format(icsTime), ics.WithTZID(name))
}

func calendarText(facts outbox.AppointmentFacts, clinic ClinicCard) string {
	lines := []string{clinic.Name}
	if clinic.SupportPhone != "" {
		lines = append(lines, "Phone: "+clinic.SupportPhone)
	}
	return strings.Join(append(lines, appointmentURL(clinic, facts.AppointmentID)), "\n")
}

// parameterText keeps a name clear of the characters that RFC 5545 gives a
// meaning in a parameter, and that the library would write with a backslash.
func parameterText(name string) string {
	return strings.NewReplacer(`"`, "", `\`, "", "'", "’", ",", " ", ";", " ", ":", " ", "\r", " ", "\n", " ").Replace(name)
}

// timeZone describes the zone around the appointment: the change of clocks
// before it, and those until a year after it, each by its own observance. A
// rule that repeats would promise what no tz database knows.
func timeZone(name string, zone *time.Location, start, end time.Time) *ics.VTimezone {
	tz := ics.NewTimezone(name)
	from, until := start.In(zone), end.In(zone).AddDate(1, 0, 0)
	for {
		begins, ends := from.ZoneBounds()
		tz.Components = append(tz.Components, observance(from, begins))
		if ends.IsZero() || ends.After(until) {
			return tz
		}
		from = ends
	}
}

// observance is the offset that holds at t, since begins; the zero time stands
// for always.
func observance(t, begins time.Time) ics.Component {
	name, offset := t.Zone()
	before, onset := offset, "19700101T000000"
	if !begins.IsZero() {
		_, before = begins.Add(-time.Second).Zone()
		onset = begins.UTC().Add(time.Duration(before) * time.Second).Format(icsTime)
	}
	part := ics.ComponentBase{}
	part.SetProperty(ics.ComponentPropertyDtStart, onset)
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), utcOffset(before))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), utcOffset(offset))
	part.SetProperty(ics.ComponentProperty(ics.PropertyTzname), name)
	if t.IsDST() {
		return &ics.Daylight{ComponentBase: part}
	}
	return &ics.Standard{ComponentBase: part}
}

// utcOffset is RFC 5545's "+0530"; seconds east of Greenwich in, and out only
// where a zone has some.
func utcOffset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := sign + twoDigits(seconds/3600) + twoDigits(seconds/60%60)
	if seconds%60 != 0 {
		text += twoDigits(seconds % 60)
	}
	return text
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
