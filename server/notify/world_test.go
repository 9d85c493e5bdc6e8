package notify

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// now is a Monday, 9:00 in Chicago.
var now = time.Date(2026, 5, 4, 14, 0, 0, 0, time.UTC)

// patience bounds a wait for something that must happen; it never decides.
const patience = 30 * time.Second

const (
	thePatient = "patient-1"
	another    = "patient-2"
	ownAccount = "account-own"
	carers     = "account-carer"
)

var (
	own = actor.FromSession(actor.Session{ID: "session-1", AccountID: ownAccount, Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: thePatient, Self: true}}})
	carer = actor.FromSession(actor.Session{ID: "session-2", AccountID: carers, Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: thePatient, Scopes: []actor.Scope{actor.ScopeAppointments}}}})
	stranger = actor.FromSession(actor.Session{ID: "session-3", AccountID: "account-other", Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: another, Self: true}}})
	desk = actor.FromSession(actor.Session{ID: "session-4", AccountID: "account-desk", Role: actor.RoleFrontDesk})
)

// world is a clinic with one patient, their carer, and a stranger.
type world struct {
	*Service
	t     testing.TB
	ctx   context.Context
	clock *storetest.Clock
	sent  *sentMail
	may   *grants
	links *links
}

func newWorld(t testing.TB, s *store.Store) *world {
	t.Helper()
	ctx := actor.NewContext(context.Background(), actor.System("test"))
	err := s.Tx(ctx, func(ctx context.Context) error { return fill(ctx, s) })
	if err != nil {
		t.Fatal(err)
	}
	return serverOn(t, s, storetest.NewClock(now), newSentMail())
}

