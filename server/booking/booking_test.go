package booking

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// refusedWith books and expects a refusal.
func (b *bench) refusedWith(who actor.Actor, in BookAppointmentInput, want BookingRefusedCode) {
	b.t.Helper()
	answer := must(b.BookAppointment(b.ctx, who, in))(b.t)
	refused, ok := answer.(BookingRefused)
	if !ok || refused.Code != want || refused.Message == "" {
		b.t.Errorf("got %#v, want a refusal with %s", answer, want)
	}
}

func TestBookingWritesAllThatBelongsToIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		var told []outbox.Event
		b.Outbox.Told(func(e outbox.Event) { told = append(told, e) })
		slot := b.free(SlotFilter{})[0]
		in := agreed(patientID, b.hold(who, patientID, slot))
		in.Contact.Phone, in.Notes = ptr("  +1 555 0100 "), ptr(" ")
		made := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment

		if made.Start != slot.Start || made.End != slot.End || made.TimeZone != "America/Chicago" || made.Status != AppointmentStatusBooked ||
			made.Practitioner.ID != b.doctor.ID || made.Service.ID != b.visit.ID || made.Department.ID != b.department.ID ||
			made.Reason != "A cough" || *made.Contact.Phone != "+1 555 0100" || made.Notes != "" || made.PatientID != patientID {
			t.Errorf("booked %+v", made)
		}
		if got := must(b.Slot(b.ctx, who, slot.ID))(t); got.Status != SlotStatusBusy {
			t.Errorf("the slot is %s", got.Status)
		}
		history := must(b.History(b.ctx, who, made.ID))(t)
		if len(history) != 1 || history[0] != (AppointmentHistory{At: monday, What: "Booked", By: "the patient"}) {
			t.Errorf("history %+v", history)
		}
		for query, want := range map[string]int{
			`SELECT count(*) FROM booking_holds WHERE state = 'CONVERTED'`:                          1,
			`SELECT count(*) FROM outbox_events WHERE kind = 'AppointmentConfirmed' AND number = 1`: 1,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.book_appointment'`:           1,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.hold_slot'`:                  1,
			`SELECT count(*) FROM booking_appointments WHERE booked_by <> '' AND status = 'BOOKED'`: 1,
			`SELECT count(*) FROM booking_slots WHERE status = 'HELD' OR held_until <> 0`:           0,
			`SELECT count(*) FROM audit_events WHERE action = 'read' AND patient_id <> ''`:          0,
			`SELECT count(*) FROM store_idempotent_answers`:                                         0,
		} {
			if got := b.count(query); got != want {
				t.Errorf("%s: %d, want %d", query, got, want)
			}
		}
		if len(told) != 1 || told[0].SubjectID != made.ID || told[0].PatientID != patientID {
			t.Fatalf("told %+v", told)
		}
		var said outbox.AppointmentFacts
		if err := json.Unmarshal(told[0].Payload, &said); err != nil {
			t.Fatal(err)
		}
		want := outbox.AppointmentFacts{
			AppointmentID: made.ID, Start: slot.Start, End: slot.End, TimeZone: "America/Chicago",
			Practitioner: "Dr. One", Location: "Downtown", LocationAddress: "1 Main Street", LocationPhone: "555 0100",
			Service: "Office visit", ContactEmail: "someone@example.org",
		}
		if said != want {
			t.Errorf("facts %+v, want %+v", said, want)
		}
	})
}

func TestBookingUndoneByItsEventLeavesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0])
		b.Outbox.Handle(func(context.Context, outbox.Event) error { return context.Canceled })
		if _, err := b.BookAppointment(b.ctx, who, agreed(patientID, hold)); err == nil {
			t.Fatal("the event failed and the booking did not")
		}
		if got := must(b.Slot(b.ctx, who, hold.Slot.ID))(t); got.Status != SlotStatusHeld {
			t.Errorf("the slot is %s", got.Status)
		}
		if n := b.count(`SELECT count(*) FROM booking_appointments`); n != 0 {
			t.Errorf("%d appointments", n)
		}
	})
}

func TestAHoldThatRanOutStillBooksAFreeSlot(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		hold := b.hold(who, patientID, list[3])
		b.pass(HoldTime + time.Minute)
		if answer := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t); answer.(AppointmentBooked).Appointment.SlotID != list[3].ID {
			t.Errorf("got %#v", answer)
		}
	})
}

func TestAHoldThatRanOutLosesToWhoeverCame(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		first, who := b.person()
		second, other := b.person()
		list := b.free(SlotFilter{})
		hold := b.hold(who, first, list[3])
		b.pass(HoldTime)
		b.hold(other, second, list[3])
		answer := must(b.BookAppointment(b.ctx, who, agreed(first, hold)))(t)
		if taken, ok := answer.(SlotTaken); !ok || len(taken.Alternatives) != 3 {
			t.Errorf("while another keeps it: %#v", answer)
		}
		b.pass(HoldTime) // both have run out: the first to ask has it
		if _, ok := must(b.BookAppointment(b.ctx, who, agreed(first, hold)))(t).(AppointmentBooked); !ok {
			t.Error("a slot that nobody keeps is not booked")
		}
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Monday, 9*60+15, 10*60+15, 30)
		patientID, who := b.person()
		of := func(v clinic.Practitioner) []Slot { return b.free(SlotFilter{PractitionerID: &v.ID}) }
		b.book(who, patientID, of(b.doctor)[0]) // 9:00 to 9:30

		overlapping := b.hold(who, patientID, of(second)[0]) // 9:15
		b.refusedWith(who, agreed(patientID, overlapping), BookingRefusedCodePatientBusy)
		if got := must(b.Slot(b.ctx, who, overlapping.Slot.ID))(t); got.Status != SlotStatusHeld {
			t.Errorf("a refusal let go of the slot: %s", got.Status)
		}
		if _, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, b.hold(who, patientID, of(b.doctor)[0]))))(t).(AppointmentBooked); !ok {
			t.Error("9:30, right after the visit at 9:00, was refused")
		}

		released := b.hold(who, patientID, of(b.doctor)[1])
		must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: released.ID}))(t)
		b.refusedWith(who, agreed(patientID, released), BookingRefusedCodeHoldExpired)

		asked := b.service("Procedure", 30, clinic.SelfBookingBook)
		held := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: of(b.doctor)[2].ID, ServiceID: asked.ID, PatientID: patientID}))(t).(SlotHeld).Hold
		b.exec(`UPDATE clinic_services SET self_booking = 'REQUEST' WHERE id = ?`, asked.ID)
		b.refusedWith(who, agreed(patientID, held), BookingRefusedCodeNotSelfBookable)

		near := b.hold(who, patientID, of(b.doctor)[2]) // 11:30; the notice is an hour
		b.set(near.Slot.Start.Add(-30 * time.Minute))
		b.refusedWith(who, agreed(patientID, near), BookingRefusedCodeTooLate)
		b.set(near.Slot.Start)
		b.refusedWith(who, agreed(patientID, near), BookingRefusedCodeTooLate)

		withdrawn := b.hold(who, patientID, of(b.doctor)[0])
		b.pass(HoldTime)
		must(b.Hours.AddException(b.ctx, b.system, hours.AddExceptionInput{
			LocationID: b.chicago.ID, Date: withdrawn.Slot.Start.In(b.zone()).Format(time.DateOnly), EndMinute: hours.MinutesADay, Kind: hours.ExceptionClosed,
		}))(t)
		b.refusedWith(who, agreed(patientID, withdrawn), BookingRefusedCodeHoldExpired)
	})
}

func (b *bench) zone() *time.Location { return must(time.LoadLocation(b.chicago.TimeZone))(b.t) }

func (b *bench) exec(text string, args ...any) {
	b.t.Helper()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		_, err := b.store.Prepare(text).Exec(ctx, args...)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestAHoldThatRunsIsAPromiseInsideTheNotice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0]) // 9:00, held at 8:00 with an hour's notice
		b.pass(5 * time.Minute)
		if _, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t).(AppointmentBooked); !ok {
			t.Error("a time that was kept was refused")
		}
	})
}

func TestTheSameKeyGivesTheSameAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		in := agreed(patientID, b.hold(who, patientID, list[0]))
		in.IdempotencyKey = ptr("key-1")
		first := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment
		again := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment
		if first.ID != again.ID {
			t.Errorf("%s, then %s", first.ID, again.ID)
		}
		other := in
		other.Reason = "Something else"
		if _, err := b.BookAppointment(b.ctx, who, other); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the key with other contents: %v", err)
		}
		next := agreed(patientID, b.hold(who, patientID, list[1]))
		next.IdempotencyKey = in.IdempotencyKey
		if _, err := b.BookAppointment(b.ctx, who, next); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the key with another hold: %v", err)
		}
		// A key is one account's own.
		stranger, whom := b.person()
		theirs := agreed(stranger, b.hold(whom, stranger, list[2]))
		theirs.IdempotencyKey = in.IdempotencyKey
		if got := must(b.BookAppointment(b.ctx, whom, theirs))(t).(AppointmentBooked).Appointment; got.ID == first.ID {
			t.Error("a key gave another account's appointment")
		}
		b.pass(answerTime)
		later := agreed(patientID, b.hold(who, patientID, b.free(SlotFilter{})[0]))
		later.IdempotencyKey = in.IdempotencyKey
		if got := must(b.BookAppointment(b.ctx, who, later))(t).(AppointmentBooked).Appointment; got.ID == first.ID {
			t.Error("after 48 hours the key still gives the old appointment")
		}
	})
}

func TestAHoldBecomesOneAppointment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		in := agreed(patientID, b.hold(who, patientID, b.free(SlotFilter{})[0]))
		first := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment
		again := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment
		if first.ID != again.ID || b.count(`SELECT count(*) FROM booking_appointments`) != 1 {
			t.Errorf("confirming twice made %s and %s", first.ID, again.ID)
		}
	})
}

func TestInsuranceMustBeThePatients(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		b.exec(`INSERT INTO patient_coverages (id, patient_id, created_at) VALUES ('c1', ?, 1)`, patientID)
		b.Coverages = onlyInsurance{patientID, "c1"}
		in := agreed(patientID, b.hold(who, patientID, b.free(SlotFilter{})[0]))
		in.CoverageID = ptr("c2")
		_, err := b.BookAppointment(b.ctx, who, in)
		if list := fault.List(err); len(list) != 1 || list[0].Field != "coverageId" {
			t.Errorf("another's insurance: %v", err)
		}
		in.CoverageID = ptr("c1")
		if got := must(b.BookAppointment(b.ctx, who, in))(t).(AppointmentBooked).Appointment; *got.CoverageID != "c1" {
			t.Errorf("booked with %v", got.CoverageID)
		}
	})
}

func TestEveryBadFieldIsNamed(t *testing.T) {
	t.Parallel()
	in := BookAppointmentInput{
		Reason: strings.Repeat("é", maxReason+1), Notes: ptr("bell\a"), CoverageID: ptr(""), IdempotencyKey: ptr(""),
		Contact: AppointmentContactInput{Email: "Maria <maria@example.org>", Phone: ptr("call me")},
	}
	fields := map[string]bool{}
	for _, problem := range fault.List(in.Validate()) {
		fields[problem.Field] = true
	}
	for _, want := range []string{"holdId", "patientId", "reason", "notes", "coverageId", "idempotencyKey", "contact.email", "contact.phone"} {
		if !fields[want] {
			t.Errorf("%s is not named", want)
		}
	}
	good := BookAppointmentInput{
		HoldID: "h", PatientID: "p", Reason: strings.Repeat("é", maxReason), Notes: ptr("one\ntwo"),
		Contact: AppointmentContactInput{Email: "maria@example.org", Phone: ptr("(555) 010-0199 x12")},
	}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
}

func TestAppointmentsStandOnTheirSideOfNow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		var want []string
		for i := range 4 {
			want = append(want, b.book(who, patientID, list[i]).ID)
		}
		b.exec(`UPDATE booking_appointments SET status = 'CANCELLED' WHERE id = ?`, want[2])
		pages := func(when AppointmentWhen) (got []string, total int) {
			args := page.Args{First: ptr(1), WithTotal: true}
			for {
				conn := must(b.Appointments(b.ctx, who, patientID, when, args))(t)
				for _, edge := range conn.Edges {
					got = append(got, edge.Node.ID)
				}
				if !conn.PageInfo.HasNextPage {
					return got, conn.TotalCount
				}
				args.After = conn.PageInfo.EndCursor
			}
		}
		same := func(when AppointmentWhen, want ...string) {
			t.Helper()
			got, total := pages(when)
			if strings.Join(got, " ") != strings.Join(want, " ") || total != len(want) {
				t.Errorf("%s at %s: %v of %d, want %v", when, b.clock().Format("15:04"), got, total, want)
			}
		}
		same(AppointmentWhenUpcoming, want[0], want[1], want[3])
		same(AppointmentWhenPast, want[2])
		b.set(list[0].Start.Add(29 * time.Minute)) // during the first
		same(AppointmentWhenUpcoming, want[0], want[1], want[3])
		b.set(list[1].End) // the second has just ended
		same(AppointmentWhenUpcoming, want[3])
		same(AppointmentWhenPast, want[2], want[1], want[0])
	})
}

func TestAppointmentsAreForThoseWhoMaySeeThem(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.free(SlotFilter{})[0])
		carer := func(scope actor.Scope) actor.Actor {
			return b.account(actor.RolePatient, actor.Grant{PatientID: patientID, Scopes: []actor.Scope{scope}})
		}
		_, stranger := b.person()
		cases := map[string]struct {
			who  actor.Actor
			want fault.Code
			rows int // on the audit trail
		}{
			"the patient":    {who, "", 0},
			"a carer":        {carer(actor.ScopeAppointments), "", 1},
			"another carer":  {carer(actor.ScopeRecords), fault.NotFound, 0},
			"a stranger":     {stranger, fault.NotFound, 0},
			"the desk":       {b.account(actor.RoleFrontDesk), "", 1},
			"a clinician":    {b.account(actor.RoleClinician), "", 1},
			"nobody":         {actor.Actor{}, fault.Unauthenticated, 0},
			"the program":    {b.system, "", 0},
			"administration": {b.account(actor.RoleAdministrator), "", 1},
		}
		calls := map[string]func(actor.Actor) error{
			"one": func(who actor.Actor) error { _, err := b.Appointment(b.ctx, who, made.ID); return err },
			"list": func(who actor.Actor) error {
				_, err := b.Appointments(b.ctx, who, patientID, AppointmentWhenUpcoming, page.Args{})
				return err
			},
			"history": func(who actor.Actor) error { _, err := b.History(b.ctx, who, made.ID); return err },
			"facts":   func(who actor.Actor) error { _, err := b.Facts(b.ctx, who, made.ID); return err },
		}
		for whose, c := range cases {
			for name, call := range calls {
				before := b.count(`SELECT count(*) FROM audit_events WHERE action = 'read'`)
				err := call(c.who)
				if (c.want == "") != (err == nil) || err != nil && fault.CodeOf(err) != c.want {
					t.Errorf("%s reads %s: %v, want %q", whose, name, err, c.want)
				}
				if c.want == fault.NotFound && err != nil && err.Error() != fault.ErrNotFound.Error() {
					t.Errorf("%s reads %s: %v tells more than a missing one", whose, name, err)
				}
				if rows := b.count(`SELECT count(*) FROM audit_events WHERE action = 'read'`) - before; rows != c.rows {
					t.Errorf("%s reads %s: %d rows on the trail, want %d", whose, name, rows, c.rows)
				}
			}
		}
		hold := b.hold(who, patientID, b.free(SlotFilter{})[0])
		if _, err := b.BookAppointment(b.ctx, stranger, agreed(patientID, hold)); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a stranger books for the patient: %v", err)
		}
		if _, err := b.BookAppointment(b.ctx, carer(actor.ScopeAppointments), agreed(patientID, hold)); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a carer books another account's hold: %v", err)
		}
	})
}

func TestACalendarAddressTellsTimeAndPlaceOnly(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.free(SlotFilter{})[0])
		token := b.CalendarToken(made.ID)
		got := must(b.FactsByCalendarToken(context.Background(), token))(t)
		if got.Start != made.Start || got.LocationAddress == "" || got.Practitioner+got.Service+got.ContactEmail != "" {
			t.Errorf("facts by token: %+v", got)
		}
		other := b.book(who, patientID, b.free(SlotFilter{})[0])
		mac := token[strings.IndexByte(token, '.'):]
		for _, bad := range []string{"", ".", made.ID, made.ID + ".", made.ID + ".AAAA", other.ID + mac, token + "A", "x" + token} {
			if _, err := b.FactsByCalendarToken(context.Background(), bad); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("token %q: %v", bad, err)
			}
		}
		b.exec(`UPDATE booking_appointments SET status = 'CANCELLED' WHERE id = ?`, made.ID)
		if got := must(b.FactsByCalendarToken(context.Background(), token))(t); !got.Cancelled {
			t.Errorf("a cancelled appointment: %+v", got)
		}
	})
}
