package booking

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// cancelling is a patient's cancellation without more.
func cancelling(a Appointment) CancelAppointmentInput {
	return CancelAppointmentInput{AppointmentID: a.ID, ReasonCode: CancellationReasonTimeUnsuited}
}

func (b *bench) cancel(who actor.Actor, a Appointment) Appointment {
	b.t.Helper()
	answer := must(b.CancelAppointment(b.ctx, who, cancelling(a)))(b.t)
	done, ok := answer.(CancelAppointmentPayload)
	if !ok {
		b.t.Fatalf("cancelling gave %#v", answer)
	}
	return done.Appointment
}

// moving is a move to a slot that is held for it.
func (b *bench) moving(who actor.Actor, a Appointment, to Slot) RescheduleAppointmentInput {
	b.t.Helper()
	return RescheduleAppointmentInput{AppointmentID: a.ID, HoldID: b.hold(who, a.PatientID, to).ID}
}

func (b *bench) move(who actor.Actor, a Appointment, to Slot) Appointment {
	b.t.Helper()
	answer := must(b.RescheduleAppointment(b.ctx, who, b.moving(who, a, to)))(b.t)
	moved, ok := answer.(AppointmentBooked)
	if !ok {
		b.t.Fatalf("moving gave %#v", answer)
	}
	return moved.Appointment
}

// nextWeek are the free times of the Monday after, far outside every notice.
func (b *bench) nextWeek() []Slot {
	from := monday.AddDate(0, 0, 7)
	return b.free(SlotFilter{From: &from})
}

func (b *bench) slotIs(slot Slot, want SlotStatus) {
	b.t.Helper()
	if got := must(b.Slot(b.ctx, b.system, slot.ID))(b.t); got.Status != want {
		b.t.Errorf("the slot at %s is %s, want %s", slot.Start, got.Status, want)
	}
}

func (b *bench) counts(want map[string]int) {
	b.t.Helper()
	for query, n := range want {
		if got := b.count(query); got != n {
			b.t.Errorf("%s: %d, want %d", query, got, n)
		}
	}
}

// saidIn is the payload of an event.
func saidIn(t *testing.T, e outbox.Event) (said outbox.AppointmentFacts) {
	t.Helper()
	if err := json.Unmarshal(e.Payload, &said); err != nil {
		t.Fatal(err)
	}
	return said
}

func TestCancellingWritesAllThatBelongsToIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		slot := b.nextWeek()[0]
		made := b.book(who, patientID, slot)
		var told []outbox.Event
		b.Outbox.Told(func(e outbox.Event) { told = append(told, e) })
		b.pass(time.Hour)
		in := cancelling(made)
		in.Note = ptr(" I have to work. ")
		done := must(b.CancelAppointment(b.ctx, who, in))(t).(CancelAppointmentPayload).Appointment

		if done.ID != made.ID || done.Status != AppointmentStatusCancelled || done.Sequence != 1 || done.Start != made.Start {
			t.Errorf("cancelled %+v", done)
		}
		b.slotIs(slot, SlotStatusFree)
		last := must(b.History(b.ctx, who, made.ID))(t)[1]
		if last.What != "Cancelled" || last.By != "the patient" || *last.ReasonCode != CancellationReasonTimeUnsuited ||
			last.Note != "I have to work." || last.OverrideReason != "" || last.From != nil || last.At != monday.Add(time.Hour) {
			t.Errorf("history %+v", last)
		}
		if len(told) != 1 || told[0].Kind != outbox.AppointmentCancelled || told[0].SubjectVersion != 1 || !saidIn(t, told[0]).Cancelled {
			t.Errorf("told %+v", told)
		}
		if again := b.cancel(who, made); again.Sequence != 1 {
			t.Errorf("cancelling again gave %+v", again)
		}
		b.counts(map[string]int{
			`SELECT count(*) FROM booking_history`: 2,
			`SELECT count(*) FROM outbox_events`:   2,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.cancel_appointment' AND fields = 'status' AND patient_id <> ''`: 1,
		})
		// The time is anybody's again, the patient's too.
		if next := b.book(who, patientID, slot); next.ID == made.ID {
			t.Error("the cancelled appointment came back")
		}
	})
}

func TestMovingWritesAllThatBelongsToIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Tuesday, 9*60, 12*60, 30)
		patientID, who := b.person()
		old := b.nextWeek()[0]
		made := b.book(who, patientID, old)
		var told []outbox.Event
		b.Outbox.Told(func(e outbox.Event) { told = append(told, e) })
		b.pass(time.Hour)
		from := monday.AddDate(0, 0, 7)
		to := b.free(SlotFilter{PractitionerID: &second.ID, From: &from})[2]
		done := b.move(who, made, to)

		if done.ID != made.ID || done.Sequence != 1 || done.Status != AppointmentStatusBooked || done.Start != to.Start || done.End != to.End ||
			done.SlotID != to.ID || done.Practitioner.ID != second.ID || done.Reason != made.Reason || done.Contact.Email != made.Contact.Email {
			t.Errorf("moved %+v", done)
		}
		b.slotIs(old, SlotStatusFree)
		b.slotIs(to, SlotStatusBusy)
		last := must(b.History(b.ctx, who, made.ID))(t)[1]
		if last.What != "Moved" || last.By != "the patient" || !last.From.Equal(old.Start) || last.ReasonCode != nil {
			t.Errorf("history %+v", last)
		}
		if len(told) != 1 || told[0].Kind != outbox.AppointmentRescheduled || told[0].SubjectVersion != 1 {
			t.Fatalf("told %+v", told)
		}
		if said := saidIn(t, told[0]); said.Start != to.Start || said.PreviousStart != old.Start || said.Sequence != 1 || said.Cancelled {
			t.Errorf("said %+v", said)
		}
		b.counts(map[string]int{
			`SELECT count(*) FROM booking_appointments`:                                                                           1,
			`SELECT count(*) FROM booking_slots WHERE status = 'BUSY'`:                                                            1,
			`SELECT count(*) FROM booking_slots WHERE status = 'HELD'`:                                                            0,
			`SELECT count(*) FROM booking_holds WHERE state = 'CONVERTED' AND appointment_id IS NOT NULL`:                         2,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.reschedule_appointment' AND fields = 'slot'`:               1,
			`SELECT count(*) FROM booking_appointments a JOIN booking_slots s ON s.id = a.slot_id WHERE s.start_at <> a.start_at`: 0,
		})
		if back := b.move(who, done, old); back.Sequence != 2 || back.Start != old.Start || back.Practitioner.ID != b.doctor.ID {
			t.Errorf("moved back: %+v", back)
		}
	})
}

func TestAMoveUndoneByItsEventLeavesTheOldTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.nextWeek()
		made := b.book(who, patientID, list[0])
		move := b.moving(who, made, list[1])
		b.Outbox.Handle(func(context.Context, outbox.Event) error { return context.Canceled })
		if _, err := b.RescheduleAppointment(b.ctx, who, move); err == nil {
			t.Error("the event failed and the move did not")
		}
		if _, err := b.CancelAppointment(b.ctx, who, cancelling(made)); err == nil {
			t.Error("the event failed and the cancellation did not")
		}
		if now := must(b.Appointment(b.ctx, who, made.ID))(t); now.Sequence != 0 || now.Start != list[0].Start || now.Status != AppointmentStatusBooked {
			t.Errorf("it is %+v", now)
		}
		b.slotIs(list[0], SlotStatusBusy)
		b.slotIs(list[1], SlotStatusHeld)
	})
}

func TestWhoLosesTheNewTimeKeepsTheOld(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		otherID, other := b.person()
		list := b.nextWeek()
		made := b.book(who, patientID, list[0])
		move := b.moving(who, made, list[3])
		b.pass(HoldTime)
		b.book(other, otherID, list[3])
		answer := must(b.RescheduleAppointment(b.ctx, who, move))(t)
		taken, ok := answer.(SlotTaken)
		if !ok || len(taken.Alternatives) != 3 || taken.Alternatives[0].ID != list[4].ID {
			t.Fatalf("got %#v", answer)
		}
		b.slotIs(list[0], SlotStatusBusy)
		if now := must(b.Appointment(b.ctx, who, made.ID))(t); now.Sequence != 0 || now.Start != list[0].Start {
			t.Errorf("it is %+v", now)
		}
		if moved := b.move(who, made, taken.Alternatives[0]); moved.Start != list[4].Start {
			t.Errorf("moved to %s", moved.Start)
		}
	})
}

