package notify

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// asUsual is an input that changes nothing.
func asUsual() SaveNotificationPreferencesInput {
	return SaveNotificationPreferencesInput{QuietHours: QuietHoursInput{On: true, From: "21:00", Until: "08:00"}}
}

func leadsOff(minutes ...int) SaveNotificationPreferencesInput {
	in := asUsual()
	for _, m := range minutes {
		in.Leads = append(in.Leads, LeadPreferenceInput{LeadMinutes: m})
	}
	return in
}

func mailOff(category NotificationCategory) SaveNotificationPreferencesInput {
	in := asUsual()
	in.Channels = []ChannelPreferenceInput{{Category: category, Channel: ChannelEmail}}
	return in
}

func (w *world) save(who actor.Actor, in SaveNotificationPreferencesInput) *NotificationPreferences {
	w.t.Helper()
	saved, err := w.SavePreferences(w.ctx, who, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return saved.Preferences
}

func (w *world) reasons() map[string]int {
	w.t.Helper()
	rows, err := w.store.DB(w.ctx).NotifyDelivery.Query().All(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	found := map[string]int{}
	for _, d := range rows {
		found[d.State+" "+d.Channel+" "+d.Reason]++
	}
	return found
}

func (w *world) wantReasons(want map[string]int) {
	w.t.Helper()
	got := w.reasons()
	for what, n := range want {
		if got[what] != n {
			w.t.Errorf("%d deliveries are %q, want %d; all: %v", got[what], what, n, got)
		}
	}
}

func TestPlanHeedsPreferences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*preferences)
		booked string // by the clock of Chicago
		start  string
		want   [3]string // 7 days, 2 days, 2 hours before, by the clock of Chicago; "" for switched off
	}{
		{"a lead that is off", func(p *preferences) { p.before[1] = false }, "2026-05-04 09:00", "2026-06-03 14:00",
			[3]string{"2026-05-27 14:00", "", "2026-06-03 12:00"}},
		{"no quiet hours", func(p *preferences) { p.quiet = false }, "2026-05-04 09:00", "2026-06-03 07:45",
			[3]string{"2026-05-27 07:45", "2026-06-01 07:45", "2026-06-03 05:45"}},
		{"own quiet hours", func(p *preferences) { p.hours = QuietHours{From: 13 * time.Hour, Until: 15 * time.Hour} },
			"2026-05-04 09:00", "2026-06-03 14:00",
			[3]string{"2026-05-27 15:00", "2026-06-01 15:00", "2026-06-03 12:00"}},
		{"quiet by the clock of Berlin", func(p *preferences) { p.zone = "Europe/Berlin" }, "2026-05-04 09:00", "2026-06-03 16:00",
			[3]string{"2026-05-28 01:00", "2026-06-02 01:00", "2026-06-03 14:00"}},
		// Clocks go forward on 8 March at 2:00 in Chicago, on 29 March in Berlin.
		{"quiet until an hour that the change of clocks leaves out", func(p *preferences) { p.hours.Until = 150 * time.Minute },
			"2026-02-01 09:00", "2026-03-09 22:00",
			[3]string{"2026-03-03 02:30", "2026-03-08 03:30", "2026-03-09 20:00"}},
		{"two zones apart by another hour than usual", func(p *preferences) { p.zone = "Europe/Berlin" },
			"2026-02-01 09:00", "2026-03-10 15:30",
			[3]string{"2026-03-04 01:00", "2026-03-09 02:00", "2026-03-10 13:30"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			zone, wants := location("America/Chicago"), usual
			c.change(&wants)
			for i, p := range planReminders(local(t, c.start, zone), local(t, c.booked, zone), zone, wants) {
				got := p.due.In(zone).Format("2006-01-02 15:04")
				if p.skip != "" {
					got = ""
				}
				if got != c.want[i] {
					t.Errorf("reminder %d: %q (%s), want %q", p.leadMinutes, got, p.skip, c.want[i])
				}
			}
		})
	}
}

func TestPreferencesAreAsUsualUntilSaved(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1") // holds preferences that nobody saved
		p, err := w.Preferences(w.ctx, own)
		if err != nil {
			t.Fatal(err)
		}
		on := func(c ChannelPreference) bool { return c.On && c.Fixed == (c.Channel == ChannelInApp) }
		if p.ID != ownAccount || len(p.Channels) != 8 || slices.ContainsFunc(p.Channels, func(c ChannelPreference) bool { return !on(c) }) ||
			len(p.Leads) != 4 || slices.ContainsFunc(p.Leads, func(l LeadPreference) bool { return !l.On }) ||
			p.QuietHours != (QuietHoursPreference{true, "21:00", "08:00"}) || p.TimeZone != nil {
			t.Errorf("preferences %+v", p)
		}
		if _, err := w.Preferences(w.ctx, actor.System("test")); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("the system has preferences (%v)", err)
		}
	})
}

func TestPreferencesAreKeptAndOnesOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		zone := "Asia/Kathmandu"
		in := leadsOff(0, 2880)
		in.Channels = mailOff(CategoryAdvice).Channels
		in.QuietHours, in.TimeZone = QuietHoursInput{On: false, From: "22:15", Until: "06:05"}, &zone
		w.save(own, in)
		w.save(own, SaveNotificationPreferencesInput{QuietHours: in.QuietHours, TimeZone: &zone}) // names nothing, changes nothing
		p, err := w.Preferences(w.ctx, own)
		if err != nil || p.QuietHours != (QuietHoursPreference{false, "22:15", "06:05"}) || *p.TimeZone != zone {
			t.Errorf("preferences %+v (%v)", p, err)
		}
		off := map[any]bool{CategoryAdvice: true, 0: true, 2880: true}
		for _, c := range p.Channels {
			if c.On == (c.Channel == ChannelEmail && off[c.Category]) {
				t.Errorf("channel %+v", c)
			}
		}
		for _, l := range p.Leads {
			if l.On == off[l.LeadMinutes] {
				t.Errorf("lead %+v", l)
			}
		}
		if p, err := w.Preferences(w.ctx, carer); err != nil || !p.Leads[0].On || p.TimeZone != nil {
			t.Errorf("the carer has %+v (%v)", p, err)
		}
	})
}

func TestEveryProblemOfPreferencesIsTold(t *testing.T) {
	t.Parallel()
	zone := "Local"
	in := SaveNotificationPreferencesInput{
		Channels:   []ChannelPreferenceInput{{CategoryAdvice, ChannelInApp, false}, {CategoryAdvice, ChannelInApp, true}},
		Leads:      []LeadPreferenceInput{{LeadMinutes: 60}, {LeadMinutes: 0}, {LeadMinutes: 0}},
		QuietHours: QuietHoursInput{From: "9:00", Until: "24:00"}, TimeZone: &zone,
	}
	var fields []string
	for _, f := range fault.List(in.Validate()) {
		fields = append(fields, f.Field)
	}
	want := []string{"channels.0.on", "channels.1", "leads.0.leadMinutes", "leads.2.leadMinutes",
		"quietHours.from", "quietHours.until", "timeZone"}
	if !slices.Equal(fields, want) {
		t.Errorf("problems at %v, want %v", fields, want)
	}
	same := asUsual()
	same.QuietHours.Until = same.QuietHours.From
	for _, name := range []string{"", "Nowhere/Else", "../etc/passwd"} {
		same.TimeZone = &name
		if list := fault.List(same.Validate()); len(list) != 2 {
			t.Errorf("zone %q: %v", name, list)
		}
	}
}

func TestSavingPlansRemindersAnew(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		due := w.delivery(KindAppointmentReminder, 2880).due
		w.save(own, leadsOff(2880))
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: 1, "PENDING EMAIL ": 3})
		again := asUsual()
		again.Leads = []LeadPreferenceInput{{LeadMinutes: 2880, On: true}}
		again.QuietHours = QuietHoursInput{On: true, From: "08:30", Until: "10:00"} // the visit is at 9:00
		w.save(own, again)
		if d := w.delivery(KindAppointmentReminder, 2880); d.state != StatePending || !d.due.Equal(due.Add(time.Hour)) {
			t.Errorf("the reminder came back as %+v", d)
		}
		w.ringAll(inThirtyDays.Add(-time.Minute))
		w.ringAll(inThirtyDays.Add(-time.Minute))
		if subjects := w.subjects(); subjects["Reminder: your appointment on Wednesday 3 June"] != 3 {
			t.Errorf("sent %v", subjects)
		}
	})
}

func TestAReminderWhoseTimeHasPassedStaysOff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.save(own, leadsOff(10080, 2880))
		w.book("visit-1")
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: 2})
		w.clock.Set(inThirtyDays.AddDate(0, 0, -3))
		in := asUsual()
		in.Leads = []LeadPreferenceInput{{10080, true}, {2880, true}}
		w.save(own, in)
		if week, days := w.delivery(KindAppointmentReminder, 10080), w.delivery(KindAppointmentReminder, 2880); week.state != StateSkipped || days.state != StatePending {
			t.Errorf("a week before %s, two days before %s", week.state, days.state)
		}
		// Once the visit is moved, what was switched off before is over for good.
		w.save(own, leadsOff(2880))
		w.happen(moved("visit-1", 1, inThirtyDays.AddDate(0, 0, 7)))
		w.save(own, in)
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: 0})
	})
}

