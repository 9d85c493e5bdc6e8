package main

import (
	"context"

	"patientportal/server/config"
	"patientportal/server/contact"
	"patientportal/server/notify"
	"patientportal/server/sms"
)

// texts is the clinic's gateway for text messages, the mailbox in a demo, and
// nil where there are none.
func (p *portal) texts(settings config.Serve) (sender sms.Sender, err error) {
	switch {
	case settings.SMSURL != "":
		sender, err = sms.OpenGateway(settings.SMSURL, settings.SMSToken)
	case settings.Demo && p.mailbox != nil:
		sender = textsAsMail{p}
	}
	return sender, err
}

// textsAsMail shows a demo's texts where its mail is.
type textsAsMail struct{ *portal }

func (t textsAsMail) Send(ctx context.Context, text sms.Text) error {
	return t.mailbox.Send(ctx, notify.Message{
		ID: text.ID + "@sms.invalid", From: t.card.MailFrom, FromName: t.card.Name, To: text.To + "@sms.invalid",
		Subject: "Text message", Date: t.clock(), Planned: t.clock(), Text: text.Body,
	})
}

// ways hands contact's ways to notify, which imports no room.
type ways struct{ *contact.Service }

func (w ways) Ways(ctx context.Context, accounts ...string) (map[string]notify.Way, error) {
	found, err := w.Service.Ways(ctx, accounts...)
	list := make(map[string]notify.Way, len(found))
	for account, way := range found {
		list[account] = notify.Way(way)
	}
	return list, err
}
