package notify

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/wneessen/go-mail"

	"patientportal/server/store/storetest"
)

func testMessage() Message {
	return Message{
		ID: "0197-delivery@portal.example.org", From: "no-reply@portal.example.org", FromName: "Clínica St. Mary’s",
		To: "maria@example.org", Subject: "Your appointment on Tuesday 5 May", Date: now, Planned: now,
		Text:     "Hello,\n\nYou have an appointment – see you then.\n",
		Calendar: []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), Method: "PUBLISH",
	}
}

func TestMailboxKeepsMailReadable(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "mail")
	box := OpenMailbox(folder)
	if list, err := box.List(); err != nil || len(list) != 0 {
		t.Fatalf("an unmade mailbox holds %v (%v)", list, err)
	}
	m := testMessage()
	for range 2 { // the second try of a delivery takes the place of the first
		if err := box.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	list, err := box.List()
	if err != nil || len(list) != 1 {
		t.Fatalf("it holds %v (%v), want one mail", list, err)
	}
	got, err := box.Open(list[0].Name)
	if err != nil {
		t.Fatal(err)
	}
	if got.Name != "20260504T140000Z-0197-delivery.eml" || got.Subject != m.Subject || !got.Date.Equal(now) || got.MessageID != m.ID ||
		!strings.Contains(got.To, m.To) || !strings.Contains(got.From, m.FromName) {
		t.Errorf("read %+v", got.MailSummary)
	}
	if text := strings.ReplaceAll(got.Text, "\r\n", "\n"); text != m.Text {
		t.Errorf("read %q, want %q", text, m.Text)
	}
	if len(got.Attachments) != 1 || string(got.Attachments[0].Content) != string(m.Calendar) || got.Attachments[0].Name != "appointment.ics" ||
		!strings.Contains(got.Attachments[0].ContentType, "method=PUBLISH") {
		t.Errorf("attached %+v", got.Attachments)
	}
	if !strings.Contains(string(got.Raw), "Auto-Submitted: auto-generated\r\n") {
		t.Error("it does not say that a program sent it")
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v (%v)", files, err)
	}
}

func TestMailboxStaysInItsFolder(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	if err := os.WriteFile(filepath.Join(parent, "secret.eml"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	box := OpenMailbox(filepath.Join(parent, "mail"))
	for _, name := range []string{"../secret.eml", "/etc/passwd", "..", "", ".hidden.eml", "missing.eml", "a/b.eml"} {
		if _, err := box.Open(name); !errors.Is(err, ErrNoMail) {
			t.Errorf("%q: %v, want ErrNoMail", name, err)
		}
	}
}

// mailServer is a real SMTP server that keeps what it takes.
type mailServer struct {
	mu       sync.Mutex
	mails    []string
	refuse   error
	dropQuit bool
}

func (m *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &mailSession{server: m, conn: c.Conn()}, nil
}

type mailSession struct {
	server *mailServer
	conn   net.Conn
}

func (s *mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *mailSession) Rcpt(string, *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	return s.server.refuse
}

func (s *mailSession) Data(r io.Reader) error {
	mail, err := io.ReadAll(r)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.mails = append(s.server.mails, string(mail))
	return err
}

func (s *mailSession) Reset() {
	if s.server.dropQuit { // after DATA, before the client's goodbye
		_ = s.conn.Close()
	}
}
func (s *mailSession) Logout() error { return nil }

func (m *mailServer) taken() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.mails
}

// listen serves at the address, "127.0.0.1:0" for a free port.
func (m *mailServer) listen(t *testing.T, address string) (url string, end func()) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(m)
	server.Domain = "mail.example.org"
	ended := make(chan struct{})
	go func() { defer close(ended); _ = server.Serve(listener) }()
	end = sync.OnceFunc(func() {
		_ = listener.Close() // Close knows the listener only once Serve runs
		_ = server.Close()
		<-ended
	})
	t.Cleanup(end)
	return "smtp://" + listener.Addr().String() + "?starttls=off", end
}