func TestAVisitIsNotInItsOwnWay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Monday, 9*60+15, 10*60+15, 30)
		patientID, who := b.person()
		list := b.nextWeek() // 9:00, 9:15, 9:30, 9:45, 10:00
		made := b.book(who, patientID, list[0])
		if moved := b.move(who, made, list[1]); moved.Practitioner.ID != second.ID {
			t.Errorf("9:00 moved to 9:15 is with %s", moved.Practitioner.Name)
		}
		b.book(who, patientID, list[4])
		answer := must(b.RescheduleAppointment(b.ctx, who, b.moving(who, made, list[3])))(t)
		if refused, ok := answer.(BookingRefused); !ok || refused.Code != BookingRefusedCodePatientBusy {
			t.Errorf("into another visit: %#v", answer)
		}
	})
}

func TestAMoveSentTwiceMovesOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.nextWeek()
		booking := agreed(patientID, b.hold(who, patientID, list[0]))
		booking.IdempotencyKey = ptr("booked")
		made := must(b.BookAppointment(b.ctx, who, booking))(t).(AppointmentBooked).Appointment
		in := b.moving(who, made, list[1])
		in.IdempotencyKey = ptr("moved")
		for range 2 {
			moved, ok := must(b.RescheduleAppointment(b.ctx, who, in))(t).(AppointmentBooked)
			if !ok || moved.Appointment.Sequence != 1 || moved.Appointment.Start != list[1].Start {
				t.Errorf("moved %+v", moved)
			}
		}
		without := in
		without.IdempotencyKey = nil
		if again, ok := must(b.RescheduleAppointment(b.ctx, who, without))(t).(AppointmentBooked); !ok || again.Appointment.Sequence != 1 {
			t.Errorf("the same hold again: %+v", again)
		}
		other := in
		other.HoldID = b.hold(who, patientID, list[2]).ID
		if _, err := b.RescheduleAppointment(b.ctx, who, other); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the key with another hold: %v", err)
		}
		other.IdempotencyKey = ptr("booked")
		if _, err := b.RescheduleAppointment(b.ctx, who, other); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("a booking's key: %v", err)
		}
		// What was booked by the first hold is still that hold's.
		if first := must(b.BookAppointment(b.ctx, who, booking))(t).(AppointmentBooked).Appointment; first.ID != made.ID || first.Start != list[1].Start {
			t.Errorf("the booking sent again gave %+v", first)
		}
		booking.IdempotencyKey = nil
		if first := must(b.BookAppointment(b.ctx, who, booking))(t).(AppointmentBooked).Appointment; first.ID != made.ID {
			t.Errorf("its hold gave %+v", first)
		}
	})
}

func TestWhatCannotMoveAnAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		longer := b.service("Longer visit", 25, clinic.SelfBookingBook)
		patientID, who := b.person()
		otherID, other := b.person()
		list := b.nextWeek()
		made := b.book(who, patientID, list[0])
		used := b.hold(who, patientID, list[1])
		b.must(b.BookAppointment(b.ctx, who, agreed(patientID, used)))
		elsewhere := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: list[2].ID, ServiceID: longer.ID, PatientID: patientID}))(t).(SlotHeld).Hold
		theirs := b.hold(other, otherID, list[3])
		released := b.hold(who, patientID, list[4])
		b.must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: released.ID}))
		for name, c := range map[string]struct {
			who     actor.Actor
			hold    string
			fails   fault.Code
			refused BookingRefusedCode
		}{
			"nobody":                 {actor.Actor{}, used.ID, fault.Unauthenticated, ""},
			"a stranger":             {other, theirs.ID, fault.NotFound, ""},
			"another's hold":         {who, theirs.ID, fault.NotFound, ""},
			"no hold":                {who, "none", fault.NotFound, ""},
			"another kind of visit":  {who, elsewhere.ID, fault.InvalidInput, ""},
			"a hold that was booked": {who, used.ID, "", BookingRefusedCodeHoldExpired},
			"a released hold":        {who, released.ID, "", BookingRefusedCodeHoldExpired},
		} {
			answer, err := b.RescheduleAppointment(b.ctx, c.who, RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: c.hold})
			refused, _ := answer.(BookingRefused)
			if (err != nil && fault.CodeOf(err) != c.fails) || (err == nil) != (c.fails == "") || refused.Code != c.refused {
				t.Errorf("%s: %#v, %v", name, answer, err)
			}
		}
		if _, err := b.CancelAppointment(b.ctx, other, cancelling(made)); err == nil || err.Error() != fault.ErrNotFound.Error() {
			t.Errorf("a stranger cancels: %v", err)
		}
		b.slotIs(list[0], SlotStatusBusy)
	})
}

func TestWhoMayChangeAnAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, self := b.person()
		_, stranger := b.person()
		carer := func(scope actor.Scope) actor.Actor {
			return b.account(actor.RolePatient, actor.Grant{PatientID: patientID, Scopes: []actor.Scope{scope}})
		}
		list := b.nextWeek()
		for name, c := range map[string]struct {
			who  actor.Actor
			want string // by whom, as the history says; or how it fails
		}{
			"the patient":    {self, "the patient"},
			"a carer":        {carer(actor.ScopeAppointments), "a carer"},
			"another carer":  {carer(actor.ScopeRecords), string(fault.NotFound)},
			"a stranger":     {stranger, string(fault.NotFound)},
			"a clinician":    {b.account(actor.RoleClinician), "a clinician"},
			"the desk":       {b.account(actor.RoleFrontDesk), "the front desk"},
			"administration": {b.account(actor.RoleAdministrator), "an administrator"},
			"nobody":         {actor.Actor{}, string(fault.Unauthenticated)},
		} {
			made := b.book(self, patientID, list[0])
			_, err := b.CancelAppointment(b.ctx, c.who, cancelling(made))
			got := string(fault.CodeOf(err))
			if err == nil {
				got = must(b.History(b.ctx, self, made.ID))(t)[1].By
			}
			if got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
			b.cancel(self, made)
		}
	})
}

// must is for what has to go well and gives nothing of use.
func (b *bench) must(_ any, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// The hours may have changed since the visit was booked: its time is offered
// again only where they still give it.
func TestAFreedTimeFollowsTheHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		mornings := b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 30)
		patientID, who := b.person()
		old := b.nextWeek()[1] // 9:30
		made := b.book(who, patientID, old)
		changed := hours.SaveScheduleInput(mornings)
		changed.SlotMinutes = 60
		b.must(b.Hours.SaveSchedule(b.ctx, b.system, changed))
		if first := b.nextWeek()[0]; first.Start.Equal(old.Start) || first.Start.In(b.zone()).Hour() != 10 {
			t.Errorf("beside the visit the first time is %s", first.Start)
		}
		b.cancel(who, made)
		b.slotIs(old, SlotStatusBlocked)
		if first := b.nextWeek()[0]; first.Start.In(b.zone()).Hour() != 9 || first.End.Sub(first.Start) != time.Hour {
			t.Errorf("without it the first time is %s to %s", first.Start, first.End)
		}
	})
}

func TestEveryBadFieldOfAChangeIsNamed(t *testing.T) {
	t.Parallel()
	patient := actor.FromSession(actor.Session{Role: actor.RolePatient})
	fields := map[string]bool{}
	bad := ptr("bell\a")
	for _, err := range []error{
		CancelAppointmentInput{ReasonCode: CancellationReasonClinic, Note: bad, OverrideReason: bad}.Validate(patient),
		RescheduleAppointmentInput{OverrideReason: bad, IdempotencyKey: ptr("")}.Validate(),
	} {
		for _, problem := range fault.List(err) {
			fields[problem.Field] = true
		}
	}
	for _, want := range []string{"appointmentId", "holdId", "reasonCode", "note", "overrideReason", "idempotencyKey"} {
		if !fields[want] {
			t.Errorf("%s is not named", want)
		}
	}
	desk := actor.FromSession(actor.Session{Role: actor.RoleFrontDesk})
	if err := (CancelAppointmentInput{AppointmentID: "a", ReasonCode: CancellationReasonClinic}).Validate(desk); err != nil {
		t.Error(err)
	}
}
