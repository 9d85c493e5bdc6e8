package booking

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestSlotsNeedASession(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		if _, err := b.Slots(context.Background(), actor.Actor{}, SlotFilter{}, page.Args{}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("slots without a session: %v", err)
		}
		if _, err := b.FirstAvailable(context.Background(), actor.Actor{}, SlotFilter{}); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("the first slot without a session: %v", err)
		}
		if _, err := b.Slot(context.Background(), actor.Actor{}, "x"); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("a slot without a session: %v", err)
		}
	})
}

func TestPagesOfSlotsMeetWithoutGapOrRepeat(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Monday, 9*60, 12*60, 30) // the same starts: ids decide
		_, who := b.person()
		var all []string
		args := page.Args{First: ptr(7), WithTotal: true}
		for {
			conn := must(b.Slots(b.ctx, who, SlotFilter{}, args))(t)
			for _, edge := range conn.Edges {
				all = append(all, edge.Node.Start.Format(time.RFC3339)+edge.Node.ID)
			}
			if conn.TotalCount != 9*12 { // nine Mondays within 60 days
				t.Fatalf("total %d, want 108", conn.TotalCount)
			}
			if !conn.PageInfo.HasNextPage {
				break
			}
			args.After = conn.PageInfo.EndCursor
		}
		if len(all) != 9*12 || !slices.IsSorted(all) || len(slices.Compact(all)) != 9*12 {
			t.Errorf("%d slots over all pages, sorted %v", len(all), slices.IsSorted(all))
		}
	})
}

// TestEveryFilterFindsWhatItSays compares each combination of filters with a
// filter over all slots in memory.
func TestEveryFilterFindsWhatItSays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		uptown := b.location("Uptown", "America/Denver")
		both := b.practitioner("Dr. Two", b.chicago, uptown)
		b.hours(both, b.chicago, time.Tuesday, 9*60, 11*60, 20)
		b.hours(both, uptown, time.Wednesday, 9*60, 11*60, 45)
		other := must(b.clinic.AddDepartment(b.ctx, b.system, clinic.AddDepartmentInput{Name: "Skin"}))(t)
		must(b.clinic.AddPost(b.ctx, b.system, clinic.AddPostInput{PractitionerID: b.doctor.ID, DepartmentID: other.ID, LocationID: uptown.ID}))(t)
		must(b.Hours.SaveSchedule(b.ctx, b.system, hours.SaveScheduleInput{
			PractitionerID: b.doctor.ID, LocationID: uptown.ID, DepartmentID: other.ID,
			Weekday: time.Thursday, StartMinute: 600, EndMinute: 700, SlotMinutes: 50,
		}))(t)
		departments := map[string]string{}
		rows := must(b.slots.byIDs(b.ctx, ids(b.free(SlotFilter{}))))(t)
		for id, row := range rows {
			departments[id] = row.departmentID
		}
		all := b.free(SlotFilter{})
		if len(all) != page.MaxSize {
			t.Fatalf("%d slots to compare with", len(all))
		}
		end := all[len(all)-1].Start
		for _, location := range []*string{nil, &b.chicago.ID, &uptown.ID} {
			for _, department := range []*string{nil, &b.department.ID, &other.ID} {
				for _, practitioner := range []*string{nil, &b.doctor.ID, &both.ID} {
					for _, service := range []*string{nil, &b.visit.ID} {
						f := SlotFilter{LocationID: location, DepartmentID: department, PractitionerID: practitioner, ServiceID: service, To: &end}
						var want []string
						for _, v := range all {
							fits := v.Start.Before(end) &&
								(location == nil || v.Location.ID == *location) &&
								(department == nil || departments[v.ID] == *department) &&
								(practitioner == nil || v.Practitioner.ID == *practitioner) &&
								(service == nil || departments[v.ID] == b.department.ID && (v.End.Sub(v.Start) >= 30*time.Minute || goesOn(all, v)))
							if fits {
								want = append(want, v.ID)
							}
						}
						got := b.free(f)
						if !slices.Equal(ids(got), want) {
							t.Errorf("%v %v %v %v: %d slots, want %d", location, department, practitioner, service, len(got), len(want))
						}
						for _, v := range got {
							if (v.Service != nil) != (service != nil) || v.TimeZone != v.Location.TimeZone || v.Status != SlotStatusFree {
								t.Errorf("slot %+v", v)
							}
						}
					}
				}
			}
		}
	})
}

