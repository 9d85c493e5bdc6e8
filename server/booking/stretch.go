package booking

import (
	"context"
	"math"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/hours"
)

// asked is what a service asks of a practitioner's time, in microseconds: its
// own length, and what it needs before and after.
type asked struct {
	serviceID             string // "" asks nothing
	length, before, after int64
}

func askedBy(v *clinic.HealthcareService) asked {
	if v == nil {
		return asked{}
	}
	minutes := func(n int) int64 { return (time.Duration(n) * time.Minute).Microseconds() }
	return asked{
		serviceID: v.ID, length: minutes(v.DurationMinutes),
		before: minutes(v.BufferBeforeMinutes), after: minutes(v.BufferAfterMinutes),
	}
}

// alone is how long one slot must be to need no look at its neighbours.
func (a asked) alone() int64 {
	if a.before > 0 {
		return math.MaxInt64
	}
	return a.length + a.after
}

// isGivenAt tells whether the hours give the service from the first of these
// slots on, which are of one practitioner and sorted.
func (a asked) isGivenAt(list []hours.Time) bool {
	if a.serviceID == "" {
		return true
	}
	first, at := list[0], list[0].Start
	for _, v := range list {
		if v.Start > at || v.LocationID != first.LocationID || v.DepartmentID != first.DepartmentID || v.ServiceID != "" && v.ServiceID != a.serviceID {
			break
		}
		if at = v.End; at >= first.Start+a.length {
			return true
		}
	}
	return false
}

// stretch is all that one visit takes of a practitioner's time: the slots of
// the visit and those that its buffers reach into, earliest first. Outside
// their hours a buffer takes nothing.
type stretch []storedSlot

func (v stretch) practitioner() string { return v[0].practitionerID }
func (v stretch) first() int64         { return v[0].start }
func (v stretch) last() int64          { return v[len(v)-1].start }

func (v stretch) ids() []string {
	ids := make([]string, len(v))
	for i, slot := range v {
		ids[i] = slot.id
	}
	return ids
}

// endOf is when a visit ends that begins with the slot.
func endOf(slot storedSlot, v *clinic.HealthcareService) int64 {
	return max(slot.end, slot.start+askedBy(v).length)
}

// stretchOf gives what a visit takes that begins with the slot; false when the
// hours do not give it there, whether taken or not. It asks no database where
// the slot alone is enough.
func (s *Service) stretchOf(ctx context.Context, slot storedSlot, service *clinic.HealthcareService) (stretch, bool, error) {
	a := askedBy(service)
	if slot.departmentID != service.DepartmentID || !slot.isFor(a.serviceID) {
		return nil, false, nil
	}
	if slot.end-slot.start >= a.alone() {
		return stretch{slot}, true, nil
	}
	list, err := s.slots.around(ctx, slot.practitionerID, slot.start-a.before, slot.start+a.length+a.after)
	return list, err == nil && reaches(list, slot, a), err
}

func (s storedSlot) isFor(serviceID string) bool {
	return s.serviceID == "" || s.serviceID == serviceID
}

// reaches tells whether the visit's own part is without a gap, at one place.
func reaches(list []storedSlot, slot storedSlot, a asked) bool {
	at := slot.start
	for _, v := range list {
		if v.start == at && v.locationID == slot.locationID && v.departmentID == slot.departmentID && v.isFor(a.serviceID) {
			at = v.end
		}
	}
	return at >= slot.start+a.length
}

// stands tells whether the stretch is as far as can be seen to be had: no part
// is an appointment's or blocked. What others hold is judged by the write.
func (v stretch) stands() bool {
	for _, slot := range v {
		if slot.status != SlotStatusFree && slot.status != SlotStatusHeld {
			return false
		}
	}
	return true
}
