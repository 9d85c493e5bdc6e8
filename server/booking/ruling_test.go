package booking

import (
	"context"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// makeIt gives the bench's visit another length, as the room schedules does.
func (b *bench) makeIt(minutes int) {
	b.t.Helper()
	v := must(b.clinic.FreshDirectory(b.ctx))(b.t).Service(b.visit.ID)
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		b.TellOfRules(ctx)
		_, err := b.clinic.ChangeService(ctx, b.system, clinic.ChangeServiceInput{
			ServiceID: v.ID, Version: v.Version,
			AddServiceInput: clinic.AddServiceInput{Name: v.Name, DurationMinutes: minutes, SelfBooking: v.SelfBooking},
		})
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestAHoldFromBeforeTakesWhatTheServiceTakesNow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		two := b.runners(3)
		early, late := b.hold(two[0].who, two[0].patientID, b.at("09:00")), b.hold(two[1].who, two[1].patientID, b.at("10:30"))
		b.book(two[2].who, two[2].patientID, b.at("11:00"))
		b.makeIt(60)
		if got := b.confirm(two[0], early); got != "booked" || b.standing() != "BBfhBf" {
			t.Errorf("with the time after it free: %s, %s", got, b.standing())
		}
		if got := b.confirm(two[1], late); !strings.HasPrefix(got, "booking.SlotTaken") || b.standing() != "BBfhBf" {
			t.Errorf("with the time after it taken: %s, %s", got, b.standing())
		}
		held := b.hold(two[1].who, two[1].patientID, b.at("10:00"))
		b.makeIt(30)
		if got := b.confirm(two[1], held); got != "booked" {
			t.Errorf("shorter than when it was held: %s", got)
		}
		b.pass(HoldTime)
		if got := strings.Join(b.starts(b.system, b.visit, monday.Add(20*time.Hour)), " "); got != "10:30 11:30" {
			t.Errorf("the rest of the hold: %s", got)
		}
	})
}

func TestAChangeOfRulesIsHeardOnEveryServer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		needs := b.Needs
		needs.Clinic = clinic.New(s, b.Trail, b.clock, clinic.Settings{})
		other := New(needs)
		news := must(other.SlotChanges(t.Context(), b.account(actor.RolePatient), SlotChangeFilter{}))(t)
		must(needs.Clinic.Directory(b.ctx))(t)
		b.makeIt(45)
		for range news { //nolint:revive // until it ends
		}
		if got := must(needs.Clinic.Directory(b.ctx))(t).Service(b.visit.ID); got.DurationMinutes != 45 {
			t.Errorf("another server still has %+v", got)
		}
	})
}
