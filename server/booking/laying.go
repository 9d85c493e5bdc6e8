package booking

import (
	"context"
	"fmt"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// layDays is how many local days are laid out after today. One more than the
// Horizon, so that a job that runs once a day keeps all of it laid out in every
// zone until it runs again.
const layDays = 62

// LaidOut tells what laying out changed.
type LaidOut struct {
	Practitioners int // looked at
	Added         int // new free slots
	Withdrawn     int // free slots that the schedules give no longer
}

// layTogether is how many practitioners are laid out in one transaction. The
// free indexes are ordered by time: one practitioner at a time would write all
// their pages again for each, all at once would keep bookings waiting.
const layTogether = 50

// LayOutSlots makes the slots of every practitioner from their schedules, 60
// days ahead, and withdraws free ones that the schedules give no longer. Slots
// that are taken, kept or blocked stay as they are, and no new slot overlaps
// them. Done twice it changes nothing the second time. Booking goes on
// meanwhile, between its transactions. For administrators and the program
// itself.
func (s *Service) LayOutSlots(ctx context.Context, who actor.Actor) (LaidOut, error) {
	switch {
	case who.IsZero():
		return LaidOut{}, fault.ErrUnauthenticated
	case !who.IsSystem() && !who.Is(actor.RoleAdministrator):
		return LaidOut{}, fault.ErrForbidden
	}
	dir, err := s.Clinic.FreshDirectory(ctx)
	if err != nil {
		return LaidOut{}, err
	}
	ids := dir.PractitionerIDs()
	slices.Sort(ids) // two servers that lay out at once meet in the same order
	// Tens of thousands of rows on a busy machine may take longer than a
	// request has.
	ctx = store.WithWriteTimeout(actor.NewContext(ctx, who), time.Minute)
	var total LaidOut
	for group := range slices.Chunk(ids, layTogether) {
		var one LaidOut
		err := s.Store.Tx(ctx, func(ctx context.Context) (err error) {
			if one, err = s.layOut(ctx, dir, group...); err != nil {
				return err
			}
			return s.noteLaidOut(ctx, who, one)
		})
		if err != nil {
			return total, fmt.Errorf("laying out slots: %w", err)
		}
		total.Practitioners += one.Practitioners
		total.Added += one.Added
		total.Withdrawn += one.Withdrawn
	}
	return total, nil
}

func (s *Service) noteLaidOut(ctx context.Context, who actor.Actor, one LaidOut) error {
	if one.Added+one.Withdrawn == 0 {
		return nil
	}
	return s.Trail.Record(ctx, who, audit.Event{Action: "booking.lay_out_slots", SubjectType: "slot"})
}

// layOut does it for some practitioners, in the context's Tx.
func (s *Service) layOut(ctx context.Context, dir *clinic.Directory, practitionerIDs ...string) (LaidOut, error) {
	now := s.Clock()
	done := LaidOut{Practitioners: len(practitionerIDs)}
	var add []planned
	for _, id := range practitionerIDs {
		more, withdrawn, err := s.revise(ctx, dir, id, now)
		if err != nil {
			return LaidOut{}, err
		}
		add = append(add, more...)
		done.Withdrawn += withdrawn
	}
	sortPlanned(add)
	var err error
	done.Added, err = s.slots.insert(ctx, add)
	return done, err
}

// revise withdraws what one practitioner's schedules give no longer, and tells
// what is to be added.
func (s *Service) revise(ctx context.Context, dir *clinic.Directory, practitionerID string, now time.Time) (add []planned, withdrawn int, err error) {
	if err := s.schedules.lockPractitioner(ctx, practitionerID); err != nil {
		return nil, 0, err
	}
	plan, err := s.schedules.planningOf(ctx, practitionerID, now)
	if err != nil {
		return nil, 0, err
	}
	existing, err := s.slots.of(ctx, practitionerID, store.Micros(now))
	if err != nil {
		return nil, 0, err
	}
	existing = withinReach(dir, existing, now)
	add, withdraw := difference(plan.lay(dir, now, layDays), existing, store.Micros(now))
	withdrawn, err = s.slots.withdraw(ctx, withdraw, store.Micros(now))
	return add, withdrawn, err
}

// withinReach leaves alone what lies beyond the days that are being laid out:
// it was laid out by a clock that has been set back since.
func withinReach(dir *clinic.Directory, existing []storedSlot, now time.Time) []storedSlot {
	return slices.DeleteFunc(existing, func(v storedSlot) bool {
		zone := dir.Zone(v.locationID)
		last := civil(now.In(zone)).AddDate(0, 0, layDays)
		return civil(store.FromMicros(v.start).In(zone)).After(last)
	})
}

// difference compares what should be with what is, both sorted by start. Slots
// that are not free stay, and what would overlap them is not added.
func difference(plan []planned, existing []storedSlot, now int64) (add []planned, withdraw []string) {
	wanted := make(map[planned]bool, len(plan))
	for _, v := range plan {
		wanted[v] = true
	}
	var fixed []storedSlot
	have := map[planned]bool{}
	for _, v := range existing {
		key := v.asPlanned()
		switch {
		case !v.isFree(now):
			fixed = append(fixed, v)
		case v.start <= now: // past
		case wanted[key] && !have[key]:
			have[key] = true
		default:
			withdraw = append(withdraw, v.id)
		}
	}
	// A free slot that is wanted may still lie under one that was blocked or
	// booked by hand: it goes too.
	withdraw = append(withdraw, covered(existing, have, fixed, now)...)
	for _, v := range plan {
		if !have[v] && !overlapsAny(v, fixed) {
			add = append(add, v)
		}
	}
	return add, withdraw
}

func (s storedSlot) asPlanned() planned {
	return planned{
		start: s.start, end: s.end,
		practitionerID: s.practitionerID, locationID: s.locationID, departmentID: s.departmentID, serviceID: s.serviceID,
	}
}

func covered(existing []storedSlot, have map[planned]bool, fixed []storedSlot, now int64) (ids []string) {
	for _, v := range existing {
		key := v.asPlanned()
		if v.isFree(now) && v.start > now && have[key] && overlapsAny(key, fixed) {
			ids = append(ids, v.id)
		}
	}
	return ids
}

// overlapsAny looks through slots that are sorted and as good as free of
// overlap among themselves.
func overlapsAny(v planned, sorted []storedSlot) bool {
	// Only those that begin within one longest slot before it can reach it.
	reach := v.start - (maxSlotMinutes * time.Minute).Microseconds()
	at, _ := slices.BinarySearchFunc(sorted, reach, func(s storedSlot, t int64) int {
		if s.start < t {
			return -1
		}
		return 1
	})
	for ; at < len(sorted) && sorted[at].start < v.end; at++ {
		if sorted[at].end > v.start {
			return true
		}
	}
	return false
}
