package carer

import (
	"strings"

	"patientportal/server/audit"
)

// reads are what was looked at, by the name that the trail has for it.
var reads = map[string]string{
	"patient.identity":         "Opened the record",
	"patient.contact":          "Looked at contact details and insurance",
	"patient.careTeam":         "Looked at the care team",
	"records.summary":          "Looked at the overview of medical records",
	"records.results":          "Looked at results",
	"records.trend":            "Looked at how a result has changed",
	"records.vitals":           "Looked at vital signs",
	"records.medication":       "Looked at medications",
	"records.allergy":          "Looked at allergies",
	"records.immunization":     "Looked at immunizations",
	"records.condition":        "Looked at conditions",
	"records.procedure":        "Looked at procedures",
	"records.visit":            "Looked at past visits",
	"records.document":         "Looked at documents",
	"records.care-plan":        "Looked at care plans",
	"advice.advice":            "Looked at advice",
	"booking.appointments":     "Looked at appointments",
	"booking.invitations":      "Looked at visits to book",
	"waitlist.offers":          "Looked at earlier times",
	"notify.reminders":         "Looked at appointments",
	"notify.appointmentEvents": "Looked at appointments",
	"notify.deliveries":        "Looked at messages that were sent",
	"carer.carers":             "Looked at who else may act for the patient",
	"carer.invitations":        "Looked at who else may act for the patient",
	"carer.activity":           "Looked at what carers did",
}

// deeds are what was done, by the action on the trail.
var deeds = map[string]string{
	"booking.hold_slot":              "Held a time for an appointment",
	"booking.extend_hold":            "Kept a held time for longer",
	"booking.release_hold":           "Let a held time go",
	"booking.leave_hold":             "Left the page of a held time",
	"booking.resume_hold":            "Came back to the page of a held time",
	"booking.begin_draft":            "Began to book an appointment",
	"booking.drop_draft":             "Gave up booking an appointment",
	"booking.book_appointment":       "Booked an appointment",
	"booking.reschedule_appointment": "Moved an appointment",
	"booking.cancel_appointment":     "Cancelled an appointment",
	"booking.request_appointment":    "Asked for an appointment",
	"booking.ask_for_other_times":    "Asked for other times",
	"booking.withdraw_request":       "Withdrew a request for an appointment",
	"booking.check_in":               "Checked in for an appointment",
	"calendar.create_feed":           "Put the appointments into a calendar",
	"calendar.save_feed":             "Changed what a calendar shows",
	"calendar.revoke_feed":           "Took the appointments out of a calendar",
	"waitlist.join":                  "Asked for an earlier time",
	"waitlist.leave":                 "Asked for no earlier time any more",
	"waitlist.accept":                "Took an earlier time",
	"waitlist.decline":               "Declined an earlier time",
	"advice.markRead":                "Marked advice as read",
	"advice.completeInstruction":     "Marked an instruction as done or not done",
	"carer.accept":                   "Accepted the invitation",
	"carer.grant":                    "Let somebody act for the patient",
	"carer.invite":                   "Invited somebody to act for the patient",
	"carer.revoke_invitation":        "Took an invitation back",
	"carer.end":                      "Ended somebody's access",
	"carer.leave":                    "Gave up their own access",
}

// inWords says what somebody did, for the patient to read.
func inWords(l audit.Line) string {
	what, known := deeds[l.Action], true
	if l.Action == "read" {
		what, known = reads[l.SubjectType]
	}
	if !known || what == "" {
		what = roughly(l)
	}
	if l.Outcome == audit.Denied {
		return what + " (refused)"
	}
	return what
}

// roughly is for what has no words of its own, by the room that it concerns.
func roughly(l audit.Line) string {
	name, verb := l.Action, "Changed something about "
	if l.Action == "read" {
		name, verb = l.SubjectType, "Looked at something about "
	}
	room, _, _ := strings.Cut(name, ".")
	about, known := map[string]string{
		"booking": "appointments", "calendar": "appointments", "records": "medical records", "advice": "advice", "patient": "contact details and insurance",
		"waitlist": "earlier times", "notify": "messages", "account": "the account", "carer": "who may act for the patient",
	}[room]
	if !known {
		about = "the record"
	}
	return verb + about
}
