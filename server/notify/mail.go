package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"patientportal/server/ical"
)

// Message is a mail to one person: plain text, perhaps with a calendar file.
type Message struct {
	ID       string // Message-ID without brackets, the same at every try
	From     string
	FromName string
	To       string
	Subject  string
	Date     time.Time
	Planned  time.Time // when it was due: the same at every try
	Text     string
	Calendar []byte // nil for none
	Method   string // of the calendar: PUBLISH or CANCEL
}

// Sender hands a message to whoever brings it on. An error means that it may
// not have arrived.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// compose writes the mail of a delivery.
func (s *Service) compose(ctx context.Context, d delivery) (Message, error) {
	m := Message{
		ID: d.messageID, From: s.Clinic.MailFrom, FromName: s.Clinic.Name, To: d.address,
		Date: s.Clock(), Planned: d.due,
	}
	switch {
	case d.isLetter():
		return s.composeLetter(ctx, m, d)
	case d.kind == KindAdvicePublished:
		return s.composeAdvice(m, d)
	case d.kind.isAsk():
		return s.composeAsk(m, d)
	}
	facts, err := d.facts()
	if err != nil {
		return Message{}, err
	}
	w := appointmentWords(d.kind, facts, true)
	what, file := appointmentPointers(d.kind)
	if file != "" {
		m.Calendar, m.Method = ical.Appointment(facts, s.Clinic, d.created), ical.MethodOf(facts)
	}
	m.Subject = w.subject
	m.Text = s.letter(w.body, what+"\n"+ical.AppointmentURL(s.Clinic, d.subjectID), file)
	return m, nil
}

// appointmentPointers say what the link leads to and what the calendar file
// does, empty for a mail without one.
func appointmentPointers(kind NotificationKind) (link, file string) {
	const visit = "Where to go, whom you will see and what to bring:"
	switch kind {
	case KindAppointmentConfirmed:
		return visit, "The attached file adds it to your calendar."
	case KindAppointmentRescheduled:
		return visit, "The attached file moves it in your calendar."
	case KindAppointmentCancelled:
		return "To look at it, or to schedule another one:", "The attached file takes it off your calendar."
	}
	return visit, ""
}

func (s *Service) composeAdvice(m Message, d delivery) (Message, error) {
	var about advicePayload
	if err := json.Unmarshal(d.payload, &about); err != nil {
		return Message{}, fmt.Errorf("reading the payload of a delivery: %w", err)
	}
	w := adviceWords(about.Self)
	m.Subject = w.subject
	m.Text = s.letter(w.body, "Sign in to read it:\n"+s.Clinic.BaseURL+"/advice/"+d.subjectID)
	return m, nil
}

// letter puts the paragraphs between greeting and signature; empty ones are
// left out.
func (s *Service) letter(paragraphs ...string) string {
	all := append([]string{"Hello,"}, paragraphs...)
	if s.Clinic.SupportPhone != "" {
		all = append(all, "Do you have a question? Call us: "+s.Clinic.SupportPhone+".")
	}
	all = append(all, s.Clinic.Name,
		"This message was sent automatically; answers to it are not read.\n"+
			"To protect your privacy it says nothing about your health.")
	var kept []string
	for _, p := range all {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n\n") + "\n"
}

// hostOf is the host of the portal's address, for the ids of mails.
func hostOf(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// errUnwritable says that a message cannot be written down, whatever the
// server; trying again would not help.
var errUnwritable = errors.New("the message could not be written")

// written is the message in MIME.
func (m Message) written() (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(m.FromName, m.From); err != nil {
		return nil, fmt.Errorf("%w: its sender", errUnwritable)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: its recipient", errUnwritable) // the address stays out of logs
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(m.ID)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's vacation answers
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.Calendar == nil {
		return msg, nil
	}
	err := msg.AttachReader("appointment.ics", bytes.NewReader(m.Calendar),
		mail.WithFileContentType(mail.ContentType("text/calendar; charset=utf-8; method="+m.Method)))
	if err != nil {
		return nil, fmt.Errorf("%w: its calendar file", errUnwritable)
	}
	return msg, nil
}

// trouble is what a failure means for the delivery.
type trouble struct {
	permanent bool
	reason    string // for people and logs: no address, no answer of the server
}

func troubleOf(err error) trouble {
	if errors.Is(err, errUnwritable) {
		return trouble{permanent: true, reason: "The message could not be written."}
	}
	var sending *mail.SendError
	if !errors.As(err, &sending) {
		return trouble{reason: "The mail server could not be reached."}
	}
	code := ""
	if n := sending.ErrorCode(); n != 0 {
		code = fmt.Sprintf(" (%d)", n)
	}
	if sending.Reason == mail.ErrSMTPRcptTo && !sending.IsTemp() {
		return trouble{permanent: true, reason: "The address was refused" + code + "."}
	}
	return trouble{reason: "The mail server did not take the message" + code + "."}
}
