package booking

import (
	"testing"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestAPageThatIsLoadedAnewLosesAndGainsNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0])
		b.set(monday.Add(4 * time.Minute))
		left := must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID}))(t)
		if want := b.clock().Add(ReturnTime); !left.KeptUntil.Equal(want) {
			t.Errorf("kept until %s, want %s", left.KeptUntil, want)
		}
		b.set(monday.Add(4*time.Minute + 30*time.Second))
		for range 2 {
			back := must(b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID}))(t).Hold
			if !back.ExpiresAt.Equal(hold.ExpiresAt) || back.ExtensionsLeft != MaxExtensions || back.Slot.ID != hold.Slot.ID {
				t.Errorf("came back to %+v, left %+v", back, hold)
			}
		}
		b.set(hold.ExpiresAt.Add(-time.Microsecond))
		b.slotIs(*hold.Slot, SlotStatusHeld)
		b.set(hold.ExpiresAt)
		for name, err := range map[string]error{
			"resuming": second(b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID})),
			"leaving":  second(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID})),
		} {
			if fault.CodeOf(err) != fault.Expired {
				t.Errorf("%s what has ended: %v", name, err)
			}
		}
	})
}

func TestAPageThatDoesNotComeBackFreesTheTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		otherID, other := b.person()
		slot := b.free(SlotFilter{})[1]
		hold := b.hold(who, patientID, slot)
		must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID}))(t)
		b.set(monday.Add(ReturnTime))
		b.slotIs(slot, SlotStatusFree)
		// Late, but nobody took it.
		must(b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID}))(t)
		must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID}))(t)
		b.set(monday.Add(2 * ReturnTime))
		b.hold(other, otherID, slot)
		if _, err := b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID}); fault.CodeOf(err) != fault.Expired {
			t.Errorf("resumed what another holds: %v", err)
		}
		if _, err := b.LeaveHold(b.ctx, other, LeaveHoldInput{HoldID: hold.ID}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("left another's hold: %v", err)
		}
	})
}

// Who leaves late leaves no longer than the hold runs.
func TestLeavingExtendsNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0])
		b.set(hold.ExpiresAt.Add(-10 * time.Second))
		left := must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID}))(t)
		if !left.KeptUntil.Equal(hold.ExpiresAt) {
			t.Errorf("kept until %s, want %s", left.KeptUntil, hold.ExpiresAt)
		}
		must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: hold.ID}))(t)
		if _, err := b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID}); fault.CodeOf(err) != fault.Expired {
			t.Errorf("resumed what was given back: %v", err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// A visit of two slots comes back whole or not at all.
func TestALongVisitComesBackWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.service("Long visit", 60, clinic.SelfBookingBook)
		patientID, who := b.person()
		otherID, other := b.person()
		slots := b.free(SlotFilter{})
		answer := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: slots[2].ID, ServiceID: long.ID, PatientID: patientID}))(t)
		held, ok := answer.(SlotHeld)
		if !ok {
			t.Fatalf("holding gave %#v", answer)
		}
		must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: held.Hold.ID}))(t)
		must(b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: held.Hold.ID}))(t)
		b.set(monday.Add(2 * ReturnTime))
		b.slotIs(slots[2], SlotStatusHeld)
		b.slotIs(slots[3], SlotStatusHeld)
		must(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: held.Hold.ID}))(t)
		b.set(monday.Add(4 * ReturnTime))
		b.slotIs(slots[2], SlotStatusFree)
		b.hold(other, otherID, slots[3])
		if _, err := b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: held.Hold.ID}); fault.CodeOf(err) != fault.Expired {
			t.Errorf("resumed half a visit: %v", err)
		}
		b.slotIs(slots[2], SlotStatusFree)
	})
}
