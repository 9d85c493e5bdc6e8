package booking

import (
	"context"
	"fmt"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// kind adds a service of the bench's department.
func (b *bench) kind(in clinic.AddServiceInput) clinic.HealthcareService {
	b.t.Helper()
	in.DepartmentID, in.SelfBooking = b.department.ID, clinic.SelfBookingBook
	return must(b.clinic.AddService(b.ctx, b.system, in))(b.t)
}

// starts lists when a service can begin, on Chicago's clock.
func (b *bench) starts(who actor.Actor, service clinic.HealthcareService, to time.Time) (list []string) {
	b.t.Helper()
	most := page.MaxSize
	conn := must(b.Slots(b.ctx, who, SlotFilter{ServiceID: &service.ID, To: &to}, page.Args{First: &most, WithTotal: true}))(b.t)
	for _, edge := range conn.Edges {
		list = append(list, b.clockOf(edge.Node.Start))
	}
	if conn.TotalCount != len(list) {
		b.t.Errorf("%s: %d in all, %d shown", service.Name, conn.TotalCount, len(list))
	}
	return list
}

func (b *bench) clockOf(t time.Time) string {
	zone := must(time.LoadLocation("America/Chicago"))(b.t)
	return t.In(zone).Format("15:04")
}

// at is the slot of the doctor that begins on that clock time of the first day.
func (b *bench) at(clock string) Slot {
	b.t.Helper()
	for _, slot := range must(b.all())(b.t) {
		if b.clockOf(slot.Start) == clock && slot.Start.Before(b.clock().Add(20*time.Hour)) {
			return slot
		}
	}
	b.t.Fatal("no slot at " + clock)
	return Slot{}
}

// all gives every slot that there is, as it stands.
func (b *bench) all() ([]Slot, error) {
	rows, err := b.store.Prepare(`SELECT id FROM booking_slots WHERE status <> 'WITHDRAWN' ORDER BY start_at`).Query(b.ctx)
	if err != nil {
		return nil, err
	}
	ids, err := scanIDs(rows)
	if err != nil {
		return nil, err
	}
	found, err := b.SlotsByID(b.ctx, b.system, ids)
	list := make([]Slot, 0, len(ids))
	for _, id := range ids {
		list = append(list, found[id])
	}
	return list, err
}

// standing writes the first day's slots as letters: free, held, busy, blocked.
func (b *bench) standing() (letters string) {
	b.t.Helper()
	for _, slot := range must(b.all())(b.t) {
		if slot.Start.Before(monday.Add(20 * time.Hour)) {
			letters += map[SlotStatus]string{
				SlotStatusFree: "f", SlotStatusHeld: "h", SlotStatusBusy: "B", SlotStatusBlocked: "x",
			}[slot.Status]
		}
	}
	return letters
}

// attemptFor holds and books, and tells what came of it.
func (b *bench) attemptFor(r runner, slot Slot, service clinic.HealthcareService) string {
	answer, err := b.HoldSlot(b.ctx, r.who, HoldSlotInput{SlotID: slot.ID, ServiceID: service.ID, PatientID: r.patientID})
	held, ok := answer.(SlotHeld)
	if !ok {
		return fmt.Sprintf("%T %v", answer, err)
	}
	return b.confirm(r, held.Hold)
}

func (b *bench) confirm(r runner, hold Hold) string {
	answer, err := b.BookAppointment(b.ctx, r.who, agreed(r.patientID, hold))
	switch answer := answer.(type) {
	case AppointmentBooked:
		return "booked"
	case BookingRefused:
		return string(answer.Code)
	default:
		return fmt.Sprintf("%T %v", answer, err)
	}
}

// The doctor's Monday has six slots of half an hour from 9:00.
func TestLongVisitsAreOfferedOnlyWhereTheyFit(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 30)
		b.set(monday.Add(-8 * time.Hour))
		evening := monday.Add(12 * time.Hour)
		notice := 0
		long := b.kind(clinic.AddServiceInput{Name: "Long", DurationMinutes: 75, MinimumNoticeMinutes: &notice})
		buffered := b.kind(clinic.AddServiceInput{
			Name: "Buffered", DurationMinutes: 30, BufferBeforeMinutes: 30, BufferAfterMinutes: 15, MinimumNoticeMinutes: &notice,
		})
		_, who := b.person()
		expect := func(service clinic.HealthcareService, want string) {
			t.Helper()
			if got := fmt.Sprint(b.starts(who, service, evening)); got != want {
				t.Errorf("%s begins at %s, want %s", service.Name, got, want)
			}
		}
		expect(long, "[09:00 09:30 10:00 10:30]")
		expect(buffered, "[09:00 09:30 10:00 10:30 11:00 11:30]")
		other := b.runners(1)[0]
		if got := b.attemptFor(other, b.at("10:30"), b.visit); got != "booked" {
			t.Fatal(got)
		}
		expect(long, "[09:00]")
		expect(buffered, "[09:00 09:30 11:30]")
	})
}

