package waitlist

import (
	"context"
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestAFreedTimeIsKeptForOneAndMovesTheAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, a := b.waiting(20, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(p)
		if o.SlotID != slot.ID || !o.ExpiresAt.Equal(b.clock().Add(OfferTime)) || b.status(slot) != booking.SlotStatusHeld {
			t.Errorf("kept is %+v, the slot %s", o, b.status(slot))
		}
		if n := b.count(`SELECT count(*) FROM outbox_events WHERE kind = ? AND subject_id = ?`, string(outbox.WaitlistOffered), o.ID); n != 1 {
			t.Errorf("told %d times", n)
		}
		if got := b.standing(p, a); got.SlotID != a.SlotID {
			t.Error("the appointment was moved before anybody answered")
		}
		for range 2 { // the same answer again gives the same
			answer := must(b.answer(p, o, true))(t)
			moved, ok := answer.(booking.AppointmentBooked)
			if !ok || moved.Appointment.ID != a.ID || moved.Appointment.SlotID != slot.ID || moved.Appointment.Sequence != 1 {
				t.Fatalf("taking it gave %#v", answer)
			}
		}
		if b.status(booking.Slot{ID: a.SlotID}) != booking.SlotStatusFree || b.status(slot) != booking.SlotStatusBusy {
			t.Error("the old time is not free, or the new one not taken")
		}
		if entries := must(b.EntriesOf(b.ctx, p.who, []string{a.ID}))(t); len(entries) != 0 {
			t.Error("they wait still")
		}
	})
}

// Taking an offer frees a time for the next, and so on down the line.
func TestWhatIsFreedByTakingGoesOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		first, firstVisit := b.waiting(15, 9, 0)
		second, secondVisit := b.waiting(20, 9, 0)
		slot := b.freed(13, 9, 0)
		b.look()
		must(b.answer(first, b.offerOf(first), true))(t)
		b.look()
		next := b.offerOf(second)
		if next.SlotID != firstVisit.SlotID {
			t.Fatalf("the next is offered %s, want the time that was given up", next.SlotID)
		}
		must(b.answer(second, next, true))(t)
		if b.standing(first, firstVisit).SlotID != slot.ID || b.standing(second, secondVisit).SlotID != firstVisit.SlotID {
			t.Error("they did not both move up")
		}
	})
}

func TestDecliningAndSilencePassItOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		first, firstVisit := b.waiting(20, 9, 0)
		second, _ := b.waiting(21, 9, 0)
		third, _ := b.waiting(22, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(first)
		for range 2 {
			if _, ok := must(b.answer(first, o, false))(t).(OfferDeclined); !ok {
				t.Fatal("declining is not declined")
			}
		}
		b.look()
		b.look()
		silent := b.offerOf(second)
		if silent.SlotID != slot.ID || len(b.offers(first)) != 0 || len(b.offers(third)) != 0 {
			t.Fatal("it is not kept for the second alone")
		}
		b.pass(OfferTime)
		if _, err := b.answer(second, silent, true); fault.CodeOf(err) != fault.Expired {
			t.Errorf("too late gave %v, want EXPIRED", err)
		}
		b.look()
		if o := b.offerOf(third); o.SlotID != slot.ID {
			t.Error("it was not passed on to the third")
		}
		b.pass(OfferTime)
		b.look()
		if b.status(slot) != booking.SlotStatusFree || b.count(`SELECT count(*) FROM waitlist_openings`) != 0 {
			t.Error("nobody is left to ask, and the time is not everybody's")
		}
		if b.standing(first, firstVisit).SlotID != firstVisit.SlotID {
			t.Error("who declined lost something")
		}
	})
}

