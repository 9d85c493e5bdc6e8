package notify

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/sms"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
	"patientportal/server/webpush"
)

// phones reaches the patient by text and push and the carer by push, and keeps
// what it gets.
type phones struct {
	mu     sync.Mutex
	ways   map[string]Way
	fails  error
	texts  []sms.Text
	pushes map[string][]pushed // by account
}

func newPhones() *phones {
	return &phones{
		ways:   map[string]Way{ownAccount: {Phone: "+15550100199", Push: true}, carers: {Push: true}},
		pushes: map[string][]pushed{},
	}
}

func (p *phones) Ways(_ context.Context, accounts ...string) (map[string]Way, error) {
	found := map[string]Way{}
	for _, a := range accounts {
		if way, ok := p.ways[a]; ok {
			found[a] = way
		}
	}
	return found, nil
}

func (p *phones) Text(_ context.Context, t sms.Text) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fails == nil {
		p.texts = append(p.texts, t)
	}
	return p.fails
}

func (p *phones) Push(_ context.Context, account string, message []byte, _ time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fails != nil {
		return p.fails
	}
	var m pushed
	if err := json.Unmarshal(message, &m); err != nil {
		return err
	}
	p.pushes[account] = append(p.pushes[account], m)
	return nil
}

func newReachableWorld(t *testing.T, s *store.Store) (*world, *phones) {
	w, p := newWorld(t, s), newPhones()
	w.ways = p
	return w, p
}

func (p *phones) want(t *testing.T, texts, own, carer int) {
	t.Helper()
	if len(p.texts) != texts || len(p.pushes[ownAccount]) != own || len(p.pushes[carers]) != carer {
		t.Errorf("%d texts, %d and %d pushes; want %d, %d and %d",
			len(p.texts), len(p.pushes[ownAccount]), len(p.pushes[carers]), texts, own, carer)
	}
}

func TestPhonesAndBrowsersHearWhatThePortalSays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		w.book("visit-1")
		w.ringAll(now)
		p.want(t, 1, 1, 1)
		text := "St. Mary's Clinic: You have an appointment on Wednesday 3 June at 9:00am (Central Time). https://portal.example.org/appointments/visit-1"
		if p.texts[0].Body != text || p.texts[0].To != "+15550100199" {
			t.Errorf("texted %+v", p.texts[0])
		}
		if m := p.pushes[carers][0]; !strings.HasPrefix(m.Body, "Someone you care for") || m.Link != "/appointments/visit-1" {
			t.Errorf("the carer was told %+v", m)
		}
		// A reminder's text is planned when the reminder is due, and goes once.
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		p.want(t, 2, 2, 2)
		w.happen(moved("visit-1", 1, inThirtyDays.Add(time.Hour)))
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		p.want(t, 3, 3, 3)
		for _, text := range p.texts {
			for _, secret := range []string{"Secret", "Oncology", "Chemotherapy"} {
				if strings.Contains(text.Body, secret) {
					t.Errorf("%q got out", secret)
				}
			}
		}
	})
}

func TestAdviceIsEchoedToWhoMayReadIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		w.happen(outbox.Event{Kind: outbox.AdvicePublished, SubjectID: "advice-1", PatientID: thePatient})
		w.ringAll(now)
		p.want(t, 1, 1, 0)
		if p.texts[0].Body != "St. Mary's Clinic: There is new advice for you to read. https://portal.example.org/advice/advice-1" {
			t.Errorf("texted %q", p.texts[0].Body)
		}
	})
}

func TestEchoesHeedPreferences(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		in := asUsual()
		in.Channels = []ChannelPreferenceInput{{CategoryAppointments, ChannelSMS, false}, {CategoryAdvice, ChannelPush, false}}
		w.save(own, in)
		w.save(carer, leadsOff(0, 10080)) // carers choose for themselves
		w.book("visit-1")
		w.happen(outbox.Event{Kind: outbox.AdvicePublished, SubjectID: "advice-1", PatientID: thePatient})
		w.ringAll(now)
		p.want(t, 1, 1, 0) // a text of the advice, a push of the booking
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		w.ringAll(inThirtyDays.AddDate(0, 0, -7))
		p.want(t, 1, 2, 0)
		w.ringAll(inThirtyDays.AddDate(0, 0, -2))
		w.ringAll(inThirtyDays.AddDate(0, 0, -2))
		p.want(t, 1, 3, 1)
	})
}

// Between planning and sending the number changes, the wish, the right to know.
func TestAnEchoIsLookedAtAgainBeforeItGoes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		w.book("visit-1")
		p.ways[ownAccount] = Way{Phone: "+15550100111"}
		w.audience = onlyThePatient{}
		w.ringAll(now)
		p.want(t, 0, 0, 0)
		w.wantReasons(map[string]int{
			"SKIPPED SMS " + reasonNoPhone: 1, "SKIPPED PUSH " + reasonNoDevice: 1, "SKIPPED PUSH " + reasonOutsider: 1,
		})
	})
}

// onlyThePatient has no carers any more.
type onlyThePatient struct{ audience }

func (onlyThePatient) Recipients(context.Context, string, actor.Scope) ([]Recipient, error) {
	return []Recipient{{AccountID: ownAccount, Email: "own@example.org", Self: true}}, nil
}

func TestTextsAreTriedAgainUntilTheyAreRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		p.ways = map[string]Way{ownAccount: {Phone: "+15550100199"}}
		p.fails = errDown
		w.book("visit-1")
		w.ringAll(now)
		w.wantReasons(map[string]int{"PENDING SMS It could not be handed over.": 1})
		w.clock.Advance(pauses[0])
		p.fails = nil
		w.ringAll(w.clock.Now())
		w.ringAll(w.clock.Now())
		p.want(t, 1, 0, 0)
		p.fails = sms.ErrRefused
		w.happen(moved("visit-1", 1, inThirtyDays.Add(time.Hour)))
		w.ringAll(w.clock.Now())
		p.fails, p.ways = webpush.ErrGone, map[string]Way{ownAccount: {Push: true}}
		w.happen(moved("visit-1", 2, inThirtyDays.Add(2*time.Hour)))
		w.ringAll(w.clock.Now())
		w.wantReasons(map[string]int{"FAILED SMS The number was refused.": 1, "FAILED PUSH " + reasonNoDevice: 1})
	})
}

func TestNumbersAreHidden(t *testing.T) {
	t.Parallel()
	if got := hidden("+15550100199"); got != "•••199" {
		t.Errorf("hidden %q", got)
	}
}

func TestAnEarlierTimeIsEchoed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, p := newReachableWorld(t, s)
		w.ask(outbox.WaitlistOffered, "offer-1", 0, now.Add(30*time.Minute))
		w.ringAll(now)
		p.want(t, 1, 1, 1)
		if !strings.HasPrefix(p.texts[0].Body, "St. Mary's Clinic: An earlier time is kept for you until") {
			t.Errorf("texted %q", p.texts[0].Body)
		}
	})
}