func TestAVisitTakesAndFreesItsWholeStretch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.kind(clinic.AddServiceInput{Name: "Long", DurationMinutes: 45, BufferBeforeMinutes: 10, BufferAfterMinutes: 10})
		r := b.runners(1)[0]
		stands := func(step, want string) {
			t.Helper()
			if got := b.standing(); got != want {
				t.Errorf("%s: %s, want %s", step, got, want)
			}
		}
		hold := func(clock string) Hold {
			t.Helper()
			answer := must(b.HoldSlot(b.ctx, r.who, HoldSlotInput{SlotID: b.at(clock).ID, ServiceID: long.ID, PatientID: r.patientID}))(t)
			return answer.(SlotHeld).Hold
		}
		hold("10:30")
		stands("held", "ffhhhf")
		kept := hold("10:00") // over the one before
		stands("held over the one before", "fhhhff")
		b.pass(9 * time.Minute)
		must(b.ExtendHold(b.ctx, r.who, ExtendHoldInput{HoldID: kept.ID}))(t)
		b.pass(9 * time.Minute)
		stands("extended", "fhhhff")
		must(b.ReleaseHold(b.ctx, r.who, ReleaseHoldInput{HoldID: kept.ID}))(t)
		stands("released", "ffffff")
		kept = hold("10:00")
		b.pass(HoldTime)
		stands("ran out", "ffffff")
		made := must(b.BookAppointment(b.ctx, r.who, agreed(r.patientID, kept)))(t).(AppointmentBooked).Appointment
		stands("booked", "fBBBff")
		if got := made.End.Sub(made.Start); got != 45*time.Minute {
			t.Errorf("the visit lasts %s", got)
		}
		desk := b.account(actor.RoleFrontDesk)
		moved := must(b.HoldSlot(b.ctx, desk, HoldSlotInput{SlotID: b.at("11:00").ID, ServiceID: long.ID, PatientID: r.patientID}))(t)
		if taken, ok := moved.(SlotTaken); !ok {
			t.Errorf("the buffer reaches into the visit itself, but it is %#v", taken)
		}
		b.pass(-2 * HoldTime)
		must(b.CancelAppointment(b.ctx, desk, CancelAppointmentInput{
			AppointmentID: made.ID, ReasonCode: CancellationReasonClinic, OverrideReason: ptr("they asked"),
		}))(t)
		stands("cancelled", "ffffff")
	})
}

