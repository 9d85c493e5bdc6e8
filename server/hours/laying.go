package hours

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

// Days is how many local days are laid out after today. One more than the
// booking.Horizon, so that a job that runs once a day keeps all of it laid out in every
// zone until it runs again.
const Days = 62

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
			if one, err = s.LayOut(ctx, dir, group...); err != nil {
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

// LayOut has the slots of some practitioners follow their hours, in the
// context's Tx.
func (s *Service) LayOut(ctx context.Context, dir *clinic.Directory, practitionerIDs ...string) (LaidOut, error) {
	now := s.Clock()
	done := LaidOut{Practitioners: len(practitionerIDs)}
	var add []Time
	for _, id := range practitionerIDs {
		more, withdrawn, err := s.revise(ctx, dir, id, now)
		if err != nil {
			return LaidOut{}, err
		}
		add = append(add, more...)
		done.Withdrawn += withdrawn
	}
	sortTimes(add)
	var err error
	done.Added, err = s.slots.insert(ctx, add)
	return done, err
}

// revise withdraws what one practitioner's schedules give no longer, and tells
// what is to be added.
func (s *Service) revise(ctx context.Context, dir *clinic.Directory, practitionerID string, now time.Time) (add []Time, withdrawn int, err error) {
	if err := s.LockPractitioner(ctx, practitionerID); err != nil {
		return nil, 0, err
	}
	plan, err := s.PlanOf(ctx, practitionerID)
	if err != nil {
		return nil, 0, err
	}
	existing, err := s.slots.of(ctx, practitionerID, store.Micros(now))
	if err != nil {
		return nil, 0, err
	}
	existing = withinReach(dir, existing, now)
	add, withdraw := difference(plan.Lay(dir, now, Days), existing, store.Micros(now))
	withdrawn, err = s.slots.withdraw(ctx, withdraw, store.Micros(now))
	return add, withdrawn, err
}

// withinReach leaves alone what lies beyond the days that are being laid out:
// it was laid out by a clock that has been set back since.
func withinReach(dir *clinic.Directory, existing []laidSlot, now time.Time) []laidSlot {
	return slices.DeleteFunc(existing, func(v laidSlot) bool {
		zone := dir.Zone(v.locationID)
		last := DateOf(now.In(zone)).AddDate(0, 0, Days)
		return DateOf(store.FromMicros(v.start).In(zone)).After(last)
	})
}

// difference compares what should be with what is, both sorted by start. Slots
// that are not free stay, and what would overlap them is not added.
func difference(plan []Time, existing []laidSlot, now int64) (add []Time, withdraw []string) {
	wanted := make(map[Time]bool, len(plan))
	for _, v := range plan {
		wanted[v] = true
	}
	var fixed []laidSlot
	have := map[Time]bool{}
	for _, v := range existing {
		key := v.asTime()
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

func (s laidSlot) asTime() Time {
	return Time{
		Start: s.start, End: s.end,
		PractitionerID: s.practitionerID, LocationID: s.locationID, DepartmentID: s.departmentID, ServiceID: s.serviceID,
	}
}

func covered(existing []laidSlot, have map[Time]bool, fixed []laidSlot, now int64) (ids []string) {
	for _, v := range existing {
		key := v.asTime()
		if v.isFree(now) && v.start > now && have[key] && overlapsAny(key, fixed) {
			ids = append(ids, v.id)
		}
	}
	return ids
}

// overlapsAny looks through slots that are sorted and as good as free of
// overlap among themselves.
func overlapsAny(v Time, sorted []laidSlot) bool {
	// Only those that begin within one longest slot before it can reach it.
	reach := v.Start - (MaxSlotMinutes * time.Minute).Microseconds()
	at, _ := slices.BinarySearchFunc(sorted, reach, func(s laidSlot, t int64) int {
		if s.start < t {
			return -1
		}
		return 1
	})
	for ; at < len(sorted) && sorted[at].start < v.End; at++ {
		if sorted[at].end > v.Start {
			return true
		}
	}
	return false
}

// Seize takes times back that the hours give no longer from whoever is booking
// one of them this moment, in the context's Tx, and counts them.
func (s *Service) Seize(ctx context.Context, dir *clinic.Directory, practitionerIDs ...string) (n int, err error) {
	now := s.Clock()
	for _, id := range practitionerIDs {
		existing, err := s.slots.of(ctx, id, store.Micros(now))
		if err != nil {
			return n, err
		}
		held := slices.DeleteFunc(existing, func(v laidSlot) bool {
			return v.status != statusHeld || v.start <= store.Micros(now)
		})
		if len(held) == 0 {
			continue
		}
		plan, err := s.PlanOf(ctx, id)
		if err != nil {
			return n, err
		}
		times := plan.Lay(dir, now, Days)
		for _, v := range held {
			if slices.Contains(times, v.asTime()) {
				continue
			}
			seized, err := s.slots.seize(ctx, v.id)
			if err != nil {
				return n, err
			}
			if seized {
				n++
			}
		}
	}
	return n, nil
}
