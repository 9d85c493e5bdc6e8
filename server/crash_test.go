package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/patient"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

const (
	racers     = 64
	racedSlots = 8
)

// racer is a patient who wants one of the slots.
type racer struct {
	client
	patientID string
	email     string
}

// enlist makes patients with an account and an open session each.
func enlist(t *testing.T, p *portal, count int) []racer {
	t.Helper()
	who := actor.System("test")
	list := make([]racer, count)
	for i := range list {
		name := fmt.Sprintf("racer%03d", i)
		email := name + "@example.org"
		known, err := p.Patient.Register(t.Context(), who, patient.RegisterInput{FullName: "Made-up " + name, Email: email})
		if err != nil {
			t.Fatal(err)
		}
		// Without an address of its own: nothing is mailed to one that is not proven.
		_, err = p.Account.Create(t.Context(), who, account.CreateInput{
			Username: name, DisplayName: known.FullName, Role: actor.RolePatient, PatientID: known.ID, Password: jordanPassword,
		})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := p.Account.SignIn(t.Context(), account.SignInInput{Username: name, Password: jordanPassword, Client: account.Mobile},
			account.Client{Address: fmt.Sprintf("198.18.%d.%d", i/250, i%250)})
		if err != nil {
			t.Fatal(err)
		}
		p.agree(t, opened.Who())
		list[i] = racer{client: client{token: *opened.SignedIn.AccessToken}, patientID: known.ID, email: email}
	}
	return list
}

// wanted is what a race is for.
type wanted struct {
	serviceID string
	slots     []string
}

