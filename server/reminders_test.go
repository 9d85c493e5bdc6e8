package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"patientportal/server/store/storetest"
)

// remindersOf is how the reminders of an appointment stand, the earliest due
// first.
func (p *program) remindersOf(c client, appointmentID string) agreed {
	p.t.Helper()
	var answer struct{ Appointment agreed }
	p.mustAsk(c, `query($id: ID!) { appointment(appointmentId: $id) { id reminders { leadMinutes state dueAt } } }`,
		map[string]any{"id": appointmentID}, &answer)
	slices.SortFunc(answer.Appointment.Reminders, func(a, b reminder) int { return a.DueAt.Compare(b.DueAt) })
	return answer.Appointment
}

// bookFor books Maria's next free time that many days ahead.
func (p *program) bookFor(c client, days int) agreed {
	p.t.Helper()
	var answer struct {
		Viewer struct{ Patients []struct{ ID string } }
	}
	p.mustAsk(c, `{ viewer { patients { id } } }`, nil, &answer)
	w := p.freeSlots(c, days, 1)
	maria := racer{client: c, patientID: answer.Viewer.Patients[0].ID, email: "maria@example.org"}
	got, err := maria.pursue(p.t.Context(), w.slots[0], w.serviceID)
	if err != nil || got == nil {
		p.t.Fatalf("booking: %v %v", got, err)
	}
	return *got.agreed
}

// told waits until the appointment is confirmed by mail, and with it whatever
// was due before.
func (p *program) told(appointmentID string) {
	p.t.Helper()
	until(p.t, "the confirmation is in the mailbox", func() bool { return len(p.mails(appointmentID, "Your appointment")) > 0 })
}

// Reminders are kept while the server is off, and come once each when their
// time has come: at a start with a clock that has moved on, and not again at
// the next.
func TestRemindersComeAfterARestart(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		p := newProgram(t, dialect, nil)
		p.start()
		visit := p.bookFor(p.signIn("maria.alvarez", "Quiet-Harbor-72!"), 12)
		p.told(visit.ID)
		planned := p.remindersOf(p.signIn("maria.alvarez", "Quiet-Harbor-72!"), visit.ID).Reminders
		if len(planned) != 3 {
			t.Fatalf("%d reminders", len(planned))
		}
		p.stop()

		// At each of these the server has been off since before the reminder.
		for i, sent := range []int{1, 3} {
			offset := time.Until(planned[sent-1].DueAt) + 5*time.Minute
			for range 2 {
				p.start("PORTAL_DEMO_CLOCK_OFFSET=" + offset.Round(time.Second).String())
				maria := p.signIn("maria.alvarez", "Quiet-Harbor-72!")
				until(t, fmt.Sprintf("%d reminders are sent", sent), func() bool {
					return p.sent(maria, visit.ID) == sent
				})
				// What is told after a new booking comes after anything told twice. The
				// demo's own visits of Maria's lie before these days.
				p.told(p.bookFor(maria, int(offset.Hours()/24)+34+i).ID)
				if mails := p.mails(visit.ID, "Reminder:"); len(mails) != sent {
					t.Errorf("%d reminders were due, mails are %v", sent, mails)
				}
				p.stop()
			}
		}
	})
}

func (p *program) sent(c client, appointmentID string) (count int) {
	p.t.Helper()
	for _, r := range p.remindersOf(c, appointmentID).Reminders {
		if r.State == "SENT" {
			count++
		}
	}
	return count
}

// Two servers on one database both wake for what is due. Every mail goes out
// once.
func TestTwoServersRemindOnce(t *testing.T) {
	t.Parallel()
	one := newProgram(t, "postgres", nil)
	other := one.beside()
	one.start()
	maria := one.signIn("maria.alvarez", "Quiet-Harbor-72!")
	var visits []agreed
	for i := range 3 {
		visits = append(visits, one.bookFor(maria, 12))
		one.told(visits[i].ID)
	}
	one.stop()

	last := one.remindersAhead(visits)
	clock := "PORTAL_DEMO_CLOCK_OFFSET=" + (time.Until(last) + 5*time.Minute).Round(time.Second).String()
	one.start(clock)
	other.start(clock)
	until(t, "every reminder is in the mailbox", func() bool { return one.reminded(visits) >= 2*len(visits) })
	for _, p := range []*program{one, other} {
		// What is told after a new booking comes after anything told twice.
		p.told(p.bookFor(p.signIn("maria.alvarez", "Quiet-Harbor-72!"), 40).ID)
	}
	if got := one.reminded(visits); got != 2*len(visits) {
		t.Errorf("%d reminders of %d visits, want two of each", got, len(visits))
	}
}

// remindersAhead is when the second reminder of the last visit is due; by then
// so are those of the others, which are just before it.
func (p *program) remindersAhead(visits []agreed) time.Time {
	due := visits[len(visits)-1].Reminders
	slices.SortFunc(due, func(a, b reminder) int { return a.DueAt.Compare(b.DueAt) })
	return due[1].DueAt
}

func (p *program) reminded(visits []agreed) (mails int) {
	for _, v := range visits {
		mails += len(p.mails(v.ID, "Reminder:"))
	}
	return mails
}
