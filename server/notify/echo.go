package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/sms"
	"patientportal/server/webpush"
)

// Way is how an account is reached beside mail.
type Way struct {
	Phone string // empty for none
	Push  bool
}

// Ways reaches accounts beside mail.
type Ways interface {
	// Ways leaves out who cannot be reached.
	Ways(ctx context.Context, accounts ...string) (map[string]Way, error)
	// Text fails with sms.ErrRefused for good.
	Text(ctx context.Context, t sms.Text) error
	// Push fails with webpush.ErrGone for good.
	Push(ctx context.Context, account string, message []byte, keep time.Duration) error
}

// nowhere reaches nobody.
type nowhere struct{}

func (nowhere) Ways(context.Context, ...string) (map[string]Way, error) { return map[string]Way{}, nil }
func (nowhere) Text(context.Context, sms.Text) error                    { return sms.ErrRefused }
func (nowhere) Push(context.Context, string, []byte, time.Duration) error {
	return webpush.ErrGone
}

// Why nothing went to a phone or a browser, for people.
const (
	reasonTextsOff = "You switched these text messages off."
	reasonPushOff  = "You switched these push messages off."
	reasonNoPhone  = "There was no phone to text to any more."
	reasonNoDevice = "There was no browser to tell any more."
)

// isEcho holds for what goes to a phone or a browser: it echoes a line in the
// portal and is planned with it, so a reminder's is planned when it is due.
func (d delivery) isEcho() bool { return d.channel == ChannelSMS || d.channel == ChannelPush }

// echoes are the texts and pushes of an event, as each of those who are told
// wants them. The payload says what a message needs; its reader is added.
func (s *Service) echoes(ctx context.Context, e outbox.Event, kind NotificationKind, to told, payload func(self bool) any) error {
	ways, err := s.ways.Ways(ctx, accountsOf(to.recipients)...)
	if err != nil {
		return fmt.Errorf("asking how to reach people: %w", err)
	}
	var list []delivery
	for _, r := range to.recipients {
		for _, d := range s.echoesFor(e, kind, r, ways[r.AccountID]) {
			if to.prefer.of(r.AccountID).unwanted(d) != "" {
				continue
			}
			if d.payload, err = json.Marshal(payload(r.Self)); err != nil {
				return fmt.Errorf("writing a payload: %w", err)
			}
			list = append(list, d)
		}
	}
	return s.plan(ctx, list)
}

func (s *Service) echoesFor(e outbox.Event, kind NotificationKind, r Recipient, way Way) (list []delivery) {
	add := func(channel DeliveryChannel, address string) {
		d := s.newDelivery(e, kind, r.AccountID, address)
		d.channel, d.lead = channel, e.LeadMinutes
		list = append(list, d)
	}
	if way.Phone != "" {
		add(ChannelSMS, way.Phone)
	}
	if way.Push {
		add(ChannelPush, "")
	}
	return list
}

// echoedVisit is what a message about an appointment needs to know.
type echoedVisit struct {
	outbox.AppointmentFacts
	Self bool `json:"self"`
}

// releaseEcho looks once more whether the account may still know and can still
// be reached there. It gives nil when nothing is to be sent.
func (s *Service) releaseEcho(ctx context.Context, d delivery) (*delivery, error) {
	recipients, err := s.recipients(ctx, d.patientID, scopeOf(d.kind))
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(recipients, func(r Recipient) bool { return r.AccountID == d.accountID }) {
		return nil, s.endDelivery(ctx, d.id, StateSkipped, reasonOutsider, time.Time{})
	}
	ways, err := s.ways.Ways(ctx, d.accountID)
	if err != nil {
		return nil, fmt.Errorf("asking how to reach somebody: %w", err)
	}
	switch way := ways[d.accountID]; {
	case d.channel == ChannelSMS && way.Phone != d.address:
		return nil, s.endDelivery(ctx, d.id, StateSkipped, reasonNoPhone, time.Time{})
	case d.channel == ChannelPush && !way.Push:
		return nil, s.endDelivery(ctx, d.id, StateSkipped, reasonNoDevice, time.Time{})
	}
	return &d, nil
}

// pushKept is how long a push service keeps a message for a device that is off.
const pushKept = 12 * time.Hour

// pushed is what the app's service worker shows.
type pushed struct {
	Title string `json:"title"`
	Body  string `json:"body"`
	Link  string `json:"link"` // a path in the app
	Tag   string `json:"tag"`  // a later message about the same takes its place
}

// sendEcho texts or pushes a line that says nothing of with whom, where or why.
func (s *Service) sendEcho(ctx context.Context, d delivery) error {
	w, link, err := d.echoed()
	if err != nil {
		return err
	}
	if d.channel == ChannelSMS {
		return s.ways.Text(ctx, sms.Text{ID: d.id, To: d.address, Body: s.Clinic.Name + ": " + w.body + " " + s.Clinic.BaseURL + link})
	}
	message, err := json.Marshal(pushed{Title: s.Clinic.Name, Body: w.body, Link: link, Tag: d.subjectID})
	if err != nil {
		return fmt.Errorf("writing a push message: %w", err)
	}
	return s.ways.Push(ctx, d.accountID, message, pushKept)
}

func (d delivery) echoed() (w wording, link string, err error) {
	if d.kind == KindAdvicePublished {
		var about advicePayload
		if err := json.Unmarshal(d.payload, &about); err != nil {
			return w, "", fmt.Errorf("reading the payload of a delivery: %w", err)
		}
		return adviceWords(about.Self), "/advice/" + d.subjectID, nil
	}
	if d.kind.isAsk() {
		facts, err := asked(d.payload)
		return askWords(d.kind, facts), askLink(d.kind, facts), err
	}
	var visit echoedVisit
	if err := json.Unmarshal(d.payload, &visit); err != nil {
		return w, "", fmt.Errorf("reading the payload of a delivery: %w", err)
	}
	return appointmentWords(d.kind, visit.AppointmentFacts, visit.Self), "/appointments/" + d.subjectID, nil
}

// troubleOfEcho is troubleOf for what is no mail.
func troubleOfEcho(err error) trouble {
	switch {
	case errors.Is(err, sms.ErrRefused):
		return trouble{permanent: true, reason: "The number was refused."}
	case errors.Is(err, webpush.ErrGone):
		return trouble{permanent: true, reason: reasonNoDevice}
	}
	return trouble{reason: "It could not be handed over."}
}
