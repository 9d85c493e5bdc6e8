package booking

import (
	"context"
	"database/sql"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// moving is an appointment that is to have another time. What it takes now is
// free for it, and for nobody else, until it is moved.
type moving struct {
	id     string  // of the appointment; "" moves none
	slotID string  // with which it begins
	within string  // the id that all its slots carry; "" for none
	own    stretch // earliest first
}

// movingOf gives the patient's appointment that is to be moved, nothing for
// nil. NOT_FOUND for one that is not there or not that patient's, an empty
// patientID standing for whomever the actor may manage.
func (s *Service) movingOf(ctx context.Context, who actor.Actor, patientID string, appointmentID *string) (moving, error) {
	if appointmentID == nil {
		return moving{}, nil
	}
	row, err := s.appointments.byID(ctx, *appointmentID)
	if err != nil {
		return moving{}, err
	}
	if patientID != "" && row.patientID != patientID {
		return moving{}, fault.ErrNotFound
	}
	if err := mayManage(who, row.patientID); err != nil {
		return moving{}, err
	}
	return s.movingRow(ctx, row)
}

// movingBy gives the appointment that a hold is to move.
func (s *Service) movingBy(ctx context.Context, hold storedHold) (moving, error) {
	if hold.appointmentID == "" || hold.state == holdConverted {
		return moving{}, nil
	}
	row, err := s.appointments.byID(ctx, hold.appointmentID)
	if err != nil {
		return moving{}, err
	}
	return s.movingRow(ctx, row)
}

func (s *Service) movingRow(ctx context.Context, row storedAppointment) (m moving, err error) {
	m = moving{id: row.id, slotID: row.slotID}
	if m.within, err = s.takenUnder(ctx, row); err != nil || m.within == "" {
		return m, err
	}
	m.own, err = s.slots.takenBy(ctx, m.within)
	return m, err
}

// takenUnder is the id that all slots of an appointment carry; "" for one that
// has none, such as one that was cancelled.
func (s *Service) takenUnder(ctx context.Context, row storedAppointment) (string, error) {
	slot, err := s.slots.byID(ctx, row.slotID)
	if err != nil || slot.status != SlotStatusBusy || !row.status.isOpen() {
		return "", err
	}
	return slot.holdID, nil
}

// isOpen tells whether a visit with that status is still to be.
func (v AppointmentStatus) isOpen() bool {
	return v == AppointmentStatusBooked || v == AppointmentStatusCheckedIn
}

// has tells whether the slot is one of those that the appointment takes now.
func (m moving) has(slot storedSlot) bool {
	return m.within != "" && slot.status == SlotStatusBusy && slot.holdID == m.within
}

// without is what is left to take when the appointment's own slots are there
// already.
func (v stretch) without(m moving) (rest stretch) {
	for _, slot := range v {
		if !m.has(slot) {
			rest = append(rest, slot)
		}
	}
	return rest
}

// ownStarts are the appointment's own slots with which it could begin instead,
// under the search's filters. No index of free slots has them: they are few,
// and looked at here, with one read of what stands around them.
func (s *Service) ownStarts(ctx context.Context, q slotQuery, m moving) (list []storedSlot, err error) {
	if len(m.own) == 0 {
		return nil, nil
	}
	a, last := q.asked, m.own[len(m.own)-1]
	around, err := s.slots.around(ctx, last.practitionerID, m.own.first()-a.before, last.start+a.length+a.after)
	if err != nil {
		return nil, err
	}
	for _, slot := range m.own {
		if slot.id == m.slotID || !q.admits(slot) || !slot.isFor(a.serviceID) {
			continue
		}
		takes := stretch(around).between(slot.start-a.before, slot.start+a.length+a.after)
		if reaches(takes, slot, a) && takes.without(m).canAllBeHad(q.now) {
			list = append(list, slot)
		}
	}
	return list, nil
}

// between gives the part of the stretch that reaches into a time.
func (v stretch) between(from, to int64) (part stretch) {
	for _, slot := range v {
		if slot.start < to && slot.end > from {
			part = append(part, slot)
		}
	}
	return part
}

// admits tells whether the query's filters, but for who has the slot, let it
// through.
func (q slotQuery) admits(slot storedSlot) bool {
	matches := func(want, got string) bool { return want == "" || want == got }
	return matches(q.departmentID, slot.departmentID) && matches(q.locationID, slot.locationID) &&
		matches(q.practitionerID, slot.practitionerID) && slot.start >= q.from && slot.start < q.to
}

// ahead gives what run finds with the appointment's own times among it, earliest
// first.
func (q search) ahead(run searcher) searcher {
	return q.among(run, q.own, func(q slotQuery, slot storedSlot) bool {
		start, id := q.begins()
		return slot.isAfter(start, id) && slot.start < q.to
	}, storedSlot.isAfter)
}

// back does it latest first.
func (q search) back(run searcher) searcher {
	own := slices.Clone(q.own)
	slices.Reverse(own)
	return q.among(run, own, func(q slotQuery, slot storedSlot) bool {
		return slot.isBefore(q.afterStart, q.afterID) && slot.start >= q.from
	}, storedSlot.isBefore)
}

// among merges, in the direction that later stands for. Where run stops at its
// limit, what lies beyond its last row waits for the next round.
func (q search) among(run searcher, own []storedSlot, isIn func(slotQuery, storedSlot) bool, later func(storedSlot, int64, string) bool) searcher {
	if len(own) == 0 {
		return run
	}
	return func(ctx context.Context, asked slotQuery, each func(*slotRow) error) error {
		waiting := slices.DeleteFunc(slices.Clone(own), func(v storedSlot) bool { return !isIn(asked, v) })
		rows := 0
		err := run(ctx, asked, func(row *slotRow) error {
			rows++
			for len(waiting) > 0 && !later(waiting[0], row.start, row.id) {
				if err := each(waiting[0].found()); err != nil {
					return err
				}
				waiting = waiting[1:]
			}
			return each(row)
		})
		if rows >= asked.limit {
			return err
		}
		for _, slot := range waiting {
			if err == nil {
				err = each(slot.found())
			}
		}
		return err
	}
}

func (s storedSlot) isAfter(start int64, id string) bool {
	return s.start > start || s.start == start && s.id > id
}

func (s storedSlot) isBefore(start int64, id string) bool {
	return s.start < start || s.start == start && s.id < id
}

// found is the slot as a search reads it.
func (s storedSlot) found() *slotRow {
	return &slotRow{id: s.id, practitionerID: sql.RawBytes(s.practitionerID), location: sql.RawBytes(s.locationID), start: s.start, end: s.end}
}

// checkOther refuses the time that the appointment has already.
func (m moving) checkOther(slot storedSlot) error {
	var p fault.Problems
	p.Check(m.id == "" || slot.id != m.slotID, "slotId", "booking.same_time", "The appointment is at that time already. Choose another.")
	return p.Err()
}

// keepsNothing tells whether a hold has nothing to keep, as its whole time is
// that of the appointment which it is to move.
func (s *Service) keepsNothing(ctx context.Context, hold storedHold) (bool, error) {
	rest, err := s.restOf(ctx, hold)
	return err == nil && len(rest) == 0, err
}

// restOf is what a hold keeps, or should: all that the visit takes but for what
// the appointment has which it is to move. EXPIRED where the hours give it no
// longer.
func (s *Service) restOf(ctx context.Context, hold storedHold) (stretch, error) {
	list, fits, err := s.stretchOf(ctx, hold.slot, &hold.service)
	if err != nil {
		return nil, err
	}
	if !fits {
		return nil, errHoldEnded
	}
	m, err := s.movingBy(ctx, hold)
	return list.without(m), err
}

// takenInstead answers whoever wanted a hold's time and did not get it.
func (s *Service) takenInstead(ctx context.Context, who actor.Actor, hold storedHold) (SlotTaken, error) {
	m, err := s.movingBy(ctx, hold)
	if err != nil {
		return SlotTaken{}, err
	}
	return s.takenFor(ctx, who, hold.slot, &hold.service, m)
}
