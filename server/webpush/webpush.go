// Package webpush sends push messages to browsers (RFC 8030), encrypted for the
// browser alone (RFC 8291) and signed by this server (VAPID, RFC 8292).
//
// A browser tells the server an address to send to. The server asks only those
// push services that browsers use, so that nobody makes it knock anywhere else.
package webpush

import (
	"context"
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	push "github.com/SherClockHolmes/webpush-go"
)

// Services are the hosts of the browsers' push services; one that begins with a
// dot stands for every host below it.
var Services = []string{
	"fcm.googleapis.com",                // Chrome and what is built on it
	"updates.push.services.mozilla.com", // Firefox
	".push.services.mozilla.com",
	"web.push.apple.com",  // Safari
	".notify.windows.com", // Edge
}

// Device is what a browser tells of itself: PushSubscription.toJSON().
type Device struct {
	Endpoint string
	P256dh   string // the browser's public key, base64url
	Auth     string // the secret it shares with the server, base64url
}

// The sizes of what a browser tells (RFC 8291).
const (
	maxEndpoint = 1024
	keySize     = 65
	authSize    = 16
)

// Errors of a device.
var (
	ErrNoDevice = errors.New("webpush: no browser of a known push service")
	// ErrGone says that the browser takes messages no more.
	ErrGone = errors.New("webpush: the browser has unsubscribed")
)

// Key signs what this server sends.
type Key struct{ private, public string }

// KeyFrom makes a key of 32 secret bytes, always the same one.
func KeyFrom(secret []byte) (Key, error) {
	private, err := ecdh.P256().NewPrivateKey(secret)
	if err != nil {
		return Key{}, errors.New("webpush: these bytes make no key")
	}
	encode := base64.RawURLEncoding.EncodeToString
	return Key{private: encode(secret), public: encode(private.PublicKey().Bytes())}, nil
}

// Public is what browsers are told: applicationServerKey, base64url.
func (k Key) Public() string { return k.public }

// Sender sends. It is safe for concurrent use.
type Sender struct {
	services []string
	contact  string
	client   *http.Client
}

// NewSender sends to those services alone; contact is whom they may write to
// about it, a mail address or an https URL.
func NewSender(services []string, contact string, client *http.Client) *Sender {
	return &Sender{services: services, contact: contact, client: client}
}

// DefaultClient follows no redirects and waits ten seconds.
func DefaultClient() *http.Client {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &http.Client{Timeout: 10 * time.Second, CheckRedirect: stay}
}

// Check fails with ErrNoDevice for what no message can be sent to.
func (s *Sender) Check(d Device) error {
	u, err := url.Parse(d.Endpoint)
	if err != nil || len(d.Endpoint) > maxEndpoint || u.Scheme != "https" || u.User != nil || !s.knows(u) {
		return ErrNoDevice
	}
	key, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(d.P256dh, "="))
	if err != nil || len(key) != keySize {
		return ErrNoDevice
	}
	if _, err := ecdh.P256().NewPublicKey(key); err != nil {
		return ErrNoDevice
	}
	if auth, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(d.Auth, "=")); err != nil || len(auth) != authSize {
		return ErrNoDevice
	}
	return nil
}

func (s *Sender) knows(u *url.URL) bool {
	return slices.ContainsFunc(s.services, func(service string) bool {
		return u.Host == service || strings.HasPrefix(service, ".") && strings.HasSuffix(u.Host, service)
	})
}

// Send hands the message to the device's push service, which keeps it for as
// long as given while the device is off. It fails with ErrGone when the browser
// has unsubscribed; after any other error trying again may help.
func (s *Sender) Send(ctx context.Context, k Key, d Device, message []byte, keep time.Duration) error {
	if err := s.Check(d); err != nil {
		return fmt.Errorf("%w: %w", ErrGone, err)
	}
	to := &push.Subscription{Endpoint: d.Endpoint, Keys: push.Keys{Auth: d.Auth, P256dh: d.P256dh}}
	res, err := push.SendNotificationWithContext(ctx, message, to, &push.Options{
		HTTPClient: s.client, Subscriber: s.contact, TTL: int(keep.Seconds()), Urgency: push.UrgencyNormal,
		VAPIDPublicKey: k.public, VAPIDPrivateKey: k.private,
	})
	if err != nil {
		return errors.New("webpush: the push service could not be reached") // the cause quotes the address
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.CopyN(io.Discard, res.Body, 4<<10) // so that the connection can be used again
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return nil
	case res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		return ErrGone
	}
	return fmt.Errorf("webpush: the push service did not take the message (%d)", res.StatusCode)
}
