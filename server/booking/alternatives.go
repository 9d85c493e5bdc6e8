package booking

import (
	"context"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/store"
)

// wantedAlternatives is how many other times whoever came second is shown.
const wantedAlternatives = 3

// taken is takenFor where nothing is to be moved.
func (s *Service) taken(ctx context.Context, who actor.Actor, slot storedSlot, service *clinic.HealthcareService) (SlotTaken, error) {
	return s.takenFor(ctx, who, slot, service, moving{})
}

// takenFor is the answer to whoever came second: the free times nearest to the
// slot, with the same practitioner at the same place if there are enough, else
// with others there, else anywhere in the department.
func (s *Service) takenFor(ctx context.Context, who actor.Actor, slot storedSlot, service *clinic.HealthcareService, m moving) (SlotTaken, error) {
	near, err := s.moved(ctx, s.nearTo(who, slot, service), m)
	if err != nil {
		return SlotTaken{}, err
	}
	var list []Slot
	if near.full, err = s.fullDaysOf(ctx, who, near); err != nil {
		return SlotTaken{}, err
	}
	for _, q := range []slotQuery{
		{departmentID: slot.departmentID, locationID: slot.locationID, practitionerID: slot.practitionerID},
		{departmentID: slot.departmentID, locationID: slot.locationID},
		{departmentID: slot.departmentID},
	} {
		near.departmentID, near.locationID, near.practitionerID = q.departmentID, q.locationID, q.practitionerID
		found, err := s.nearest(ctx, near)
		if err != nil {
			return SlotTaken{}, err
		}
		list = addNew(list, found)
		if len(list) == wantedAlternatives {
			break
		}
	}
	return SlotTaken{Alternatives: list}, nil
}

// nearTo is a search for what could be offered instead of the slot.
func (s *Service) nearTo(who actor.Actor, slot storedSlot, service *clinic.HealthcareService) search {
	now := s.Clock()
	notice := noticeOf(service)
	if booksAnything(who) {
		notice = 0
	}
	return search{service: service, slotQuery: slotQuery{
		asked: askedBy(service),
		now:   store.Micros(now),
		from:  store.Micros(earliest(now, notice)), to: store.Micros(now.Add(Horizon)),
		afterStart: slot.start, afterID: slot.id, limit: wantedAlternatives,
	}}
}

// nearest gives the free times closest to the query's place, the closest
// first, of two times equally close the later.
func (s *Service) nearest(ctx context.Context, q search) ([]Slot, error) {
	found, err := s.found(ctx, q)
	if err != nil {
		return nil, err
	}
	before, err := s.joined(ctx, q, q.back(s.slots.searchBack))
	if err != nil {
		return nil, err
	}
	found = append(found, before...)
	slices.SortStableFunc(found, func(a, b Slot) int {
		return int(distance(a, q.afterStart) - distance(b, q.afterStart))
	})
	return found[:min(len(found), wantedAlternatives)], nil
}

func distance(slot Slot, from int64) int64 {
	d := slot.Start.UnixMicro() - from
	if d < 0 {
		return -d
	}
	return d
}

// addNew appends those that the list does not have, up to what is wanted.
func addNew(list, found []Slot) []Slot {
	for _, slot := range found {
		known := slices.ContainsFunc(list, func(have Slot) bool { return have.ID == slot.ID })
		if !known && len(list) < wantedAlternatives {
			list = append(list, slot)
		}
	}
	return list
}
