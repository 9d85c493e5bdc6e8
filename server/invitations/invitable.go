package invitations

import (
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// places are where the service is given, by the practitioner if one is named.
func (in InviteToBookInput) places(dir *clinic.Directory) (list []string) {
	service := dir.Service(in.ServiceID)
	if service == nil {
		return nil
	}
	for _, post := range dir.Posts() {
		fits := post.DepartmentID == service.DepartmentID &&
			(in.PractitionerID == nil || *in.PractitionerID == post.PractitionerID)
		if fits && !slices.Contains(list, post.LocationID) {
			list = append(list, post.LocationID)
		}
	}
	return list
}

// onlyPlace is the place asked for, or where there is one alone that one.
func onlyPlace(dir *clinic.Directory, in InviteToBookInput) *string {
	if in.LocationID != nil {
		return in.LocationID
	}
	if list := in.places(dir); len(list) == 1 {
		return &list[0]
	}
	return nil
}

// zoneOf is the clock that the window's days are told by.
func zoneOf(dir *clinic.Directory, locationID *string) *time.Location {
	if locationID != nil {
		return dir.Zone(*locationID)
	}
	return dir.Zones()[0]
}

// checkClinic looks at what the clinic has to know.
func (in InviteToBookInput) checkClinic(dir *clinic.Directory) error {
	var p fault.Problems
	service := dir.Service(in.ServiceID)
	p.Check(service != nil && service.Active && service.SelfBooking == clinic.SelfBookingBook, "serviceId", "booking.invitation_service",
		"Choose a kind of visit that patients book themselves.")
	places := in.places(dir)
	p.Check(in.PractitionerID == nil || service == nil || len(places) > 0, "practitionerId", "booking.invitation_practitioner",
		"Choose somebody of the department that gives this kind of visit.")
	p.Check(in.LocationID == nil || service == nil || len(places) == 0 || slices.Contains(places, *in.LocationID), "locationId",
		"booking.invitation_location", "Choose a place where this kind of visit is given.")
	return p.Err()
}

func (in InviteToBookInput) stored(who actor.Actor, now time.Time, zone *time.Location) storedInvitation {
	return storedInvitation{
		id: store.NewID(), patientID: in.PatientID, serviceID: in.ServiceID, locationID: in.LocationID,
		practitionerID: in.PractitionerID, from: in.Window.From, to: in.Window.To, reason: in.Reason,
		role: booking.PartOf(who, in.PatientID), state: BookingInvitationStateOpen,
		createdAt: store.Micros(now), expiresAt: store.Micros(overAt(in.Window.To, zone)),
	}
}

// overAt is when a day is over on that clock.
func overAt(day string, zone *time.Location) time.Time {
	at, _ := time.Parse(time.DateOnly, day)
	return time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, zone).UTC()
}

// shown joins the row with the clinic; false when the directory does not know a
// part that the row names.
func (v storedInvitation) shown(dir *clinic.Directory, now time.Time) (BookingInvitation, bool) {
	made := BookingInvitation{
		ID: v.id, PatientID: v.patientID, Service: dir.Service(v.serviceID), From: v.from, To: v.to, Reason: v.reason,
		By: v.role.InWords(), CreatedAt: store.FromMicros(v.createdAt), ExpiresAt: store.FromMicros(v.expiresAt),
		State: v.state, AppointmentID: v.appointmentID,
	}
	if v.state == BookingInvitationStateOpen && !made.ExpiresAt.After(now) {
		made.State = BookingInvitationStateExpired
	}
	if made.Service == nil {
		return made, false
	}
	made.Department = dir.Department(made.Service.DepartmentID)
	known := made.Department != nil
	if v.locationID != nil {
		made.Location = dir.Location(*v.locationID)
		known = known && made.Location != nil
	}
	if v.practitionerID != nil {
		made.Practitioner = dir.Practitioner(*v.practitionerID)
		known = known && made.Practitioner != nil
	}
	return made, known
}
