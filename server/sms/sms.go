// Package sms hands text messages to a gateway over HTTP: a small contract of
// our own that a few lines translate to that of any provider. What a text says
// is for its caller; nothing of it is logged.
//
// The gateway gets one POST a text:
//
//	Content-Type: application/json
//	Authorization: Bearer TOKEN
//	Idempotency-Key: ID          the same at every try: send it once
//
//	{"id": "ID", "to": "+15550100199", "text": "…"}
//
// and answers 2xx once the text is its own to deliver. 400, 404, 410 and 422 say
// that no text can go to this number; after any other answer the portal tries
// again.
package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Text is a message to one phone.
type Text struct {
	ID   string `json:"id"` // the same at every try
	To   string `json:"to"` // E.164, such as +15550100199
	Body string `json:"text"`
}

// Sender hands a text to whoever brings it on. An error means that it may not
// have arrived.
type Sender interface {
	Send(ctx context.Context, t Text) error
}

// ErrRefused says that this number takes no texts; trying again would not help.
var ErrRefused = errors.New("sms: the number was refused")

// timeout bounds one try.
const timeout = 15 * time.Second

type gateway struct {
	url, token string
	client     *http.Client
}

// OpenGateway makes a sender for the gateway at that URL, which must be https,
// as texts name people's phones, or http on this machine. Nothing is sent yet.
// The error does not repeat the URL.
func OpenGateway(rawURL, token string) (Sender, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !local(u.Hostname())) {
		return nil, errors.New("expected https://HOST/PATH, without a password in it")
	}
	if token == "" {
		return nil, errors.New("the gateway's token is missing")
	}
	// A gateway that moved has to be told to the portal: texts and the token go
	// nowhere else.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &gateway{url: rawURL, token: token, client: &http.Client{Timeout: timeout, CheckRedirect: stay}}, nil
}

func local(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}

func (g *gateway) Send(ctx context.Context, t Text) error {
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("writing a text: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("asking the gateway: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+g.token)
	r.Header.Set("Idempotency-Key", t.ID)
	res, err := g.client.Do(r)
	if err != nil {
		return errors.New("sms: the gateway could not be reached") // the cause may quote the address
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10) // so that the connection can be used again
	return verdictOn(res.StatusCode)
}

func verdictOn(status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusBadRequest, status == http.StatusNotFound, status == http.StatusGone, status == http.StatusUnprocessableEntity:
		return fmt.Errorf("%w (%d)", ErrRefused, status)
	}
	return fmt.Errorf("sms: the gateway did not take the text (%d)", status)
}
