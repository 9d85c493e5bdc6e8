package contact

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/sms"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
	"patientportal/server/webpush"
)

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// phones is a gateway that keeps what it is given.
type phones struct {
	mu   sync.Mutex
	down bool
	sent []sms.Text
}

func (p *phones) Send(_ context.Context, t sms.Text) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.down {
		return errors.New("down")
	}
	p.sent = append(p.sent, t)
	return nil
}

// world is the room over a database of its own with two accounts.
type world struct {
	*Service
	t          *testing.T
	ctx        context.Context
	clock      *storetest.Clock
	phones     *phones
	one, other actor.Actor
	endpoint   string // of a push service
	status     atomic.Int64
	pushed     atomic.Int64
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newWorld(t, s)) })
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, clock: storetest.NewClock(start), phones: &phones{}}
	trail := audit.New(s, w.clock.Now)
	w.ctx = actor.NewContext(t.Context(), actor.System("test"))
	w.status.Store(http.StatusCreated)
	service := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		w.pushed.Add(1)
		rw.WriteHeader(int(w.status.Load()))
	}))
	t.Cleanup(service.Close)
	w.endpoint = service.URL
	u, _ := url.Parse(service.URL)
	w.Service = New(Needs{
		Store: s, Trail: trail, Keys: keys, Clock: w.clock.Now, Texts: w.phones, Clinic: "Lakeside Clinic",
		Pushes: webpush.NewSender([]string{u.Host}, "no-reply@clinic.example", service.Client()),
	})
	cheap := account.NewArgon2id(keys, account.Params{Time: 1, Memory: 64, Threads: 1})
	accounts := account.New(s, trail, outbox.New(s, w.clock.Now), keys, w.clock.Now, account.WithHasher(cheap))
	for name, who := range map[string]*actor.Actor{"made.up.one": &w.one, "made.up.other": &w.other} {
		_, err := accounts.Create(w.ctx, actor.System("test"), account.CreateInput{
			Username: name, DisplayName: "Made Up", Role: actor.RolePatient, Password: "Violet-Lantern-83!",
		})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := accounts.SignIn(w.ctx, account.SignInInput{Username: name, Password: "Violet-Lantern-83!"}, account.Client{Address: "203.0.113.7"})
		if err != nil {
			t.Fatal(err)
		}
		*who = opened.Who()
	}
	return w
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// ask has a code texted and gives it.
func (w *world) ask(who actor.Actor, phone string) string {
	w.t.Helper()
	if _, err := w.AskForTexts(w.ctx, who, AskForTextsInput{Phone: phone}); err != nil {
		w.t.Fatal(err)
	}
	return sixDigits.FindString(w.phones.sent[len(w.phones.sent)-1].Body)
}

func (w *world) prove(who actor.Actor, code string) error {
	_, err := w.ProvePhone(w.ctx, who, ProvePhoneInput{Code: code})
	return err
}

func (w *world) way(who actor.Actor) Way {
	w.t.Helper()
	ways, err := w.Ways(w.ctx, w.one.AccountID(), w.other.AccountID())
	if err != nil {
		w.t.Fatal(err)
	}
	return ways[who.AccountID()]
}

func wantCode(t *testing.T, err error, code fault.Code) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func otherThan(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func TestAPhoneCountsOnceItsCodeCameBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.ask(w.one, "+1 (555) 010-0199")
		if w.phones.sent[0].To != "+15550100199" || w.way(w.one) != (Way{}) {
			t.Errorf("texted %+v, way %+v", w.phones.sent[0], w.way(w.one))
		}
		wantCode(t, w.prove(w.one, otherThan(code)), fault.InvalidInput)
		wantCode(t, w.prove(w.other, code), fault.InvalidInput)
		if err := w.prove(w.one, code[:3]+" "+code[3:]); err != nil || w.way(w.one).Phone != "+15550100199" {
			t.Errorf("%v, way %+v", err, w.way(w.one))
		}
		wantCode(t, w.prove(w.one, code), fault.InvalidInput)

		// The one before stays until the next is proven.
		next := w.ask(w.one, "+44 20 7946 0999")
		points, err := w.ContactPoints(w.ctx, w.one)
		if err != nil || points.Phone.Number != "+15550100199" || *points.Phone.Asked != "+442079460999" {
			t.Errorf("points %+v (%v)", points.Phone, err)
		}
		if err := w.prove(w.one, next); err != nil || w.way(w.one).Phone != "+442079460999" {
			t.Errorf("%v, way %+v", err, w.way(w.one))
		}
		if p, err := w.RemovePhone(w.ctx, w.one); err != nil || p.ContactPoints.Phone != nil || w.way(w.one) != (Way{}) {
			t.Errorf("removed: %+v (%v)", p, err)
		}
	})
}

func TestACodeEnds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.ask(w.one, "+15550100199")
		w.clock.Advance(codeLife)
		wantCode(t, w.prove(w.one, code), fault.InvalidInput)
		code = w.ask(w.one, "+15550100199")
		for range codeTries {
			wantCode(t, w.prove(w.one, otherThan(code)), fault.InvalidInput)
		}
		wantCode(t, w.prove(w.one, code), fault.InvalidInput)
	})
}

