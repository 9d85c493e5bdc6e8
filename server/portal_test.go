package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/demo"
	"patientportal/server/patient"
	"patientportal/server/store/storetest"
)

// world is the whole program over the demo clinic, short of the network.
type world struct {
	*portal
	handler http.Handler
	maria   patient.Patient
	jordan  patient.Patient
}

// jordanPassword belongs to the account that tests give to Jordan, who may see
// nothing of Maria's.
const jordanPassword = "Brisk-Lighthouse-90!"

func newWorld(t testing.TB, dialect string) *world {
	t.Helper()
	return newWorldThatLogs(t, dialect, slog.DiscardHandler)
}

func newWorldThatLogs(t testing.TB, dialect string, to slog.Handler) *world {
	t.Helper()
	p, settings := openEmpty(t, dialect, to)
	if _, err := demo.LayOut(t.Context(), p.demoRooms(), demo.Options{Patients: 2, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	if err := p.publishPolicy(t.Context()); err != nil {
		t.Fatal(err)
	}
	handler, err := p.handler(settings)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{portal: p, handler: handler}
	w.people(t)
	return w
}

// emptyPortal is the program over a migrated database with nobody in it.
func emptyPortal(t testing.TB, dialect string) (*portal, config.Serve) {
	t.Helper()
	return openEmpty(t, dialect, slog.DiscardHandler)
}

func openEmpty(t testing.TB, dialect string, to slog.Handler) (*portal, config.Serve) {
	t.Helper()
	settings := config.Serve{
		Store: config.Store{DataDir: t.TempDir(), ClinicNames: config.ClinicNames{ClinicName: "Clinic"}},
		Addr:  ":0", BaseURL: "http://localhost", MailFrom: "no-reply@localhost", Demo: true,
	}
	settings.DatabaseURL = storetest.URL(t, dialect)
	settings.SecretKeyFile = filepath.Join(settings.DataDir, "secret.key")
	p, err := openPortal(t.Context(), settings, slog.New(to))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.close)
	return p, settings
}

func (w *world) people(t testing.TB) {
	t.Helper()
	who := actor.System("test")
	var err error
	if w.maria, err = w.Patient.ByClinicNumber(t.Context(), who, "4-820-117"); err != nil {
		t.Fatal(err)
	}
	if w.jordan, err = w.Patient.ByClinicNumber(t.Context(), who, "4-820-536"); err != nil {
		t.Fatal(err)
	}
	_, err = w.Account.Create(t.Context(), who, account.CreateInput{
		Username: "jordan.whitfield", DisplayName: "Jordan Whitfield", Role: actor.RolePatient,
		PatientID: w.jordan.ID, Password: jordanPassword, Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
}

// passwords of those who can sign in here.
func passwords() map[string]string {
	known := map[string]string{"jordan.whitfield": jordanPassword}
	for _, a := range demo.Accounts() {
		known[a.Username] = a.Password
	}
	return known
}

// browser keeps its cookies, as a browser does; a phone has a bearer token instead.
type browser struct {
	world  *world
	cookie string // the session's
	device string // of what remembers it
	bearer string
}

type answer struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code, MessageID, Field string }
	}
}

// code is the first error's, empty for none.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

func (w *world) anonymous() *browser { return &browser{world: w} }

// signIn is a person at work in a browser: signed in, with the privacy policy
// agreed to.
func (w *world) signIn(t testing.TB, username string) *browser {
	t.Helper()
	return w.signInWith(t, username, passwords()[username])
}

func (w *world) signInWith(t testing.TB, username, password string) *browser {
	t.Helper()
	b := w.arrive(t, username, password)
	b.agree(t)
	return b
}

func (b *browser) agree(t testing.TB) {
	t.Helper()
	if got := b.do(t, acceptPolicy, map[string]any{"v": account.DefaultPolicy().Version}); got.code() != "" {
		t.Fatalf("agreeing: %v", got.Errors)
	}
}

const acceptPolicy = `mutation($v: String!) { acceptPrivacyPolicy(input: {version: $v}) { viewer { account { owes } } } }`

// arrive signs in and goes no further.
func (w *world) arrive(t testing.TB, username, password string) *browser {
	t.Helper()
	b := w.anonymous()
	got := b.do(t, `mutation($u: String!, $p: String!) { signIn(input: {username: $u, password: $p}) { __typename } }`,
		map[string]any{"u": username, "p": password})
	if got.code() != "" || b.cookie == "" {
		t.Fatalf("signing in %s: %v", username, got.Errors)
	}
	return b
}

// agree is signIn's consent for who signed in without the web. It gives them as
// they are afterwards.
func (p *portal) agree(t testing.TB, who actor.Actor) actor.Actor {
	t.Helper()
	if err := p.publishPolicy(t.Context()); err != nil {
		t.Fatal(err)
	}
	settled, err := p.Account.AcceptPrivacyPolicy(t.Context(), who, account.AcceptPrivacyPolicyInput{Version: account.DefaultPolicy().Version})
	if err != nil {
		t.Fatal(err)
	}
	return settled.Viewer.Who
}

func (b *browser) do(t testing.TB, document string, variables map[string]any) answer {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Portal-Client", "test")
	r.RemoteAddr = "127.0.0.1:4000" // the loopback is not held to a number of requests
	for _, c := range []string{b.cookie, b.device} {
		if c != "" {
			r.Header.Add("Cookie", c)
		}
	}
	if b.bearer != "" {
		r.Header.Set("Authorization", "Bearer "+b.bearer)
	}
	w := httptest.NewRecorder()
	b.world.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if strings.HasSuffix(c.Name, "portal_device") {
			b.device = c.Name + "=" + c.Value
		} else {
			b.cookie = c.Name + "=" + c.Value
		}
	}
	text, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	var got answer
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v: %.500s", err, text)
	}
	return got
}

// into decodes the data of an answer without errors.
func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if len(a.Errors) > 0 {
		t.Fatalf("errors: %+v", a.Errors)
	}
	if err := json.Unmarshal(a.Data, v); err != nil {
		t.Fatal(err)
	}
}

var dialects = []string{"sqlite", "postgres"}