func TestAMoveFreesTheWholeOldStretch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.kind(clinic.AddServiceInput{Name: "Long", DurationMinutes: 60, RescheduleNoticeMinutes: new(int)})
		r := b.runners(1)[0]
		if got := b.attemptFor(r, b.at("09:30"), long); got != "booked" {
			t.Fatal(got)
		}
		made := must(b.Appointments(b.ctx, r.who, r.patientID, AppointmentWhenUpcoming, page.Args{}))(t).Edges[0].Node
		held := must(b.HoldSlot(b.ctx, r.who, HoldSlotInput{SlotID: b.at("10:30").ID, ServiceID: long.ID, PatientID: r.patientID}))(t).(SlotHeld)
		if got := b.standing(); got != "fBBhhf" {
			t.Errorf("held: %s", got)
		}
		got := outcome(b.RescheduleAppointment(b.ctx, r.who, RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: held.Hold.ID}))
		if got != "BOOKED" {
			t.Fatal(got)
		}
		if got := b.standing(); got != "fffBBf" {
			t.Errorf("moved: %s", got)
		}
		moved := must(b.Appointment(b.ctx, r.who, made.ID))(t)
		if b.clockOf(moved.Start) != "10:30" || b.clockOf(moved.End) != "11:30" {
			t.Errorf("moved to %s until %s", moved.Start, moved.End)
		}
	})
}

func TestSixteenRaceForOverlappingStretches(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.kind(clinic.AddServiceInput{Name: "Long", DurationMinutes: 90})
		clients := b.runners(16)
		// Every two of these have the slot at 10:00 or 10:30 in common.
		slots := []Slot{b.at("09:30"), b.at("10:00")}
		counts := map[string]int{}
		for _, got := range atOnce(len(clients), func(i int) string { return b.attemptFor(clients[i], slots[i%2], long) }) {
			counts[got]++
		}
		if counts["booked"] != 1 || counts["booking.SlotTaken <nil>"] != 15 {
			t.Errorf("outcomes %v", counts)
		}
		if n := b.count(`SELECT count(*) FROM booking_slots WHERE status = 'BUSY'`); n != 3 {
			t.Errorf("%d busy slots, want 3", n)
		}
		if n := b.count(`SELECT count(*) FROM booking_slots WHERE status = 'HELD'`); n != 0 {
			t.Errorf("%d held slots, want none", n)
		}
	})
}

// A hold that has run out while others took a part of its time is lost whole.
func TestAHoldThatRanOutIsLostWithAPartOfItsTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.kind(clinic.AddServiceInput{Name: "Long", DurationMinutes: 60})
		two := b.runners(2)
		answer := must(b.HoldSlot(b.ctx, two[0].who, HoldSlotInput{SlotID: b.at("10:00").ID, ServiceID: long.ID, PatientID: two[0].patientID}))(t)
		b.pass(HoldTime)
		if got := b.attemptFor(two[1], b.at("10:30"), b.visit); got != "booked" {
			t.Fatal(got)
		}
		if got := b.confirm(two[0], answer.(SlotHeld).Hold); got != "booking.SlotTaken <nil>" {
			t.Errorf("confirming gave %s", got)
		}
		if got := b.standing(); got != "ffhBff" && got != "fffBff" {
			t.Errorf("the day stands %s", got)
		}
	})
}