func TestACodeIsTakenOnceInARace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.ask(w.one, "+15550100199")
		var won atomic.Int64
		var running sync.WaitGroup
		for range 16 {
			running.Go(func() {
				if w.prove(w.one, code) == nil {
					won.Add(1)
				}
			})
		}
		running.Wait()
		if won.Load() != 1 {
			t.Errorf("%d took the code", won.Load())
		}
	})
}

func TestFiveTextsADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for range textsADay {
			w.ask(w.one, "+15550100199")
		}
		if _, err := w.RemovePhone(w.ctx, w.one); err != nil {
			t.Fatal(err)
		}
		_, err := w.AskForTexts(w.ctx, w.one, AskForTextsInput{Phone: "+15550100198"})
		wantCode(t, err, fault.RateLimited)
		if len(w.phones.sent) != textsADay {
			t.Errorf("%d texts", len(w.phones.sent))
		}
		w.ask(w.other, "+15550100199")
		w.clock.Advance(day)
		w.ask(w.one, "+15550100199")
	})
}

func TestNoCodeIsStoredInTheClear(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.ask(w.one, "+15550100199")
		var kept string
		if err := w.Store.Prepare(`SELECT code_mac FROM contact_phones WHERE account_id = ?`).QueryRow(w.ctx, w.one.AccountID()).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		if kept == "" || strings.Contains(kept, code) {
			t.Errorf("kept %q for %q", kept, code)
		}
	})
}

func TestTextsThatCannotBeSentAreTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, number := range []string{"", "555 0100", "+0123456789", "+1555010019912345", "+1555abc0199"} {
			_, err := w.AskForTexts(w.ctx, w.one, AskForTextsInput{Phone: number})
			wantCode(t, err, fault.InvalidInput)
		}
		w.phones.down = true
		_, err := w.AskForTexts(w.ctx, w.one, AskForTextsInput{Phone: "+15550100199"})
		wantCode(t, err, fault.Conflict)
		w.Texts = nil
		_, err = w.AskForTexts(w.ctx, w.one, AskForTextsInput{Phone: "+15550100199"})
		wantCode(t, err, fault.Conflict)
	})
}

func (w *world) browser(path string) SavePushDeviceInput {
	w.t.Helper()
	private, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	return SavePushDeviceInput{
		Endpoint: w.endpoint + path, P256dh: base64.RawURLEncoding.EncodeToString(private.PublicKey().Bytes()),
		Auth: base64.RawURLEncoding.EncodeToString(make([]byte, 16)), Device: "Firefox on Linux",
	}
}

func (w *world) subscribe(who actor.Actor, path string) *ContactPoints {
	w.t.Helper()
	p, err := w.SavePushDevice(w.ctx, who, w.browser(path))
	if err != nil {
		w.t.Fatal(err)
	}
	return p.ContactPoints
}

func TestABrowserIsWhosWasSignedInLast(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.subscribe(w.one, "/a")
		if p := w.subscribe(w.other, "/a"); len(p.Devices) != 1 || w.way(w.one).Push || !w.way(w.other).Push {
			t.Errorf("devices %+v, ways %+v and %+v", p.Devices, w.way(w.one), w.way(w.other))
		}
		points, err := w.ContactPoints(w.ctx, w.other)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.RemovePushDevice(w.ctx, w.one, RemovePushDeviceInput{points.Devices[0].ID})
		wantCode(t, err, fault.NotFound)
		if _, err = w.RemovePushDevice(w.ctx, w.other, RemovePushDeviceInput{points.Devices[0].ID}); err != nil || w.way(w.other).Push {
			t.Errorf("removed: %v", err)
		}
	})
}

func TestTheOldestBrowserMakesRoom(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var p *ContactPoints
		for i := range maxDevices + 1 {
			w.clock.Advance(time.Minute)
			p = w.subscribe(w.one, "/"+string(rune('a'+i)))
		}
		if len(p.Devices) != maxDevices || !p.Devices[0].CreatedAt.Equal(start.Add(2*time.Minute)) {
			t.Errorf("%d devices, the first of %v", len(p.Devices), p.Devices[0].CreatedAt)
		}
	})
}

func TestBrowsersThatHaveGoneAreForgotten(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.subscribe(w.one, "/a")
		w.subscribe(w.one, "/b")
		if err := w.Push(w.ctx, w.one.AccountID(), []byte("{}"), time.Hour); err != nil || w.pushed.Load() != 2 {
			t.Errorf("%d pushed (%v)", w.pushed.Load(), err)
		}
		w.status.Store(http.StatusServiceUnavailable)
		if err := w.Push(w.ctx, w.one.AccountID(), []byte("{}"), time.Hour); err == nil || errors.Is(err, webpush.ErrGone) || !w.way(w.one).Push {
			t.Errorf("away: %v", err)
		}
		w.status.Store(http.StatusGone)
		if err := w.Push(w.ctx, w.one.AccountID(), []byte("{}"), time.Hour); !errors.Is(err, webpush.ErrGone) || w.way(w.one).Push {
			t.Errorf("gone: %v", err)
		}
	})
}

func TestOnlyBrowsersOfPushServicesAreTaken(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.browser("/a")
		in.Endpoint = "https://127.0.0.1:1/internal"
		_, err := w.SavePushDevice(w.ctx, w.one, in)
		wantCode(t, err, fault.InvalidInput)
		_, err = w.ContactPoints(w.ctx, actor.System("test"))
		wantCode(t, err, fault.Forbidden)
	})
}
