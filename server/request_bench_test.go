package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/config"
	"patientportal/server/demo"
	"patientportal/server/patient"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
	"patientportal/server/web"
)

const upcomingDocument = `query($patientId: ID!) { patient(patientId: $patientId) { appointments(first: 10) { edges { node {
	id start end timeZone practitioner { name } location { name } } } } } }`

const slotsDocument = `query($departmentId: ID!, $locationId: ID!, $from: DateTime!) {
	slots(departmentId: $departmentId, locationId: $locationId, from: $from, first: 20) { edges { node {
	id start end timeZone practitioner { name } location { name } } } } }`

const resultsDocument = `query($patientId: ID!) { patient(patientId: $patientId) { results(first: 50) { edges { node {
	id code { system code display } value unit referenceRange { low high text } } } } } }`

// BenchmarkRequests sends the same work to the portal, as shipped, and to its
// twin, in turns, over loopback, and reports the twin's processor time divided
// by the portal's: 1 would be the limit itself. Time of day says nothing on a
// shared machine; processor time of one interleaved run does.
func BenchmarkRequests(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			c := newBenchClinic(b, database)
			b.Run("W1-upcoming", func(b *testing.B) {
				c.compare(b, "/upcoming", `"start":`, 10, upcomingDocument, map[string]any{"patientId": c.patientID})
			})
			b.Run("W2-slots", func(b *testing.B) {
				c.compare(b, "/slots", `"start":`, 20, slotsDocument, map[string]any{
					"departmentId": c.departmentID, "locationId": c.locationID, "from": c.from.Format(time.RFC3339),
				})
			})
			b.Run("W3-results", func(b *testing.B) {
				c.compare(b, "/results", `"value":`, 50, resultsDocument, map[string]any{"patientId": c.patientID})
			})
		})
	}
}

// benchClinic is the demo clinic behind two servers.
type benchClinic struct {
	patientID, departmentID, locationID string
	token                               string
	from                                time.Time
	portal, twin                        *bareClient
	store                               *store.Store
	backends                            []string // PostgreSQL's processes for our connections
}

func newBenchClinic(b *testing.B, database string) *benchClinic {
	b.Helper()
	p, settings := openBenchDemo(b, database)
	c := &benchClinic{from: p.clock(), store: p.store}
	c.find(b, p)
	fillUpcoming(b, p.store, c, 10)
	handler, err := p.handler(settings)
	if err != nil {
		b.Fatal(err)
	}
	t := newTwin(p.store, c.patientID, c.departmentID, c.locationID, c.from)
	mux := http.NewServeMux()
	mux.HandleFunc("/upcoming", t.appointments)
	mux.HandleFunc("/slots", t.slots)
	mux.HandleFunc("/results", t.results)
	c.portal, c.twin = listenBare(b, handler), listenBare(b, mux)
	return c
}

// openBenchDemo lays out a small demo clinic, as the program does it.
func openBenchDemo(b *testing.B, database string) (*portal, config.Serve) {
	b.Helper()
	ctx := b.Context()
	settings := config.Serve{
		Store: config.Store{DataDir: b.TempDir(), ClinicNames: config.ClinicNames{ClinicName: "Clinic"}},
		Addr:  ":0", BaseURL: "http://localhost", MailFrom: "no-reply@localhost", Demo: true,
	}
	settings.DatabaseURL = storetest.URL(b, database)
	settings.SecretKeyFile = filepath.Join(settings.DataDir, "secret.key")
	p, err := openPortal(ctx, settings, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.close)
	if _, err := demo.LayOut(ctx, p.demoRooms(), demo.Options{Patients: 2, Seed: 1}); err != nil {
		b.Fatal(err)
	}
	return p, settings
}

func (c *benchClinic) find(b *testing.B, p *portal) {
	b.Helper()
	ctx, who := b.Context(), actor.System("bench")
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	var maria patient.Patient
	maria, err := p.Patient.ByClinicNumber(ctx, who, "4-820-117")
	must(err)
	departments, err := p.Clinic.Departments(ctx, who)
	must(err)
	var locations []clinic.Location
	locations, err = p.Clinic.Locations(ctx, who)
	must(err)
	known := demo.Accounts()[0]
	outcome, err := p.Account.SignIn(ctx, account.SignInInput{Username: known.Username, Password: known.Password, Client: account.Browser}, account.Client{Address: "127.0.0.1"})
	must(err)
	p.agree(b, outcome.Who())
	c.patientID, c.departmentID, c.locationID, c.token = maria.ID, departments[0].ID, locations[0].ID, outcome.SessionToken
}

