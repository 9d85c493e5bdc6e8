package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/audit"
	"patientportal/server/config"
	"patientportal/server/demo"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store/storetest"
)

// asProgram makes the test binary be the portal: tests that kill it need a
// process of its own, and the one that is running is surely built.
const asProgram = "PORTAL_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// patience is how long a test waits for what must come.
const patience = 90 * time.Second

// program is the portal as a process over a laid-out demo clinic, which is
// started, stopped and killed like any other.
type program struct {
	t       *testing.T
	folder  string
	address string
	url     string
	env     []string
	cmd     *exec.Cmd
	said    *syncBuffer
}

// newProgram lays out a small demo clinic, in which before may write more, and
// starts nothing yet. Passwords are hashed cheaply, which the program makes
// good at the first sign-in.
func newProgram(t *testing.T, dialect string, before func(*portal)) *program {
	t.Helper()
	p := &program{t: t, folder: t.TempDir(), address: freeAddress(t)}
	p.url = "http://" + p.address
	database := storetest.URL(t, dialect)
	p.env = append(withoutSettings(os.Environ()), asProgram+"=1", "PORTAL_ADDR="+p.address, "PORTAL_BASE_URL="+p.url,
		"PORTAL_DATA_DIR="+p.folder, "PORTAL_DATABASE_URL="+database)
	p.layOut(database, before)
	t.Cleanup(p.kill)
	return p
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}

// beside gives a second server on the same database, keys and mailbox.
func (p *program) beside() *program {
	p.t.Helper()
	other := *p
	other.address = freeAddress(p.t)
	other.url, other.cmd = "http://"+other.address, nil
	other.env = append(slices.Clone(p.env), "PORTAL_ADDR="+other.address, "PORTAL_BASE_URL="+other.url)
	p.t.Cleanup(other.kill)
	return &other
}

func (p *program) layOut(database string, before func(*portal)) {
	p.t.Helper()
	settings := config.Serve{
		Store: config.Store{DataDir: p.folder, DatabaseURL: database, ClinicNames: config.ClinicNames{ClinicName: "Clinic"}},
		Addr:  p.address, BaseURL: p.url, MailFrom: "no-reply@localhost", Demo: true,
	}
	if err := settings.Check(); err != nil {
		p.t.Fatal(err)
	}
	inside, err := openPortal(p.t.Context(), settings, slog.New(slog.DiscardHandler))
	if err != nil {
		p.t.Fatal(err)
	}
	defer inside.close()
	keys, err := secret.Open(settings.SecretKeyFile)
	if err != nil {
		p.t.Fatal(err)
	}
	cheap := account.NewArgon2id(keys, account.Params{Time: 1, Memory: 8, Threads: 1})
	inside.Account = account.New(inside.store, audit.New(inside.store, inside.clock), outbox.New(inside.store, inside.clock), keys, inside.clock, account.WithHasher(cheap))
	if _, err := demo.LayOut(p.t.Context(), inside.demoRooms(), demo.Options{Patients: 2, Seed: 1}); err != nil {
		p.t.Fatal(err)
	}
	if before != nil {
		before(inside)
	}
}

// withoutSettings keeps the settings of whoever runs the tests out of them.
func withoutSettings(env []string) []string {
	var kept []string
	for _, pair := range env {
		if !strings.HasPrefix(pair, "PORTAL_") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// start runs the server, with more settings if given, and waits until it
// answers.
func (p *program) start(settings ...string) {
	p.t.Helper()
	p.said = new(syncBuffer)
	p.cmd = exec.Command(os.Args[0], "serve", "--demo")
	p.cmd.Env = append(append([]string(nil), p.env...), settings...)
	p.cmd.Stdout, p.cmd.Stderr = p.said, p.said
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	until(p.t, "the server answers", func() bool {
		res, err := http.Get(p.url + "/readyz")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

// kill is kill -9: the process gets no chance to tidy up.
func (p *program) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill() // it may have ended by itself
	_ = p.cmd.Wait()         // killed, as the error says
	p.cmd = nil
}

// stop asks the server to end, which it does without complaint.
func (p *program) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Fatalf("stopping: %v\n%s", err, p.said)
	}
	p.cmd = nil
}

// until waits for what must come.
func until(t *testing.T, what string, come func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !come() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %s in vain until %s", patience, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// client asks as someone who signed in on a phone; without a token as nobody.
type client struct {
	url   string
	token string
}

// errAnswered is what the server said it could not do.
var errAnswered = errors.New("the server answered with errors")

// ask posts a document and reads the data into what out points to. An error
// other than errAnswered means that there was no answer.
func (c client) ask(ctx context.Context, document string, variables map[string]any, out any) error {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	res, err := racing.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []json.RawMessage
	}
	if err := json.Unmarshal(read, &answer); err != nil {
		return fmt.Errorf("%w: %s: %s", errAnswered, res.Status, read)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("%w: %s", errAnswered, read)
	}
	return json.Unmarshal(answer.Data, out)
}

// racing keeps a connection for each of many clients.
var racing = &http.Client{
	Transport: &http.Transport{MaxIdleConnsPerHost: 100, IdleConnTimeout: 10 * time.Second},
	Timeout:   30 * time.Second,
}

// signIn signs a demo account in as a phone does, and agrees to the privacy
// policy.
func (p *program) signIn(username, password string) client {
	p.t.Helper()
	var answer struct{ SignIn struct{ AccessToken string } }
	err := client{url: p.url}.ask(p.t.Context(), `mutation($in: SignInInput!) { signIn(input: $in) { ... on SignedIn { accessToken } } }`,
		map[string]any{"in": map[string]any{"username": username, "password": password, "client": "MOBILE"}}, &answer)
	if err != nil || answer.SignIn.AccessToken == "" {
		p.t.Fatalf("signing in: %v", err)
	}
	phone := client{url: p.url, token: answer.SignIn.AccessToken}
	p.mustAsk(phone, acceptPolicy, map[string]any{"v": account.DefaultPolicy().Version}, new(any))
	return phone
}

// mustAsk is ask for what has to go well.
func (p *program) mustAsk(c client, document string, variables map[string]any, out any) {
	p.t.Helper()
	if err := c.ask(p.t.Context(), document, variables, out); err != nil {
		p.t.Fatal(err)
	}
}

// mails are the names of the mails about an appointment whose subject begins
// so.
func (p *program) mails(appointmentID, subject string) (names []string) {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(p.folder, "mail", "*.eml"))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, file := range found {
		raw, err := os.ReadFile(file)
		if err != nil {
			p.t.Fatal(err)
		}
		// Links are never broken over two lines as long as they are short.
		text := strings.NewReplacer("=\r\n", "", "=\n", "").Replace(string(raw))
		if strings.Contains(text, "/appointments/"+appointmentID) && strings.Contains(text, "\nSubject: "+subject) {
			names = append(names, filepath.Base(file))
		}
	}
	return names
}

// syncBuffer is written by a process and read when it fails.
type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
