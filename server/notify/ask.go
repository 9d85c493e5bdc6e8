package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/outbox"
)

// Why nobody is asked any more, for people.
const (
	reasonAnswered = "It was answered or taken back."
	reasonAskOver  = "The time to answer was over."
)

// askPayload is what the mail of a question needs to know.
type askPayload struct {
	outbox.AskFacts
	Self bool `json:"self"`
}

// onAsk tells everyone who may answer for the patient, each by their own
// address.
func (s *Service) onAsk(ctx context.Context, e outbox.Event, kind NotificationKind) error {
	facts, err := asked(e.Payload)
	if err != nil {
		return err
	}
	to, err := s.toldOf(ctx, e.PatientID, actor.ScopeAppointments)
	if err != nil {
		return err
	}
	var deliveries []delivery
	for _, r := range to.recipients {
		facts.Self = r.Self
		if err := s.addNotification(ctx, e, r, kind, askWords(kind, facts), askLink(kind, facts)); err != nil {
			return err
		}
		if r.Email == "" {
			continue
		}
		d := s.newDelivery(e, kind, r.AccountID, r.Email).heeding(to.prefer)
		if d.payload, err = json.Marshal(facts); err != nil {
			return fmt.Errorf("writing a payload: %w", err)
		}
		deliveries = append(deliveries, d)
	}
	if err := s.plan(ctx, deliveries); err != nil {
		return err
	}
	return s.echoes(ctx, e, kind, to, func(self bool) any {
		facts.Self = self
		return facts
	})
}

// onAskEnded keeps mails back that are not on their way yet.
func (s *Service) onAskEnded(ctx context.Context, e outbox.Event) error {
	return s.dropDeliveries(ctx, e.SubjectID, e.SubjectVersion, reasonAnswered)
}

func asked(payload json.RawMessage) (askPayload, error) {
	var facts askPayload
	if err := json.Unmarshal(payload, &facts); err != nil {
		return facts, fmt.Errorf("reading what is asked: %w", err)
	}
	return facts, nil
}

// isAsk tells what waits for an answer, of which each recipient has a message
// of their own.
func (k NotificationKind) isAsk() bool {
	switch k {
	case KindBookingInvited, KindEarlierTime, KindTimesProposed, KindRequestDeclined:
		return true
	}
	return false
}

// askOver is why nobody should be asked any more, empty when they should.
func (s *Service) askOver(ctx context.Context, d delivery, now time.Time) (string, error) {
	latest, _, err := s.outbox.Latest(ctx, d.subjectID)
	if err != nil {
		return "", err
	}
	if latest > d.version {
		return reasonAnswered, nil
	}
	facts, err := asked(d.payload)
	if err == nil && !facts.Until.After(now) {
		return reasonAskOver, nil
	}
	return "", err
}

// askLink is the page where it is answered.
func askLink(kind NotificationKind, facts askPayload) string {
	if facts.Link != "" {
		return facts.Link
	}
	if kind == KindEarlierTime {
		return "/appointments/" + facts.AppointmentID
	}
	return "/"
}

func askWords(kind NotificationKind, facts askPayload) wording {
	if kind == KindTimesProposed || kind == KindRequestDeclined {
		return answerWords(kind, facts.Self)
	}
	whose := "your"
	if !facts.Self {
		whose = "the"
	}
	if kind == KindBookingInvited {
		w := wording{
			title:   "Please book an appointment",
			body:    "The clinic asks you to book an appointment. What it is about and when it should be stands on your home page.",
			subject: "Please book an appointment",
		}
		if !facts.Self {
			w.body = "The clinic asks somebody you care for to book an appointment. What it is about and when it should be stands on their home page."
		}
		return w
	}
	until, _ := spoken(facts.Until, facts.TimeZone)
	w := wording{
		title:   "An earlier time is free",
		body:    "An earlier time is kept for you until " + until + ". If you do not answer, nothing changes: " + whose + " appointment stands as it is.",
		subject: "An earlier time is kept for you",
	}
	if !facts.Self {
		w.body = "An earlier time is kept for somebody you care for until " + until + ". If nobody answers, nothing changes: the appointment stands as it is."
		w.subject = "An earlier time is kept for somebody you care for"
	}
	return w
}

func (s *Service) composeAsk(m Message, d delivery) (Message, error) {
	facts, err := asked(d.payload)
	if err != nil {
		return Message{}, err
	}
	w := askWords(d.kind, facts)
	m.Subject = w.subject
	m.Text = s.letter(w.body, "Sign in to answer:\n"+s.Clinic.BaseURL+askLink(d.kind, facts))
	return m, nil
}
