package booking

import (
	"strings"

	"patientportal/server/page"
)

// extent says what of a listed appointment is read besides which it is, when,
// where and with whom. Most lists show little of an appointment, and every
// column of every row has its cost.
type extent int

const (
	withStatus  extent = 1 << iota
	withSubject        // department and service
	withDetails        // what else the patient told, the slot, the coverage
	everything  = withStatus | withSubject | withDetails
)

// extents are what the fields of an Appointment are made of.
var extents = map[string]extent{
	"__typename": 0, "id": 0, "start": 0, "end": 0, "timeZone": 0, "practitioner": 0, "location": 0,
	"history": 0, "reminders": 0, "calendarUrl": 0, "waitlist": 0, "proposals": 0, // by the id
	"status":     withStatus,
	"policy":     withStatus | withSubject,
	"department": withSubject, "service": withSubject,
}

// extentFor gives what the fields need: everything, for one that is not listed.
func extentFor(appointment page.Fields) extent {
	if appointment == nil {
		return everything
	}
	var need extent
	for name := range appointment {
		part, listed := extents[name]
		if !listed {
			return everything
		}
		need |= part
	}
	return need
}

func (x extent) columns() string {
	names := []string{"id", "practitioner_id", "location_id", "start_at", "end_at"}
	if x&withStatus != 0 {
		names = append(names, "status")
	}
	if x&withSubject != 0 {
		names = append(names, "department_id", "service_id")
	}
	if x&withDetails != 0 {
		names = append(names, "slot_id", "reason", "contact_email", "contact_phone", "notes", "coverage_id", "sequence")
	}
	return strings.Join(names, ", ")
}

// dest is where the columns go, in their order.
func (x extent) dest(v *storedAppointment) []any {
	dest := make([]any, 0, 15)
	dest = append(dest, &v.id, &v.practitionerID, &v.locationID, &v.start, &v.end)
	if x&withStatus != 0 {
		dest = append(dest, &v.status)
	}
	if x&withSubject != 0 {
		dest = append(dest, &v.departmentID, &v.serviceID)
	}
	if x&withDetails != 0 {
		dest = append(dest, &v.slotID, &v.reason, &v.email, &v.phone, &v.notes, &v.coverageID, &v.sequence)
	}
	return dest
}
