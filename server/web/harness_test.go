package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/graph"
	"patientportal/server/actor"
	"patientportal/server/fault"
)

// testSDL is a contract of its own: what web does must not depend on ours.
const testSDL = `
	scalar Date
	enum Color { RED GREEN }
	input Login { username: String! password: String! color: Color }
	type Query { hello: String who: String address: String broken: String secret: String deadline: Boolean }
	type Mutation { signIn(input: Login!): String signOut: String remember: String forget: String }
	type Subscription { ticks: Int forever: Int refused: Int panics: Int }`

var testSchema = gqlparser.MustLoadSchema(&ast.Source{Name: "test.graphql", Input: testSDL})

// fakeGraph executes testSDL without generated code.
type fakeGraph struct {
	ticks chan int // what the subscription ticks tells
}

func (g *fakeGraph) Schema() *ast.Schema { return testSchema }

func (g *fakeGraph) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (g *fakeGraph) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation == ast.Subscription {
		return g.subscription(ctx, op.Operation.SelectionSet[0].(*ast.Field).Name)
	}
	return graphql.OneShot(func() *graphql.Response {
		data := map[string]any{}
		for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query", "Mutation"}) {
			value, err := field(ctx, f, op)
			if err != nil {
				graphql.AddError(ctx, err)
			}
			data[f.Alias] = value
		}
		encoded, err := json.Marshal(data)
		if err != nil {
			panic(err)
		}
		return &graphql.Response{Data: encoded}
	}())
}

func field(ctx context.Context, f graphql.CollectedField, op *graphql.OperationContext) (any, error) {
	switch f.Name {
	case "__typename":
		return f.ObjectDefinition.Name, nil
	case "__type", "__schema":
		if op.DisableIntrospection {
			return nil, fault.ErrForbidden
		}
		return map[string]any{"name": nil}, nil
	case "hello":
		return "world", nil
	case "who":
		who, _ := actor.From(ctx)
		return who.SessionID(), nil
	case "address":
		return graph.ClientFrom(ctx).Address, nil
	case "deadline":
		_, ok := ctx.Deadline()
		return ok, nil
	case "secret":
		return nil, errors.New("SELECT password FROM accounts: no such table")
	case "broken":
		panic("Maria Alvarez")
	case "remember", "forget":
		b, _ := graph.BrowserFrom(ctx)
		if f.Name == "forget" {
			b.ClearDevice()
		} else {
			b.SetSession("good", time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC))
			b.SetDevice("device-token", time.Date(2030, 2, 2, 3, 4, 5, 0, time.UTC))
		}
		return "before: " + b.DeviceToken(), nil
	case "signIn", "signOut":
		b, ok := graph.BrowserFrom(ctx)
		if !ok {
			return nil, fault.New(fault.InvalidInput, "account.no_browser", "A browser signs in over HTTP.")
		}
		if f.Name == "signOut" {
			b.ClearSession()
			return "out", nil
		}
		b.SetSession("good", time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC))
		return "in", nil
	}
	return nil, fmt.Errorf("no field %s", f.Name)
}

func (g *fakeGraph) subscription(ctx context.Context, name string) graphql.ResponseHandler {
	switch name {
	case "refused":
		graphql.AddError(ctx, fault.ErrUnauthenticated)
		return func(context.Context) *graphql.Response { return nil }
	case "panics":
		return func(context.Context) *graphql.Response { panic("Maria Alvarez") }
	}
	return func(ctx context.Context) *graphql.Response {
		ticks := g.ticks
		if name == "forever" {
			ticks = nil
		}
		select {
		case <-ctx.Done():
		case n, ok := <-ticks:
			if ok {
				return &graphql.Response{Data: fmt.Appendf(nil, `{"ticks":%d}`, n)}
			}
		}
		return nil
	}
}

// fakeSessions knows one token, "good", of session "s1", and any "good:<id>".
type fakeSessions struct {
	mu        sync.Mutex
	clock     *fakeClock
	expires   time.Time
	ended     map[string]chan struct{}
	dead      map[string]bool // ended without anybody being told
	listening int
	fails     error
	slow      atomic.Bool // Current takes longer than anyone waits
	used      atomic.Int64
}

func (f *fakeSessions) Current(ctx context.Context, id string) (actor.Actor, time.Time, error) {
	if f.slow.Load() {
		<-ctx.Done()
		return actor.Actor{}, time.Time{}, ctx.Err()
	}
	return f.Recognize(ctx, "good:"+id)
}

func (f *fakeSessions) Authenticate(ctx context.Context, token string) (actor.Actor, time.Time, error) {
	f.used.Add(1)
	return f.Recognize(ctx, token)
}