func TestTheRulesOfAService(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		people := b.runners(4)
		twice := b.kind(clinic.AddServiceInput{Name: "Twice a day", DurationMinutes: 30, MostADay: 2})
		sent := b.kind(clinic.AddServiceInput{Name: "Referred", DurationMinutes: 30, NeedsReferral: true})

		for i, want := range []string{"booked", "booked", "booking.SlotTaken <nil>"} {
			slot := b.at([]string{"09:30", "10:00", "10:30"}[i])
			if got := b.attemptFor(people[i], slot, twice); got != want {
				t.Errorf("visit %d of a kind on one day: %s, want %s", i+1, got, want)
			}
		}
		if got := b.starts(people[3].who, twice, monday.Add(20*time.Hour)); len(got) != 0 {
			t.Errorf("a full day offers %v", got)
		}
		if got := b.starts(people[3].who, twice, monday.AddDate(0, 0, 8)); len(got) != 6 {
			t.Errorf("the week after offers %v", got)
		}
		if got := b.starts(desk, twice, monday.Add(20*time.Hour)); len(got) == 0 {
			t.Error("the desk is bound by it")
		}

		hold := HoldSlotInput{SlotID: b.at("11:00").ID, ServiceID: sent.ID, PatientID: people[3].patientID}
		if _, err := b.HoldSlot(b.ctx, people[3].who, hold); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("without a referral: %v", err)
		}
		referred := true
		b.ReferredBy(func(_ context.Context, patientID, serviceID string) (bool, error) {
			return referred && patientID == people[3].patientID && serviceID == sent.ID, nil
		})
		held := must(b.HoldSlot(b.ctx, people[3].who, hold))(t).(SlotHeld)
		referred = false
		if got := b.confirm(people[3], held.Hold); got != "REFERRAL_NEEDED" {
			t.Errorf("the referral was withdrawn: %s", got)
		}
		referred = true
		if got := b.confirm(people[3], held.Hold); got != "booked" {
			t.Errorf("with a referral: %s", got)
		}
	})
}

func TestSixteenBookTheLastOfTheDay(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		b.hours(b.doctor, b.chicago, time.Monday, 9*60, 17*60, 30)
		once := b.kind(clinic.AddServiceInput{Name: "Once a day", DurationMinutes: 20, MostADay: 1})
		clients := b.runners(8)
		day := b.free(SlotFilter{To: ptr(monday.Add(20 * time.Hour))})
		holds := make([]Hold, len(clients))
		for i, r := range clients {
			answer := must(b.HoldSlot(b.ctx, r.who, HoldSlotInput{SlotID: day[i+2].ID, ServiceID: once.ID, PatientID: r.patientID}))(t)
			holds[i] = answer.(SlotHeld).Hold
		}
		counts := map[string]int{}
		for _, got := range atOnce(len(clients), func(i int) string { return b.confirm(clients[i], holds[i]) }) {
			counts[got]++
		}
		if counts["booked"] != 1 || counts["DAY_FULL"] != len(clients)-1 {
			t.Errorf("outcomes %v", counts)
		}
	})
}

func TestAPatientHasSoManyAppointmentsAhead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		b.Clinic = clinic.New(s, b.Trail, b.clock, clinic.Settings{OpenAppointments: 2})
		r, desk := b.runners(1)[0], b.account(actor.RoleFrontDesk)
		slots := b.free(SlotFilter{})
		carer := b.account(actor.RolePatient, actor.Grant{PatientID: r.patientID, Scopes: []actor.Scope{actor.ScopeAppointments}})
		b.book(r.who, r.patientID, slots[1])
		// Two at once for the last one: by the patient and by the carer.
		holds := []Hold{b.hold(r.who, r.patientID, slots[2]), b.hold(carer, r.patientID, slots[3])}
		got := atOnce(2, func(i int) string {
			return b.confirm(runner{r.patientID, []actor.Actor{r.who, carer}[i]}, holds[i])
		})
		if got[0] == got[1] || got[0]+got[1] != "bookedOPEN_LIMIT" && got[0]+got[1] != "OPEN_LIMITbooked" {
			t.Errorf("at the limit: %v", got)
		}
		more := BookForPatientInput{
			SlotID: slots[5].ID, ServiceID: b.visit.ID, PatientID: r.patientID, Contact: AppointmentContactInput{Email: "someone@example.org"},
		}
		if got := outcome(b.BookForPatient(b.ctx, desk, more)); got != "OPEN_LIMIT" {
			t.Errorf("the desk books one more without a reason: %s", got)
		}
		more.OverrideReason = ptr("Dr. One asked for it.")
		if got := outcome(b.BookForPatient(b.ctx, desk, more)); got != "BOOKED" {
			t.Errorf("the desk books one more: %s", got)
		}
	})
}
