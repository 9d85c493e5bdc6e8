package booking

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/hours"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// clocks lists the free starts until a time as Chicago's clock shows them.
func (b *bench) clocks(until time.Time) string {
	b.t.Helper()
	list := b.free(SlotFilter{To: &until})
	shown := make([]string, len(list))
	for i, slot := range list {
		shown[i] = b.clockOf(slot.Start)
	}
	return strings.Join(shown, " ")
}

func TestLayingOutTakesBackOnlyWhatIsFree(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		booked := b.book(who, patientID, list[0]) // 9:00
		b.hold(who, patientID, list[2])           // 10:00
		lapsed := list[3]                         // 10:30
		must(b.HoldSlot(b.ctx, b.account(actor.RolePatient, actor.Grant{PatientID: patientID, Self: true}), HoldSlotInput{
			SlotID: lapsed.ID, ServiceID: b.visit.ID, PatientID: patientID,
		}))(t)
		b.pass(5 * time.Minute)
		b.hold(who, patientID, list[2]) // no change: the same hold
		must(b.ExtendHold(b.ctx, who, ExtendHoldInput{HoldID: must(b.slots.byID(b.ctx, list[2].ID))(t).holdID}))(t)
		b.pass(6 * time.Minute) // the hold at 10:30 has run out, the one at 10:00 has not

		must(b.Hours.AddException(b.ctx, b.system, hours.AddExceptionInput{
			LocationID: b.chicago.ID, Date: "2026-07-06", StartMinute: 0, EndMinute: 11 * 60, Kind: hours.ExceptionClosed, Reason: "Fire drill",
		}))(t)
		if got := b.clocks(monday.Add(20 * time.Hour)); got != "11:00 11:30" {
			t.Errorf("free after closing the morning: %s", got)
		}
		statuses := map[string]SlotStatus{booked.SlotID: SlotStatusBusy, list[2].ID: SlotStatusHeld, list[1].ID: SlotStatusBlocked, lapsed.ID: SlotStatusBlocked}
		for id, want := range statuses {
			if got := must(b.Slot(b.ctx, who, id))(t); got.Status != want {
				t.Errorf("slot at %s is %s, want %s", got.Start, got.Status, want)
			}
		}
	})
}

func TestNewHoursDoNotOverlapWhatIsTaken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		mornings := b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 30)
		patientID, who := b.person()
		b.book(who, patientID, b.free(SlotFilter{})[1]) // 9:30 to 10:00
		must(b.Hours.SaveSchedule(b.ctx, b.system, hours.SaveScheduleInput{
			ID: mornings.ID, PractitionerID: b.doctor.ID, LocationID: b.chicago.ID, DepartmentID: b.department.ID,
			Weekday: time.Monday, StartMinute: 9*60 + 15, EndMinute: 12 * 60, SlotMinutes: 45,
		}))(t)
		if got := b.clocks(monday.Add(20 * time.Hour)); got != "10:00 10:45" {
			t.Errorf("free beside the visit at 9:30: %s", got)
		}
		if n := b.count(`SELECT count(*) FROM booking_slots a JOIN booking_slots b ON a.practitioner_id = b.practitioner_id
			AND a.id < b.id AND a.start_at < b.end_at AND b.start_at < a.end_at
			WHERE a.status <> 'WITHDRAWN' AND b.status <> 'WITHDRAWN'`); n != 0 {
			t.Errorf("%d pairs of slots overlap", n)
		}
	})
}