func TestSMTPDownThenUp(t *testing.T) {
	t.Parallel()
	server := &mailServer{}
	url, end := server.listen(t, "127.0.0.1:0")
	end()
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	var err error
	if w.Sender, err = OpenSMTP(url); err != nil {
		t.Fatal(err)
	}
	w.book("visit-1")
	id := w.delivery(KindAppointmentConfirmed, 0).id
	w.clock.Advance(w.ring(id))
	if got := w.delivery(KindAppointmentConfirmed, 0); got.state != StatePending {
		t.Fatalf("it stands at %s while the server is down", got.state)
	}
	server.listen(t, strings.TrimSuffix(strings.TrimPrefix(url, "smtp://"), "?starttls=off"))
	w.ring(id)
	w.ring(id)
	mails := server.taken()
	if len(mails) != 1 || !strings.Contains(mails[0], "Message-ID: <"+id+"@portal.example.org>") {
		t.Errorf("taken %d mails", len(mails))
	}
	if got := w.delivery(KindAppointmentConfirmed, 0); got.state != StateSent {
		t.Errorf("it stands at %s", got.state)
	}
}

func TestRefusedAddressFailsAtOnce(t *testing.T) {
	t.Parallel()
	server := &mailServer{refuse: &smtp.SMTPError{Code: 550, Message: "no such user maria@example.org"}}
	url, _ := server.listen(t, "127.0.0.1:0")
	s := storetest.Open(t, storetest.Dialects[0])
	w := newWorld(t, s)
	var err error
	if w.Sender, err = OpenSMTP(url); err != nil {
		t.Fatal(err)
	}
	w.book("visit-1")
	if again := w.ring(w.delivery(KindAppointmentConfirmed, 0).id); again != 0 {
		t.Errorf("rests for %s", again)
	}
	list, err := w.Deliveries(t.Context(), own, thePatient, firstPage)
	if err != nil {
		t.Fatal(err)
	}
	last := list.Edges[len(list.Edges)-1].Node
	if last.State != StateFailed || last.Reason == nil || *last.Reason != "The address was refused (550)." {
		t.Errorf("it stands at %+v", last)
	}
}

// A server that takes a mail and hangs up before the goodbye has it: sending
// again would be twice.
func TestTakenIsTakenWithoutGoodbye(t *testing.T) {
	t.Parallel()
	server := &mailServer{dropQuit: true}
	url, _ := server.listen(t, "127.0.0.1:0")
	sender, err := OpenSMTP(url)
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), testMessage()); err != nil {
		t.Errorf("got %v for a mail that was taken", err)
	}
	if got := len(server.taken()); got != 1 {
		t.Errorf("taken %d times", got)
	}
}

// A server that never answers is left when the time is over.
func TestSilentServerIsLeft(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accepted := make(chan net.Conn, 1)
	go func() {
		if conn, err := listener.Accept(); err == nil {
			accepted <- conn
		}
		close(accepted)
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		for conn := range accepted {
			_ = conn.Close()
		}
	})
	sender, err := OpenSMTP("smtp://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := sender.Send(ctx, testMessage()); err == nil {
		t.Error("it was sent")
	}
}

func TestOpenSMTPSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org/inbox",
		"smtp://mail.example.org:0", "smtp://mail.example.org?starttls=maybe", "smtps://mail.example.org?starttls=off",
		"smtp://user:s3cret@mail.example.org:x",
	} {
		_, err := OpenSMTP(url)
		if err == nil {
			t.Errorf("%q was taken", url)
		} else if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
	for _, url := range []string{
		"smtp://mail.example.org", "smtp://user:password@mail.example.org:587", "smtps://user:password@mail.example.org",
		"smtp://localhost:1025?starttls=off", "smtp://mail.example.org?starttls=required",
	} {
		if _, err := OpenSMTP(url); err != nil {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestUnwritableMailFailsAtOnce(t *testing.T) {
	t.Parallel()
	m := testMessage()
	m.To = "not an address"
	err := OpenMailbox(t.TempDir()).Send(t.Context(), m)
	if got := troubleOf(err); !got.permanent || strings.Contains(err.Error(), m.To) {
		t.Errorf("%+v for %v", got, err)
	}
	if got := troubleOf(&mail.SendError{Reason: mail.ErrSMTPData}); got.permanent {
		t.Errorf("%+v for a server that does not take it now", got)
	}
}