// goesOn tells whether another slot follows without a gap.
func goesOn(all []Slot, v Slot) bool {
	return slices.ContainsFunc(all, func(next Slot) bool {
		return next.Start.Equal(v.End) && next.Practitioner.ID == v.Practitioner.ID && next.Location.ID == v.Location.ID
	})
}

func ids(list []Slot) []string {
	found := make([]string, len(list))
	for i, v := range list {
		found[i] = v.ID
	}
	return found
}

func TestAHoldThatRanOutIsFreeWhenRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		slot := b.free(SlotFilter{})[1] // 9:30, beyond the notice for half an hour
		b.hold(who, patientID, slot)
		if slices.Contains(ids(b.free(SlotFilter{})), slot.ID) {
			t.Error("a held slot is offered")
		}
		if got := must(b.Slot(b.ctx, who, slot.ID))(t); got.Status != SlotStatusHeld {
			t.Errorf("a held slot is %s", got.Status)
		}
		b.pass(HoldTime)
		if got := must(b.FirstAvailable(b.ctx, who, SlotFilter{}))(t); got == nil || got.ID != slot.ID {
			t.Error("ten minutes later the slot is not offered")
		}
		if got := must(b.Slot(b.ctx, who, slot.ID))(t); got.Status != SlotStatusFree {
			t.Errorf("ten minutes later the slot is %s", got.Status)
		}
	})
}

func TestPatientsSeeNoTimeInsideTheNotice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		_, who := b.person()
		b.pass(time.Hour + time.Minute) // 9:01; the notice is an hour
		first := func(who actor.Actor, f SlotFilter) string {
			return must(b.FirstAvailable(b.ctx, who, f))(t).Start.Format("15:04")
		}
		if got := first(who, SlotFilter{ServiceID: &b.visit.ID}); got != "15:30" {
			t.Errorf("a patient's first time is %s UTC, want 15:30", got)
		}
		if got := first(who, SlotFilter{}); got != "15:30" {
			t.Errorf("a patient's first time without a service is %s UTC, want 15:30", got)
		}
		if got := first(b.account(actor.RoleFrontDesk), SlotFilter{}); got != "14:30" {
			t.Errorf("the desk's first time is %s UTC, want 14:30", got)
		}
	})
}