func fill(ctx context.Context, s *store.Store) error {
	for _, id := range []string{thePatient, another} {
		err := s.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(id).SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
		if err != nil {
			return err
		}
	}
	for _, id := range []string{ownAccount, carers, "account-other"} {
		err := s.DB(ctx).Account.Create().SetID(id).SetUsernameFolded(id).SetPasswordHash("-").
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// serverOn is one server of the portal, not started.
func serverOn(t testing.TB, s *store.Store, clock *storetest.Clock, sent *sentMail) *world {
	t.Helper()
	bus, err := OpenBus("", quietLog())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(bus.Close)
	return serverWith(t, s, clock, sent, bus)
}

func serverWith(t testing.TB, s *store.Store, clock *storetest.Clock, sent *sentMail, bus *Bus) *world {
	t.Helper()
	w := &world{t: t, ctx: actor.NewContext(context.Background(), actor.System("test")), clock: clock, sent: sent, may: &grants{}, links: &links{}}
	var err error
	w.Service, err = New(s, outbox.New(s, clock.Now), audit.New(s, clock.Now), audience{}, w.may, w.links, Config{
		Clock: clock.Now, Log: quietLog(), Bus: bus, Sender: sent,
		Clinic: ClinicCard{
			Name: "St. Mary's Clinic", SupportPhone: "+1 555 0100",
			BaseURL: "https://portal.example.org", MailFrom: "no-reply@portal.example.org",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func quietLog() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func (w *world) start() {
	w.t.Helper()
	if err := w.Start(w.ctx); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(w.end)
}

func (w *world) end() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), patience)
	defer cancel()
	if err := w.Stop(ctx); err != nil {
		w.t.Error(err)
	}
	w.stop = nil
}

// visit is an appointment of the patient at the clinic in Chicago, with much
// that no message may say.
func visit(id string, sequence int, start time.Time) outbox.Event {
	payload, err := json.Marshal(outbox.AppointmentFacts{
		AppointmentID: id, Sequence: sequence, Start: start, End: start.Add(30 * time.Minute), TimeZone: "America/Chicago",
		Practitioner: "Dr. Secret", Location: "Oncology House", LocationAddress: "12 Long Street; Suite 4, Springfield, IL",
		LocationPhone: "+1 555 0111", Service: "Chemotherapy", ContactEmail: "maria@example.org",
	})
	if err != nil {
		panic(err)
	}
	return outbox.Event{Kind: outbox.AppointmentConfirmed, SubjectID: id, SubjectVersion: sequence,
		PatientID: thePatient, Payload: payload}
}

// happen appends the event as a room would.
func (w *world) happen(e outbox.Event) outbox.Event {
	w.t.Helper()
	err := w.store.Tx(w.ctx, func(ctx context.Context) (err error) {
		e, err = w.outbox.Append(ctx, e)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return e
}

// book is a booking far enough ahead for all reminders.
func (w *world) book(id string) outbox.Event {
	w.t.Helper()
	return w.happen(visit(id, 0, now.Add(30*24*time.Hour)))
}

// row is a delivery as it stands.
type row struct {
	id    string
	kind  NotificationKind
	lead  int
	state DeliveryState
	due   time.Time
	whose string // its account
}

func (w *world) deliveries() []row {
	w.t.Helper()
	list, err := w.store.DB(w.ctx).NotifyDelivery.Query().All(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	rows := make([]row, len(list))
	for i, d := range list {
		rows[i] = row{d.ID, NotificationKind(d.Kind), d.LeadMinutes, DeliveryState(d.State), store.FromMicros(d.DueAt), d.AccountID}
	}
	return rows
}

// delivery is the addressee's.
func (w *world) delivery(kind NotificationKind, lead int) row {
	w.t.Helper()
	for _, r := range w.deliveries() {
		if r.kind == kind && r.lead == lead && r.whose != others {
			return r
		}
	}
	w.t.Fatalf("there is no delivery %s %d", kind, lead)
	return row{}
}

// ring is what an alarm does.
func (w *world) ring(id string) time.Duration {
	w.t.Helper()
	again, err := w.deliver(w.ctx, id, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return again
}

// jobsSet is how many alarms River holds.
func (w *world) jobsSet() (n int) {
	w.t.Helper()
	err := w.store.WriterDB().QueryRowContext(w.ctx, "SELECT COUNT(*) FROM river_job WHERE kind = 'notify_deliver'").Scan(&n)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

const unproven = "unproven@example.org"

// audience is the patient themself, and a carer for appointments.
type audience struct{}

// Unproven is the one address that its account has not confirmed.
func (audience) Unproven(_ context.Context, accountID, address string) (bool, error) {
	return accountID == ownAccount && address == unproven, nil
}

func (audience) Recipients(_ context.Context, patientID string, scope actor.Scope) ([]Recipient, error) {
	if patientID != thePatient {
		return nil, nil
	}
	list := []Recipient{{AccountID: ownAccount, Email: "own@example.org", Self: true}}
	if scope == actor.ScopeAppointments {
		list = append(list, Recipient{AccountID: carers, Email: "carer@example.org"})
	}
	return list, nil
}

// grants are what the actors came with, until they are revoked.
type grants struct {
	mu      sync.Mutex
	revoked bool
}

func (g *grants) StillMay(_ context.Context, who actor.Actor, patientID string, scope actor.Scope) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.revoked && (who.IsStaff() || who.MayActFor(patientID, scope))
}

// outsider is the address of who is let in no more.
const outsider = "former@example.org"

func (g *grants) IsOutsider(_ context.Context, _, address string, _ actor.Scope) (bool, error) {
	return address == outsider, nil
}

func (g *grants) revoke() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.revoked = true
}

// sentMail is a mail server that keeps what it gets.
type sentMail struct {
	mu    sync.Mutex
	mails []Message
	down  bool
	news  chan struct{}
}

func newSentMail() *sentMail { return &sentMail{news: make(chan struct{}, 1000)} }

var errDown = errors.New("nobody answers")

func (s *sentMail) Send(_ context.Context, m Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return errDown
	}
	s.mails = append(s.mails, m)
	s.news <- struct{}{}
	return nil
}

func (s *sentMail) setDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

func (s *sentMail) all() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.mails...)
}

// wait is until that many more mails have come.
func (s *sentMail) wait(t *testing.T, n int) {
	t.Helper()
	for range n {
		receive(t, s.news)
	}
}

// receive fails the test when nothing comes.
func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v, open := <-from:
		if !open {
			t.Fatal("the channel was closed")
		}
		return v
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

// closed fails the test when the channel stays open, or has more to say.
func closed[T any](t *testing.T, c <-chan T) {
	t.Helper()
	select {
	case v, open := <-c:
		if open {
			t.Fatalf("got %v, want the end", v)
		}
	case <-time.After(patience):
		t.Fatal("the channel stays open")
	}
}

// links are tokens that can be told by their link, until they are over.
type links struct {
	mu   sync.Mutex
	over map[string]bool
}

func (l *links) LinkToken(_ context.Context, linkID string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over[linkID] {
		return "", nil
	}
	return "token-of-" + linkID, nil
}

func (l *links) end(linkID string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over == nil {
		l.over = map[string]bool{}
	}
	l.over[linkID] = true
}