// freeSlots finds slots of one practitioner, so far ahead that every reminder
// is still to come.
func (p *program) freeSlots(c client, days, count int) wanted {
	p.t.Helper()
	var clinic struct {
		Clinic struct {
			Services      []struct{ ID, Name string }
			Practitioners []struct{ ID, Name string }
		}
	}
	p.mustAsk(c, `{ clinic { services { id name } practitioners { id name } } }`, nil, &clinic)
	variables := map[string]any{"from": time.Now().Add(time.Duration(days) * 24 * time.Hour).UTC().Format(time.RFC3339)}
	for _, s := range clinic.Clinic.Services {
		if s.Name == "Office visit" {
			variables["service"] = s.ID
		}
	}
	for _, s := range clinic.Clinic.Practitioners {
		if s.Name == "Dr. Ada Okafor" {
			variables["practitioner"] = s.ID
		}
	}
	w := wanted{serviceID: variables["service"].(string)}
	for more := true; more && len(w.slots) < count; {
		variables["first"] = min(100, count-len(w.slots))
		var found struct {
			Slots struct {
				Edges    []struct{ Node struct{ ID string } }
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		p.mustAsk(c, `query($service: ID, $practitioner: ID, $from: DateTime, $first: Int, $after: String) {
			slots(serviceId: $service, practitionerId: $practitioner, from: $from, first: $first, after: $after) {
				edges { node { id } } pageInfo { hasNextPage endCursor } } }`, variables, &found)
		for _, e := range found.Slots.Edges {
			w.slots = append(w.slots, e.Node.ID)
		}
		more, variables["after"] = found.Slots.PageInfo.HasNextPage, found.Slots.PageInfo.EndCursor
	}
	if len(w.slots) != count {
		p.t.Fatalf("found %d free slots of %d", len(w.slots), count)
	}
	return w
}

// agreed is an appointment that the server acknowledged.
type agreed struct {
	ID        string
	Slot      struct{ ID string }
	Reminders []reminder
}

type reminder struct {
	LeadMinutes int
	State       string
	DueAt       time.Time
}

const holdDocument = `mutation($in: HoldSlotInput!) { holdSlot(input: $in) { __typename
	... on SlotHeld { hold { id } } ... on SlotTaken { alternatives { id } } } }`

const bookDocument = `mutation($in: BookAppointmentInput!) { bookAppointment(input: $in) { __typename
	... on AppointmentBooked { appointment { id slot { id } reminders { leadMinutes state dueAt } } }
	... on SlotTaken { alternatives { id } } ... on BookingRefused { code message } } }`

// hold gives the id of the hold, empty when the slot is someone else's.
func (r racer) hold(ctx context.Context, slotID, serviceID string) (string, error) {
	var answer struct {
		HoldSlot struct {
			Hold         struct{ ID string }
			Alternatives []struct{ ID string }
		}
	}
	err := r.ask(ctx, holdDocument, map[string]any{"in": map[string]any{
		"slotId": slotID, "serviceId": serviceID, "patientId": r.patientID,
	}}, &answer)
	if err == nil && answer.HoldSlot.Hold.ID == "" && len(answer.HoldSlot.Alternatives) != 3 {
		return "", fmt.Errorf("%w: taken, with %d alternatives", errAnswered, len(answer.HoldSlot.Alternatives))
	}
	return answer.HoldSlot.Hold.ID, err
}

// agree is what a racer books with; a repeat says word for word the same.
func (r racer) agree(holdID string) map[string]any {
	return map[string]any{"in": map[string]any{
		"holdId": holdID, "patientId": r.patientID, "reason": "Check-up.",
		"contact": map[string]any{"email": r.email}, "idempotencyKey": "race-" + holdID,
	}}
}

func (r racer) book(ctx context.Context, holdID string) (*agreed, error) {
	var answer struct {
		BookAppointment struct {
			Typename    string `json:"__typename"`
			Appointment *agreed
			Code        string
		}
	}
	if err := r.ask(ctx, bookDocument, r.agree(holdID), &answer); err != nil {
		return nil, err
	}
	if answer.BookAppointment.Appointment == nil {
		return nil, fmt.Errorf("%w: %s %s", errAnswered, answer.BookAppointment.Typename, answer.BookAppointment.Code)
	}
	return answer.BookAppointment.Appointment, nil
}

// won is a racer with what it won.
type won struct {
	racer
	holdID string
	*agreed
}

// pursue holds and books the slot, and asks again as long as there is no
// answer, as a phone without a network does. It gives nil when someone else was
// first.
func (r racer) pursue(ctx context.Context, slotID, serviceID string) (*won, error) {
	var holdID string
	err := persist(ctx, func() (err error) {
		holdID, err = r.hold(ctx, slotID, serviceID)
		return err
	})
	if err != nil || holdID == "" {
		return nil, err
	}
	w := &won{racer: r, holdID: holdID}
	err = persist(ctx, func() (err error) {
		w.agreed, err = r.book(ctx, holdID)
		return err
	})
	return w, err
}

// persist repeats what got no answer.
func persist(ctx context.Context, do func() error) error {
	for {
		err := do()
		if err == nil || errors.Is(err, errAnswered) || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// race lets every racer go for one of the slots at once. acknowledged gets the
// number of bookings so far, and is closed when the race is over.
func race(t *testing.T, url string, runners []racer, w wanted, acknowledged chan<- int) []won {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var mu sync.Mutex
	var winners []won
	var running sync.WaitGroup
	start := make(chan struct{})
	for i, r := range runners {
		r.url = url
		running.Go(func() {
			<-start
			got, err := r.pursue(ctx, w.slots[i%len(w.slots)], w.serviceID)
			if err != nil {
				t.Errorf("racer %d: %v", i, err)
			}
			if err != nil || got == nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			winners = append(winners, *got)
			acknowledged <- len(winners)
		})
	}
	close(start)
	running.Wait()
	close(acknowledged)
	return winners
}

// checkWinners shows that each slot has one winner, who hears the same again.
func (p *program) checkWinners(winners []won, w wanted) {
	p.t.Helper()
	var slots []string
	for _, got := range winners {
		slots = append(slots, got.Slot.ID)
		again, err := got.book(p.t.Context(), got.holdID)
		if err != nil || again.ID != got.ID {
			p.t.Errorf("asked again with the same key: %v, %v, first it was %s", again, err, got.ID)
		}
	}
	slices.Sort(slots)
	want := slices.Sorted(slices.Values(w.slots))
	if !slices.Equal(slots, want) {
		p.t.Errorf("%d bookings of slots\n%s\nwant\n%s", len(winners), strings.Join(slots, "\n"), strings.Join(want, "\n"))
	}
}

// checkTold shows that each appointment has one event, one mail, and its three
// reminders laid out.
func (p *program) checkTold(database *store.Store, winners []won) {
	p.t.Helper()
	ctx := actor.NewContext(p.t.Context(), actor.System("test"))
	count := func(text string, args ...any) (n int) {
		p.t.Helper()
		if err := database.Prepare(text).QueryRow(ctx, args...).Scan(&n); err != nil {
			p.t.Fatal(err)
		}
		return n
	}
	for _, got := range winners {
		until(p.t, "the confirmation is sent", func() bool {
			return count(`SELECT COUNT(*) FROM notify_deliveries WHERE subject_id = ? AND kind = 'APPOINTMENT_CONFIRMED' AND state = 'SENT'`, got.ID) == 1
		})
		if n := count(`SELECT COUNT(*) FROM outbox_events WHERE subject_id = ?`, got.ID); n != 1 {
			p.t.Errorf("%d events of an appointment", n)
		}
		if n := count(`SELECT COUNT(*) FROM notify_notifications WHERE patient_id = ? AND link = ?`, got.patientID, "/appointments/"+got.ID); n != 1 {
			p.t.Errorf("%d notifications of an appointment", n)
		}
		if mails := p.mails(got.ID, "Your appointment"); len(mails) != 1 {
			p.t.Errorf("mails of an appointment: %v", mails)
		}
		p.checkReminders(got)
	}
	if n := count(`SELECT COUNT(*) FROM (SELECT slot_id FROM booking_appointments WHERE status = 'BOOKED' GROUP BY slot_id HAVING COUNT(*) > 1) twice`); n != 0 {
		p.t.Errorf("%d slots are booked twice", n)
	}
	alarms := count(`SELECT COUNT(*) FROM river_job WHERE kind = 'notify_deliver' AND state = 'scheduled'`)
	waiting := count(`SELECT COUNT(*) FROM notify_deliveries WHERE state = 'PENDING'`)
	if alarms < waiting { // what a killed process was at may have a second one
		p.t.Errorf("%d alarms for %d deliveries", alarms, waiting)
	}
}

func (p *program) checkReminders(got won) {
	p.t.Helper()
	var leads []int
	for _, r := range got.Reminders {
		leads = append(leads, r.LeadMinutes)
		if r.State != "PENDING" {
			p.t.Errorf("a reminder is %s", r.State)
		}
	}
	slices.Sort(leads)
	if !slices.Equal(leads, []int{120, 2 * 24 * 60, 7 * 24 * 60}) {
		p.t.Errorf("reminders %v minutes before", leads)
	}
}

// Many patients go for few slots, first in peace, then while the server is
// killed twice amid it. Whatever was acknowledged stands, once, and is told
// once.
func TestManyClientsRaceForFewSlots(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialect string) {
		var runners []racer
		p := newProgram(t, dialect, func(inside *portal) { runners = enlist(t, inside, racers) })
		p.start()
		database := p.openDatabase()
		found := p.freeSlots(client{url: p.url, token: runners[0].token}, 10, 2*racedSlots)
		inPeace := wanted{found.serviceID, found.slots[:racedSlots]}
		underFire := wanted{found.serviceID, found.slots[racedSlots:]}

		winners := race(t, p.url, runners, inPeace, make(chan int, racers))
		p.checkWinners(winners, inPeace)
		p.checkTold(database, winners)

		survivors := p.raceUnderFire(runners, underFire)
		p.checkWinners(survivors, underFire)
		p.checkTold(database, append(winners, survivors...))
	})
}

// raceUnderFire kills the server after the second and the fifth booking.
func (p *program) raceUnderFire(runners []racer, w wanted) []won {
	p.t.Helper()
	acknowledged := make(chan int, racers)
	finished := make(chan []won, 1)
	go func() { finished <- race(p.t, p.url, runners, w, acknowledged) }()
	for count := range acknowledged {
		if count == 2 || count == 5 {
			p.kill()
			p.t.Logf("killed after %d bookings", count+len(acknowledged))
			p.start()
		}
	}
	return <-finished
}

// openDatabase looks at the database beside the running program.
func (p *program) openDatabase() *store.Store {
	p.t.Helper()
	for _, pair := range p.env {
		url, ok := strings.CutPrefix(pair, "PORTAL_DATABASE_URL=")
		if !ok {
			continue
		}
		s, err := store.Open(p.t.Context(), url, store.Readers(2), store.Writers(2))
		if err != nil {
			p.t.Fatal(err)
		}
		p.t.Cleanup(func() { _ = s.Close() }) // it was only read
		return s
	}
	p.t.Fatal("the program has no database")
	return nil
}
