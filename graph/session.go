package graph

import (
	"context"
	"time"

	"patientportal/server/audit"
)

// Browser is the one way for a resolver to reach the caller's cookie. A
// session that began in a browser lives in a cookie that scripts cannot read,
// so its token is never part of an answer.
type Browser interface {
	// SetSession keeps the token in the session cookie until it expires.
	SetSession(token string, expires time.Time)
	// ClearSession takes the session cookie back.
	ClearSession()
	// DeviceToken is what remembers this browser, empty when nothing does.
	DeviceToken() string
	// SetDevice keeps the token that remembers this browser until it expires.
	SetDevice(token string, expires time.Time)
	// ClearDevice takes that cookie back.
	ClearDevice()
}

// Client is what the connection tells about who is at the other end.
type Client struct {
	Address   string // IP address in text form, after trusted proxies; never a port
	UserAgent string // as sent, cut to 300 bytes; empty when not sent
	RequestID string // opaque, the same in every log line of this request
}

type exchangeKey struct{}

type exchange struct {
	client  Client
	browser Browser
}

// WithExchange puts the two ends of one exchange into the context. browser is
// nil where no cookie can be set, as on a socket.
func WithExchange(ctx context.Context, c Client, browser Browser) context.Context {
	ctx = audit.NewContext(ctx, c.RequestID)
	return context.WithValue(ctx, exchangeKey{}, exchange{client: c, browser: browser})
}

// ClientFrom gives the client of the request, the zero Client outside of one.
func ClientFrom(ctx context.Context) Client {
	e, _ := ctx.Value(exchangeKey{}).(exchange)
	return e.client
}

// BrowserFrom gives the caller's browser; false where no cookie can be set, so
// that a sign-in for a browser is refused there instead of being lost.
func BrowserFrom(ctx context.Context) (Browser, bool) {
	e, _ := ctx.Value(exchangeKey{}).(exchange)
	return e.browser, e.browser != nil
}
