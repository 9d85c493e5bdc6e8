package booking

import (
	"context"
	"fmt"
	"strings"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/hours"
	"patientportal/server/localtime"
	"patientportal/server/store"
)

// noSlotsReason says why a search found nothing, and what to do about it.
func (s *Service) noSlotsReason(ctx context.Context, dir *clinic.Directory, q search) (*NoSlotsReason, error) {
	switch {
	case q.arrangedFor:
		return &NoSlotsReason{NoSlotsCodeNotSelfBookable, arrangement(q.service)}, nil
	case q.from >= q.to:
		return &NoSlotsReason{NoSlotsCodeOutsideHorizon, outsideHorizon(s.Clock())}, nil
	case q.impossible:
		return &NoSlotsReason{NoSlotsCodeNoSchedule, "This department does not give that service. Choose another department or service."}, nil
	}
	laid, err := s.slots.anyLaid(ctx, q.slotQuery)
	if err != nil {
		return nil, err
	}
	if !laid {
		message, err := s.elsewhere(ctx, dir, q, "No hours are laid out for this choice.")
		return &NoSlotsReason{NoSlotsCodeNoSchedule, message}, err
	}
	message, err := s.fullyBooked(ctx, dir, q)
	return &NoSlotsReason{NoSlotsCodeFullyBooked, message}, err
}

func arrangement(v *clinic.HealthcareService) string {
	if v.SelfBooking == clinic.SelfBookingRequest {
		return "This service is arranged on request: ask the front desk, which answers with times."
	}
	return "This service is arranged by phone: please call the clinic."
}

func outsideHorizon(now time.Time) string {
	days := int(Horizon / (24 * time.Hour))
	return fmt.Sprintf("Times can be booked from now until %s, %d days ahead. Choose dates within that.",
		now.Add(Horizon).Format(dateFormat), days)
}

// fullyBooked names the way out that is nearest: another day, another place,
// or when times are next released.
func (s *Service) fullyBooked(ctx context.Context, dir *clinic.Directory, q search) (string, error) {
	const what = "Every time is taken."
	wider := q
	wider.to = store.Micros(s.Clock().Add(Horizon))
	wider.limit = 1
	found, err := s.found(ctx, wider)
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return fmt.Sprintf("%s The next free time is %s.", what, inWords(found[0].Start, dir.Zone(found[0].Location.ID))), nil
	}
	message, err := s.elsewhere(ctx, dir, q, what)
	if err != nil {
		return "", err
	}
	released, zone, err := s.nextRelease(ctx, dir, q)
	if err != nil || released.IsZero() {
		return message, err
	}
	return fmt.Sprintf("%s The next times are released on %s.", message, inWords(released, zone)), nil
}

// elsewhere adds to a message that the department has times with others or at
// another location, or that the clinic can be called.
func (s *Service) elsewhere(ctx context.Context, dir *clinic.Directory, q search, message string) (string, error) {
	wider := q
	wider.locationID, wider.practitionerID, wider.limit = "", "", 1
	wider.to = store.Micros(s.Clock().Add(Horizon))
	if q.locationID == "" && q.practitionerID == "" {
		return message + " Choose another department, or call the clinic.", nil
	}
	found, err := s.found(ctx, wider)
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return message + " Choose another department, or call the clinic.", nil
	}
	first := found[0]
	return fmt.Sprintf("%s The earliest other time is %s with %s at %s.",
		message, inWords(first.Start, dir.Zone(first.Location.ID)), first.Practitioner.Name, first.Location.Name), nil
}

// nextRelease is when the next times under the filters come within the
// horizon, and the clock to tell it in; zero when no hours are laid out in the
// two weeks beyond it.
func (s *Service) nextRelease(ctx context.Context, dir *clinic.Directory, q search) (time.Time, *time.Location, error) {
	plans, err := s.Hours.Plans(ctx, hours.Filter{
		PractitionerID: q.practitionerID, LocationID: q.locationID, DepartmentID: q.departmentID,
	})
	if err != nil {
		return time.Time{}, nil, err
	}
	now := s.Clock()
	edge := now.Add(Horizon)
	var first time.Time
	var zone *time.Location
	for _, plan := range plans {
		list := plan.Lay(dir, edge, 14)
		for i, slot := range list {
			if !q.asked.isGivenAt(list[i:]) {
				continue
			}
			if at := store.FromMicros(slot.Start); first.IsZero() || at.Before(first) {
				first, zone = at, dir.Zone(slot.LocationID)
			}
			break
		}
	}
	if first.IsZero() {
		return time.Time{}, nil, nil
	}
	return first.Add(-Horizon), zone, nil
}

// dateFormat is how people here write a date: "Thursday 6 August 2026".
const dateFormat = "Monday 2 January 2006"

// inWords tells a time on a place's clock, with the zone: "Thursday 6 August
// 2026 at 9:20am (Central Time)".
func inWords(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	return local.Format(dateFormat) + " at " + strings.ToLower(local.Format("3:04PM")) + " (" + localtime.ZoneName(t, zone) + ")"
}