// fillUpcoming gives the patient that many upcoming appointments in all.
func fillUpcoming(b *testing.B, s *store.Store, c *benchClinic, want int) {
	b.Helper()
	who := actor.System("bench")
	err := s.Tx(actor.NewContext(b.Context(), who), func(ctx context.Context) error {
		_, err := s.Prepare(`INSERT INTO booking_appointments
			(id, patient_id, slot_id, practitioner_id, location_id, department_id, service_id, status, start_at, end_at, created_at, updated_at, reason, contact_email, contact_phone, notes, sequence, booked_by)
			SELECT 'bench-' || s.id, ?, s.id, s.practitioner_id, s.location_id, s.department_id,
				(SELECT id FROM clinic_services WHERE department_id = s.department_id ORDER BY id LIMIT 1),
				'BOOKED', s.start_at, s.end_at, 0, 0, '', 'maria@example.org', '', '', 0, ''
			FROM booking_slots s WHERE s.status = 'FREE' AND s.start_at > ? ORDER BY s.start_at, s.id LIMIT ?`).
			Exec(ctx, c.patientID, store.Micros(c.from.AddDate(0, 0, 3)), want-2)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func (c *benchClinic) compare(b *testing.B, path, mark string, items int, document string, variables map[string]any) {
	b.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		b.Fatal(err)
	}
	viaGraph := c.request("POST", "/graphql", body)
	byHand := c.request("GET", path, nil)
	checkItems(b, "the portal", c.portal.do(b, viaGraph), mark, items)
	checkItems(b, "the twin", c.twin.do(b, byHand), mark, items)
	c.findBackends(b, c.store)
	var portal, twin time.Duration
	for b.Loop() {
		// Turns of a hundred: long enough to measure, short enough that both
		// see the same machine.
		portal += c.processorTime(func() { c.portal.times(b, viaGraph, 100) })
		twin += c.processorTime(func() { c.twin.times(b, byHand, 100) })
	}
	per := float64(b.N) * 100
	b.ReportMetric(float64(twin)/float64(portal), "ratio")
	b.ReportMetric(float64(portal.Microseconds())/per, "portal-µs")
	b.ReportMetric(float64(twin.Microseconds())/per, "twin-µs")
}

func (c *benchClinic) request(method, path string, body []byte) []byte {
	head := fmt.Sprintf("%s %s HTTP/1.1\r\nHost: localhost\r\nCookie: portal_session=%s\r\nX-Portal-Client: bench\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n",
		method, path, c.token, len(body))
	return append([]byte(head), body...)
}

// processorTime is what the portal's process and the database's processes used
// meanwhile, the client not counted: it works on this goroutine alone, which
// has a thread of its own and waits in the kernel rather than in Go's poller.
func (c *benchClinic) processorTime(work func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := c.used()
	work()
	return c.used() - before
}

func (c *benchClinic) used() time.Duration {
	const thread = 1 // RUSAGE_THREAD of Linux
	return usage(syscall.RUSAGE_SELF) - usage(thread) + c.databaseTime()
}

func usage(of int) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(of, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// databaseTime is what PostgreSQL's processes for our connections have used;
// none for SQLite, which is in this process.
func (c *benchClinic) databaseTime() (sum time.Duration) {
	for _, pid := range c.backends {
		text, err := os.ReadFile("/proc/" + pid + "/schedstat")
		if err != nil {
			panic(err) // a connection that was replaced: this run means nothing
		}
		spent, _, _ := strings.Cut(string(text), " ")
		n, err := strconv.ParseInt(spent, 10, 64)
		if err != nil {
			panic(err)
		}
		sum += time.Duration(n)
	}
	return sum
}

// findBackends names the processes behind the connections that are open. The
// pools keep theirs, so they are the ones that will be used.
func (c *benchClinic) findBackends(b *testing.B, s *store.Store) {
	b.Helper()
	if s.Dialect() == dialect.SQLite {
		return
	}
	rows, err := s.WriterDB().QueryContext(b.Context(), `SELECT pid::text FROM pg_stat_activity WHERE datname = current_database()`)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	c.backends = nil
	for rows.Next() {
		var pid string
		if err := rows.Scan(&pid); err != nil {
			b.Fatal(err)
		}
		c.backends = append(c.backends, pid)
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// bareClient writes prepared bytes and reads answers of a known length.
type bareClient struct {
	in   *bufio.Reader
	out  *os.File
	body []byte
}

func listenBare(b *testing.B, handler http.Handler) *bareClient {
	b.Helper()
	listener, err := new(net.ListenConfig).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := web.Server("", handler, nil)
	go func() { _ = server.Serve(listener) }()
	b.Cleanup(func() { _ = server.Close() })
	socket := dialBlocking(b, listener.Addr().(*net.TCPAddr).Port)
	return &bareClient{out: socket, in: bufio.NewReaderSize(socket, 64<<10), body: make([]byte, 64<<10)}
}

// dialBlocking opens a connection that Go's poller does not know.
func dialBlocking(b *testing.B, port int) *os.File {
	b.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := syscall.Connect(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		b.Fatal(err)
	}
	if err := syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1); err != nil {
		b.Fatal(err)
	}
	socket := os.NewFile(uintptr(fd), "client")
	b.Cleanup(func() { _ = socket.Close() })
	return socket
}

func (c *bareClient) times(b *testing.B, request []byte, n int) {
	for range n {
		c.do(b, request)
	}
}

func (c *bareClient) do(b *testing.B, request []byte) []byte {
	if _, err := c.out.Write(request); err != nil {
		b.Fatal(err)
	}
	length := -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			b.Fatal(err)
		}
		if len(line) <= 2 {
			break
		}
		if bytes.HasPrefix(line, []byte("Content-Length: ")) {
			length = 0
			for _, digit := range bytes.TrimSpace(line[16:]) {
				length = length*10 + int(digit-'0')
			}
		}
	}
	if length < 0 {
		b.Fatal("an answer without Content-Length")
	}
	if _, err := io.ReadFull(c.in, c.body[:length]); err != nil {
		b.Fatal(err)
	}
	return c.body[:length]
}