func TestWithoutMailRemindersStayInThePortal(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		w.save(own, mailOff(CategoryAppointments))
		w.book("visit-2")
		w.wantReasons(map[string]int{"PENDING IN_APP ": 6, "SKIPPED EMAIL " + reasonMailOff: 1})
		w.ringAll(inThirtyDays.Add(-time.Hour))
		if mails := w.sent.all(); len(mails) != 0 {
			t.Errorf("sent %v", w.subjects())
		}
		if n := w.said(ownAccount); n.Kind != KindAppointmentReminder {
			t.Errorf("said %+v", n)
		}
		w.wantReasons(map[string]int{"SENT IN_APP ": 6})
	})
}

func TestAMailThatRestedIsAskedAboutAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		w.sent.setDown(true)
		w.ringAll(now)
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.save(own, mailOff(CategoryAppointments))
		w.sent.setDown(false)
		w.ringAll(inThirtyDays.AddDate(0, 0, -7).Add(time.Hour))
		if len(w.sent.all()) != 0 {
			t.Errorf("sent %v", w.subjects())
		}
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonMailOff: 2})
	})
}

func TestACarersPreferencesAreTheirOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.save(carer, leadsOff(0, 10080))
		w.book("visit-1") // mailed to the patient
		w.wantReasons(map[string]int{"PENDING EMAIL ": 4})
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		if n := w.said(ownAccount); n.Kind != KindAppointmentReminder {
			t.Errorf("the patient was told %+v", n)
		}
		if n := w.said(carers); n.Kind != KindAppointmentConfirmed {
			t.Errorf("the carer was told %+v", n)
		}
	})
}

func TestWhoGaveTheirAddressIsTheAddressee(t *testing.T) {
	t.Parallel()
	list := []Recipient{{AccountID: carers, Email: "carer@example.org"}, {AccountID: ownAccount, Email: "own@example.org", Self: true}}
	for given, want := range map[string][2]string{
		"":                  {ownAccount, "own@example.org"},
		"OWN@example.org":   {ownAccount, "OWN@example.org"},
		"carer@example.org": {carers, "carer@example.org"},
		"desk@example.org":  {ownAccount, "desk@example.org"},
	} {
		if account, address := addressee(given, list); account != want[0] || address != want[1] {
			t.Errorf("%q goes to %s of %s", given, address, account)
		}
	}
	if account, address := addressee("carer@example.org", list[:1]); account != carers || address != "carer@example.org" {
		t.Errorf("a child's goes to %s of %s", address, account)
	}
}

// Whoever comes first: each reminder is sent once or skipped, never both.
func TestSavingRacesSending(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		const visits = 8
		for i := range visits {
			w.book("visit-" + string(rune('a'+i)))
		}
		w.clock.Set(inThirtyDays.AddDate(0, 0, -7))
		var racing sync.WaitGroup
		start := make(chan struct{})
		race := func(fn func() error) {
			racing.Go(func() {
				<-start
				if err := fn(); err != nil {
					t.Error(err)
				}
			})
		}
		for _, d := range w.deliveries() {
			if d.lead == 10080 {
				for range 2 {
					race(func() error { _, err := w.deliver(w.ctx, d.id, nil); return err })
				}
			}
		}
		race(func() error { _, err := w.SavePreferences(w.ctx, own, leadsOff(10080)); return err })
		close(start)
		racing.Wait()
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		states := w.reasons()
		sent, skipped := states["SENT EMAIL "], states["SKIPPED EMAIL "+reasonLeadOff]
		mails := w.subjects()["Reminder: your appointment on Wednesday 3 June"]
		if sent-visits+skipped != visits || mails != sent-visits { // the confirmations went too
			t.Errorf("%d mails; %v", mails, states)
		}
	})
}

// A booking and a save at the same time: whichever is first, the reminders are
// as was saved.
func TestSavingRacesPlanning(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		const visits = 6
		var racing sync.WaitGroup
		start := make(chan struct{})
		for i := range visits {
			racing.Go(func() {
				<-start
				err := w.store.Tx(w.ctx, func(ctx context.Context) error {
					_, err := w.outbox.Append(ctx, visit("visit-"+string(rune('a'+i)), 0, inThirtyDays))
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		racing.Go(func() {
			<-start
			if _, err := w.SavePreferences(w.ctx, own, leadsOff(120)); err != nil {
				t.Error(err)
			}
		})
		close(start)
		racing.Wait()
		w.wantReasons(map[string]int{"SKIPPED EMAIL " + reasonLeadOff: visits, "PENDING EMAIL ": 3 * visits})
	})
}