// Who stays with their own practitioner is first, then who has waited longest.
func TestTheOrderOfTheLine(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		other := b.practitioner("Dr. Two")
		anyone, changer := func(in *JoinWaitlistInput) { in.AnyPractitioner = true }, b.person()
		b.join(changer, b.book(changer, b.with(other, 20, 9, 0)), anyone)
		b.pass(time.Second)
		loyal := b.person() // with the other doctor, and would not change
		b.join(loyal, b.book(loyal, b.with(other, 20, 9, 30)))
		b.pass(time.Second)
		early, _ := b.waiting(21, 9, 0)
		late, _ := b.waiting(20, 9, 0)
		b.freed(14, 10, 0)
		for i, p := range []person{early, late, changer} {
			b.look()
			o := b.offerOf(p)
			if _, err := b.answer(p, o, false); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
		b.look()
		if len(b.offers(loyal)) != 0 {
			t.Error("a time with another doctor was offered to who wanted none")
		}
	})
}

func TestOnlyWhatSuitsIsOffered(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		change func(*JoinWaitlistInput)
		suits  bool
	}{
		"any time": {func(*JoinWaitlistInput) {}, true},
		"in the window": {func(in *JoinWaitlistInput) {
			in.Windows = []WaitlistWindowInput{{[]WaitlistDay{"TUESDAY"}, "10:00", "10:30"}}
		}, true},
		"another day": {func(in *JoinWaitlistInput) {
			in.Windows = []WaitlistWindowInput{{[]WaitlistDay{"MONDAY"}, "00:00", "24:00"}}
		}, false},
		"another hour":       {func(in *JoinWaitlistInput) { in.Windows = []WaitlistWindowInput{{nil, "10:01", "24:00"}} }, false},
		"from that day on":   {func(in *JoinWaitlistInput) { in.Earliest = ptr("2026-07-14") }, true},
		"from the day after": {func(in *JoinWaitlistInput) { in.Earliest = ptr("2026-07-15") }, false},
		"a week's notice":    {func(in *JoinWaitlistInput) { in.MinimumNoticeHours = 7 * 24 }, true},
		"more than that":     {func(in *JoinWaitlistInput) { in.MinimumNoticeHours = 9 * 24 }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
			p, _ := b.waiting(20, 9, 0, of.change)
			b.freed(14, 10, 0) // a Tuesday, eight days ahead
			b.look()
			if got := len(b.offers(p)) == 1; got != of.suits {
				t.Errorf("offered is %t, want %t", got, of.suits)
			}
		})
	}
}

// A later time, a time of another visit, and a visit that cannot be moved any
// more are no reason to ask.
func TestNobodyIsAskedInVain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, _ := b.waiting(14, 9, 0)
		b.freed(15, 9, 0)
		b.look()
		if len(b.offers(p)) != 0 {
			t.Error("a later time was offered")
		}
		other := b.practitioner("Dr. Two")
		b.book(p, b.with(other, 13, 9, 0))
		b.freed(13, 9, 0)
		b.look()
		if len(b.offers(p)) != 0 {
			t.Error("a time of another visit was offered")
		}
	})
}

func TestAHoldThatRunsOutIsOffered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, _ := b.waiting(20, 9, 0)
		slot, somebody := b.on(14, 10, 0), b.person()
		if _, ok := b.hold(somebody, slot); !ok {
			t.Fatal("not held")
		}
		b.look()
		if len(b.offers(p)) != 0 {
			t.Error("offered while another holds it")
		}
		b.pass(booking.HoldTime)
		b.look()
		if o := b.offerOf(p); o.SlotID != slot.ID {
			t.Error("not offered when the hold had run out")
		}
		if _, ok := b.hold(somebody, slot); ok {
			t.Error("kept for an offer and held by another at once")
		}
	})
}

func TestAHoldThatIsGivenBackIsOffered(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, _ := b.waiting(20, 9, 0)
		slot, somebody := b.on(14, 10, 0), b.person()
		hold, _ := b.hold(somebody, slot)
		must(b.rooms.ReleaseHold(b.ctx, somebody.who, booking.ReleaseHoldInput{HoldID: hold.ID}))(t)
		b.look()
		if o := b.offerOf(p); o.SlotID != slot.ID {
			t.Error("not offered")
		}
	})
}

func TestNobodyIsAskedAllDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, _ := b.waiting(20, 9, 0)
		for i := range mostADay {
			b.freed(14+i/5, 9+i%5/2, i%5%2*30)
			b.look()
			must(b.answer(p, b.offerOf(p), false))(t)
		}
		slot := b.freed(16, 11, 0)
		b.look()
		if len(b.offers(p)) != 0 {
			t.Error("asked once more")
		}
		b.pass(24 * time.Hour)
		b.look()
		if b.offerOf(p).SlotID != slot.ID {
			t.Error("not asked on the next day")
		}
	})
}

// The clinic takes a time away that is being offered.
func TestATimeThatIsTakenAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, a := b.waiting(20, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(p)
		err := s.Tx(b.ctx, func(ctx context.Context) error {
			_, err := s.Prepare(`UPDATE booking_slots SET status = 'WITHDRAWN', hold_id = '', held_until = 0 WHERE id = ?`).Exec(ctx, slot.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := must(b.answer(p, o, true))(t).(booking.SlotTaken); !ok {
			t.Error("a time that is gone was not refused")
		}
		if len(b.offers(p)) != 0 || b.standing(p, a).SlotID != a.SlotID {
			t.Error("the offer is open still, or the old time lost")
		}
	})
}

// Nobody is woken, and no time is kept while all sleep; in the morning the line
// is as it was.
func TestQuietHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		first, _ := b.waiting(20, 9, 0)
		second, _ := b.waiting(21, 9, 0)
		b.asleep.are(first.who, second.who)
		slot := b.freed(14, 10, 0)
		b.look()
		if b.status(slot) != booking.SlotStatusFree || len(b.offers(first)) != 0 {
			t.Error("kept for somebody who sleeps")
		}
		b.pass(8 * time.Hour)
		b.asleep.are()
		b.look()
		if b.offerOf(first).SlotID != slot.ID {
			t.Error("not offered in the morning")
		}
	})
}

func TestWhoIsAwakeIsAskedBeforeWhoSleeps(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	first, _ := b.waiting(20, 9, 0)
	second, _ := b.waiting(21, 9, 0)
	b.asleep.are(first.who)
	b.freed(14, 10, 0)
	b.look()
	if len(b.offers(first)) != 0 || len(b.offers(second)) != 1 {
		t.Error("the one who is awake was not asked")
	}
}

// The rows decide: a program that dies between an offer and its end leaves
// nothing kept.
func TestRestartBetweenOfferAndPassingOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		first, _ := b.waiting(20, 9, 0)
		second, _ := b.waiting(21, 9, 0)
		slot := b.freed(14, 10, 0)
		b.restart() // before anybody looked
		b.look()
		if b.offerOf(first).SlotID != slot.ID {
			t.Fatal("the opening was lost")
		}
		b.restart()
		b.pass(OfferTime)
		b.look()
		if b.offerOf(second).SlotID != slot.ID {
			t.Error("it was not passed on")
		}
	})
}

func TestChangesElsewhereEndTheOffer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		called, calledVisit := b.waiting(20, 9, 0)
		leaver, leaverVisit := b.waiting(21, 9, 0)
		mover, moverVisit := b.waiting(22, 9, 0)
		last, _ := b.waiting(23, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(called)
		b.cancel(called, calledVisit)
		if _, err := b.answer(called, o, true); fault.CodeOf(err) != fault.Expired {
			t.Errorf("an offer for a visit that was called off: %v", err)
		}
		b.look()
		if b.offerOf(leaver).SlotID != slot.ID && b.offerOf(leaver).SlotID != calledVisit.SlotID {
			t.Fatal("not passed on")
		}
		for range 2 {
			must(b.LeaveWaitlist(b.ctx, leaver.who, LeaveWaitlistInput{AppointmentID: leaverVisit.ID}))(t)
		}
		if len(b.offers(leaver)) != 0 {
			t.Error("who left is still offered something")
		}
		b.look()
		b.offerOf(mover)
		hold, _ := b.hold(mover, b.on(22, 10, 0))
		must(b.rooms.RescheduleAppointment(b.ctx, mover.who, booking.RescheduleAppointmentInput{AppointmentID: moverVisit.ID, HoldID: hold.ID}))(t)
		if len(b.offers(mover)) != 0 {
			t.Error("the offer outlived the move")
		}
		b.look()
		b.offerOf(last)
	})
}