func TestNoSlotsSaysWhyAndWhatToDo(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		_, who := b.person()
		uptown := b.location("Uptown", "America/Denver")
		second := b.practitioner("Dr. Two", uptown)
		b.hours(second, uptown, time.Wednesday, 9*60, 10*60, 30)
		idle := b.practitioner("Dr. Idle", b.chicago)
		asked := b.service("Procedure", 30, clinic.SelfBookingRequest)
		called := b.service("Surgery", 30, clinic.SelfBookingView)
		long := b.service("Long visit", 240, clinic.SelfBookingBook)
		b.takeAll(b.doctor)

		tuesday := monday.AddDate(0, 0, 1)
		cases := map[string]struct {
			filter SlotFilter
			code   NoSlotsCode
			say    []string
		}{
			"request":       {SlotFilter{ServiceID: &asked.ID}, NoSlotsCodeNotSelfBookable, []string{"on request"}},
			"view":          {SlotFilter{ServiceID: &called.ID}, NoSlotsCodeNotSelfBookable, []string{"call the clinic"}},
			"past":          {SlotFilter{To: &monday}, NoSlotsCodeOutsideHorizon, []string{"Friday 4 September 2026"}},
			"beyond":        {SlotFilter{From: ptr(monday.AddDate(0, 0, 60))}, NoSlotsCodeOutsideHorizon, []string{"60 days ahead"}},
			"nobody":        {SlotFilter{PractitionerID: &idle.ID}, NoSlotsCodeNoSchedule, []string{"No hours", "with Dr. Two at Uptown"}},
			"too short":     {SlotFilter{ServiceID: &long.ID}, NoSlotsCodeNoSchedule, []string{"No hours"}},
			"elsewhere":     {SlotFilter{LocationID: &b.chicago.ID}, NoSlotsCodeFullyBooked, []string{"Wednesday 8 July 2026 at 9:00am (Mountain Time) with Dr. Two at Uptown"}},
			"released":      {SlotFilter{LocationID: &b.chicago.ID}, NoSlotsCodeFullyBooked, []string{"The next times are released on Thursday 9 July 2026 at 9:00am (Central Time)."}},
			"another day":   {SlotFilter{LocationID: &uptown.ID, From: &tuesday, To: ptr(tuesday.Add(time.Hour * 9))}, NoSlotsCodeNoSchedule, []string{"No hours"}},
			"between times": {SlotFilter{PractitionerID: &second.ID, To: &tuesday}, NoSlotsCodeNoSchedule, nil},
		}
		for name, c := range cases {
			conn := must(b.Slots(b.ctx, who, c.filter, page.Args{}))(t)
			if conn.NoSlotsReason == nil || conn.NoSlotsReason.Code != c.code {
				t.Errorf("%s: %+v, want %s", name, conn.NoSlotsReason, c.code)
				continue
			}
			for _, say := range c.say {
				if !strings.Contains(conn.NoSlotsReason.Message, say) {
					t.Errorf("%s: %q does not say %q", name, conn.NoSlotsReason.Message, say)
				}
			}
		}
		b.takeOne(second)
		conn := must(b.Slots(b.ctx, who, SlotFilter{PractitionerID: &second.ID, To: ptr(time.Date(2026, 7, 8, 15, 15, 0, 0, time.UTC))}, page.Args{}))(t)
		if conn.NoSlotsReason == nil || !strings.Contains(conn.NoSlotsReason.Message, "The next free time is Wednesday 8 July 2026 at 9:30am (Mountain Time).") {
			t.Errorf("fully booked until 9:15: %+v", conn.NoSlotsReason)
		}
		if conn := must(b.Slots(b.ctx, who, SlotFilter{LocationID: &uptown.ID}, page.Args{}))(t); conn.NoSlotsReason != nil {
			t.Errorf("a reason although there are slots: %+v", conn.NoSlotsReason)
		}
		if _, err := b.Slots(b.ctx, who, SlotFilter{ServiceID: ptr("nothing")}, page.Args{}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a service that there is not: %v", err)
		}
	})
}

// takeAll marks every slot of a practitioner as booked.
func (b *bench) takeAll(v clinic.Practitioner) { b.take(v, `practitioner_id = ?`) }

// takeOne marks the practitioner's first slot as booked.
func (b *bench) takeOne(v clinic.Practitioner) {
	b.take(v, `id = (SELECT id FROM booking_slots WHERE practitioner_id = ? ORDER BY start_at LIMIT 1)`)
}

func (b *bench) take(v clinic.Practitioner, where string) {
	b.t.Helper()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		_, err := b.store.Prepare(`UPDATE booking_slots SET status = 'BUSY' WHERE `+where).Exec(ctx, v.ID)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestTheNumberOfStatementsDoesNotGrowWithTheRows(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		free := b.free(SlotFilter{})
		for i := range 5 {
			b.book(who, patientID, free[i])
		}
		statements := func(do func(context.Context) error) int {
			ctx, count := store.Counting(context.Background())
			if err := do(ctx); err != nil {
				t.Fatal(err)
			}
			return len(count.Texts())
		}
		for _, first := range []int{1, 5, 50} {
			got := statements(func(ctx context.Context) error {
				_, err := b.Slots(ctx, who, SlotFilter{DepartmentID: &b.department.ID, LocationID: &b.chicago.ID}, page.Args{First: &first})
				return err
			})
			if got != 1 {
				t.Errorf("%d slots take %d statements", first, got)
			}
			got = statements(func(ctx context.Context) error {
				_, err := b.Appointments(ctx, who, patientID, AppointmentWhenUpcoming, page.Args{First: &first, WithTotal: true})
				return err
			})
			if got != 2 {
				t.Errorf("%d appointments with their total take %d statements", first, got)
			}
		}
		got := statements(func(ctx context.Context) error {
			_, err := b.SlotsByID(ctx, who, ids(free))
			return err
		})
		if got != 1 {
			t.Errorf("%d slots by id take %d statements", len(free), got)
		}
	})
}
