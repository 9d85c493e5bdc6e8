package booking

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// SlotChange is how a slot stands since a moment ago. It tells nothing about
// who took or freed it.
type SlotChange struct {
	SlotID       string
	Status       SlotStatus
	Start        time.Time // UTC
	Practitioner *clinic.Practitioner
}

// SlotChangeFilter narrows what is told; nil narrows nothing.
type SlotChangeFilter struct {
	LocationID     *string
	DepartmentID   *string
	PractitionerID *string
	From           *time.Time // not before
	To             *time.Time // before
}

func (f SlotChangeFilter) covers(v storedSlot) bool {
	return isOrAny(f.LocationID, v.locationID) && isOrAny(f.DepartmentID, v.departmentID) &&
		isOrAny(f.PractitionerID, v.practitionerID) &&
		(f.From == nil || v.start >= store.Micros(*f.From)) && (f.To == nil || v.start < store.Micros(*f.To))
}

func isOrAny(wanted *string, id string) bool { return wanted == nil || *wanted == id }

// SlotChanges tells anyone signed in of the slots under the filters that are
// taken or freed, by a schedule or by a hold that runs out too, each as it
// stands when it is told. What follows quickly on one another for one slot may
// be told once. It ends with ctx. Before that the channel is closed when the
// caller does not keep up and when news may have been lost: whoever is still
// there reads the free times anew and asks again.
func (s *Service) SlotChanges(ctx context.Context, who actor.Actor, filter SlotChangeFilter) (<-chan *SlotChange, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	if s.Bus == nil {
		return nil, errors.New("booking: made without a bus, nobody hears of slots")
	}
	if err := s.board.listen(s.Bus); err != nil { //nolint:contextcheck // news is read for all who watch, not for this one
		return nil, err
	}
	if err := s.listenForRules(); err != nil {
		return nil, err
	}
	w, first := s.board.join(filter)
	if first {
		held, err := s.slots.heldNow(ctx, store.Micros(s.Clock()))
		if err != nil {
			s.board.leave(w)
			return nil, err
		}
		s.board.expect(held)
	}
	context.AfterFunc(ctx, func() { s.board.leave(w) })
	return w.out, nil
}

// ForgetNews ends everyone's SlotChanges, for when the bus may have lost
// messages.
func (s *Service) ForgetNews() { s.board.dropAll() }

// slotsChanged is the one place that tells of slots: the slotStore calls it for
// each write that took or freed some. It is told after the commit, or not at
// all.
func (s *Service) slotsChanged(ctx context.Context, slotIDs ...string) {
	if s.Bus == nil || len(slotIDs) == 0 {
		return
	}
	store.AfterCommit(ctx, func() {
		if err := publishSlots(s.Bus, slotIDs); err != nil {
			s.board.dropAll()
		}
	})
}

// readChanges gives slots as they stand now.
func (s *Service) readChanges(ctx context.Context, slotIDs []string) ([]toldSlot, error) {
	rows, err := s.slots.byIDs(ctx, slotIDs)
	if err != nil {
		return nil, err
	}
	list := make([]toldSlot, 0, len(rows))
	for _, row := range rows {
		slot, err := s.shown(ctx, row, "")
		if err != nil {
			return nil, err
		}
		list = append(list, toldSlot{row, &SlotChange{
			SlotID: slot.ID, Status: slot.Status, Start: slot.Start, Practitioner: slot.Practitioner,
		}})
	}
	return list, nil
}