func (f *fakeSessions) Recognize(_ context.Context, token string) (actor.Actor, time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id, ok := strings.CutPrefix(token+":s1", "good:")
	id, _, _ = strings.Cut(id, ":")
	switch {
	case f.fails != nil:
		return actor.Actor{}, time.Time{}, f.fails
	case !ok || f.over(id):
		return actor.Actor{}, time.Time{}, fault.ErrUnauthenticated
	}
	return actor.FromSession(actor.Session{ID: id, AccountID: "a1", Role: actor.RolePatient}), f.expires, nil
}

func (f *fakeSessions) over(id string) bool {
	select {
	case <-f.channel(id):
		return true
	default:
		return f.dead[id] || !f.clock.now().Before(f.expires)
	}
}

func (f *fakeSessions) channel(id string) chan struct{} {
	if f.ended[id] == nil {
		f.ended[id] = make(chan struct{})
	}
	return f.ended[id]
}

func (f *fakeSessions) Alive(_ context.Context, id string) (time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.fails != nil:
		return time.Time{}, f.fails
	case f.over(id):
		return time.Time{}, fault.ErrUnauthenticated
	}
	return f.expires, nil
}

func (f *fakeSessions) Revoked(id string) (<-chan struct{}, func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.listening++
	return f.channel(id), func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.listening--
	}
}

func (f *fakeSessions) revoke(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	close(f.channel(id))
}

// set changes the double under its lock.
func (f *fakeSessions) set(change func(*fakeSessions)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

type fakeClock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *fakeClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *fakeClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// portal is a web.Handler over the doubles.
type portal struct {
	*Handler
	t        *testing.T
	url      string
	sessions *fakeSessions
	graph    *fakeGraph
	clock    *fakeClock
	log      *lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func start(t *testing.T, change ...func(*Deps)) *portal {
	t.Helper()
	clock := &fakeClock{t: time.Date(2026, 8, 6, 13, 0, 0, 0, time.UTC)}
	p := &portal{
		t: t, clock: clock, log: &lockedBuffer{},
		graph: &fakeGraph{ticks: make(chan int)},
		sessions: &fakeSessions{
			clock: clock, expires: clock.now().Add(30 * time.Minute),
			ended: map[string]chan struct{}{}, dead: map[string]bool{},
		},
	}
	server := httptest.NewUnstartedServer(nil)
	base, err := url.Parse("http://" + server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	d := Deps{
		Schema: p.graph, SDL: testSDL, Sessions: p.sessions, AdHoc: true, BaseURL: base,
		App: testApp(), Log: slog.New(slog.NewJSONHandler(p.log, nil)), Clock: clock.now,
	}
	for _, c := range change {
		c(&d)
	}
	if p.Handler, err = New(d); err != nil {
		t.Fatal(err)
	}
	server.Config = Server("", p.Handler, nil)
	server.Start()
	t.Cleanup(server.Close)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := p.Shutdown(ctx); err != nil {
			t.Errorf("sockets are left: %v", err)
		}
	})
	p.url = server.URL
	return p
}

func testApp() fstest.MapFS {
	return fstest.MapFS{
		"index.html":        {Data: []byte("<!doctype html><title>app</title>")},
		"assets/app-abc.js": {Data: []byte(strings.Repeat("console.log(1);\n", 200))},
		"favicon.svg":       {Data: []byte("<svg/>")},
	}
}

// answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

// do sends a request; headers come as name, value pairs.
func (p *portal) do(method, path, body string, headers ...string) answer {
	p.t.Helper()
	r, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	read, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{status: res.StatusCode, header: res.Header, body: string(read)}
}

// ask posts a document the way clients do.
func (p *portal) ask(query string, headers ...string) answer {
	p.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		p.t.Fatal(err)
	}
	return p.do("POST", "/graphql", string(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

func (a answer) expect(t *testing.T, status int, parts ...string) {
	t.Helper()
	if a.status != status {
		t.Errorf("status %d, want %d: %s", a.status, status, a.body)
	}
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			t.Errorf("the answer lacks %s: %s", part, a.body)
		}
	}
}

func (p *portal) base() *url.URL {
	u, err := url.Parse(p.url)
	if err != nil {
		p.t.Fatal(err)
	}
	return u
}

// holdSweeps leaves sweeping to the test. Call it before the first socket.
func (a *sockets) holdSweeps() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sweeping = true
}

// await waits until so many sockets are left.
func (a *sockets) await(t *testing.T, want int) {
	t.Helper()
	for range 500 {
		a.mu.Lock()
		n := len(a.open)
		a.mu.Unlock()
		if n == want {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("there are not %d sockets", want)
}

// serverSide gives the other end of the only socket.
func (p *portal) serverSide(*rawClient) *socket {
	p.t.Helper()
	p.sockets.mu.Lock()
	defer p.sockets.mu.Unlock()
	if len(p.sockets.open) != 1 {
		p.t.Fatalf("%d sockets", len(p.sockets.open))
	}
	for s := range p.sockets.open {
		return s
	}
	return nil
}