func TestJoiningAgainKeepsThePlace(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, a := b.waiting(20, 9, 0)
		was := must(b.EntriesOf(b.ctx, p.who, []string{a.ID}))(t)[a.ID]
		b.pass(time.Hour)
		now := b.join(p, a, func(in *JoinWaitlistInput) {
			in.Windows = []WaitlistWindowInput{{[]WaitlistDay{"FRIDAY", "FRIDAY"}, "09:00", "12:00"}}
			in.MinimumNoticeHours = 24
		})
		if now.ID != was.ID || !now.JoinedAt.Equal(was.JoinedAt) || len(now.Windows) != 1 || len(now.Windows[0].Days) != 1 || now.MinimumNoticeHours != 24 {
			t.Errorf("it is %+v, was %+v", now, was)
		}
	})
}

func TestWhoMayAndWhatIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	p, a := b.waiting(20, 9, 0)
	stranger := b.person()
	b.freed(14, 10, 0)
	b.look()
	o := b.offerOf(p)
	for name, err := range map[string]error{
		"joins":   failed(b.JoinWaitlist(b.ctx, stranger.who, JoinWaitlistInput{AppointmentID: a.ID})),
		"leaves":  failed(b.LeaveWaitlist(b.ctx, stranger.who, LeaveWaitlistInput{AppointmentID: a.ID})),
		"answers": failed(b.answer(stranger, o, true)),
		"reads":   failed(b.Offers(b.ctx, stranger.who, p.patientID)),
	} {
		if fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a stranger %s: %v, want NOT_FOUND", name, err)
		}
	}
	if found := must(b.EntriesOf(b.ctx, stranger.who, []string{a.ID}))(t); len(found) != 0 {
		t.Error("a stranger sees who waits")
	}
	for name, change := range map[string]func(*JoinWaitlistInput){
		"backwards": func(in *JoinWaitlistInput) { in.Windows = []WaitlistWindowInput{{nil, "12:00", "09:00"}} },
		"no time":   func(in *JoinWaitlistInput) { in.Windows = []WaitlistWindowInput{{nil, "9", "12:00"}} },
		"no day": func(in *JoinWaitlistInput) {
			in.Windows = []WaitlistWindowInput{{[]WaitlistDay{"SOMEDAY"}, "09:00", "12:00"}}
		},
		"too many": func(in *JoinWaitlistInput) { in.Windows = make([]WaitlistWindowInput, maxWindows+1) },
		"earliest": func(in *JoinWaitlistInput) { in.Earliest = ptr("soon") },
		"notice":   func(in *JoinWaitlistInput) { in.MinimumNoticeHours = -1 },
		"long":     func(in *JoinWaitlistInput) { in.MinimumNoticeHours = maxNoticeHours + 1 },
		"too late": func(in *JoinWaitlistInput) { in.Earliest = ptr("2026-07-21") },
	} {
		in := JoinWaitlistInput{AppointmentID: a.ID}
		change(&in)
		if _, err := b.JoinWaitlist(b.ctx, p.who, in); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("%s: %v, want INVALID_INPUT", name, err)
		}
	}
	b.set(a.Start.AddDate(0, 0, -3))
	for days, want := range map[int]fault.Code{2: "", 3: fault.InvalidInput} {
		_, err := b.JoinWaitlist(b.ctx, p.who, JoinWaitlistInput{AppointmentID: a.ID, MinimumNoticeHours: days * 24})
		if err != nil && want == "" || fault.CodeOf(err) != want && want != "" {
			t.Errorf("%d days' notice three days before: %v", days, err)
		}
	}
	b.set(a.Start)
	if _, err := b.JoinWaitlist(b.ctx, p.who, JoinWaitlistInput{AppointmentID: a.ID}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("for a visit that has begun: %v, want CONFLICT", err)
	}
}

func ptr[T any](v T) *T { return &v }

func failed[T any](_ T, err error) error { return err }
