package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"

	"github.com/wneessen/go-mail"
)

// smtpSender opens a connection for each mail: there are few, and a server
// closes idle ones as it likes.
type smtpSender struct {
	host    string
	dial    mail.DialContextFunc
	options []mail.Option
}

// OpenSMTP makes a sender from the URL of a mail server:
//
//	smtp://user:password@host:587    STARTTLS when the server offers it
//	smtp://host:25?starttls=required or off
//	smtps://user:password@host:465   TLS from the first byte
//
// A password is given to a server only over TLS, or on this machine. Nothing
// is sent yet. The error says what is wrong with the URL, and not its password.
func OpenSMTP(rawURL string) (Sender, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, errors.New("the mail server's URL cannot be read; expected smtp://user:password@host:port")
	}
	if u.Hostname() == "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("the mail server's URL needs a host and no path, like smtp://mail.example.org:587")
	}
	dial, options, err := securityOf(u)
	if err != nil {
		return nil, err
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil || port < 1 || port > 65535 {
			return nil, errors.New("the port of the mail server's URL is not a number from 1 to 65535")
		}
		options = append(options, mail.WithPort(port))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover),
			mail.WithUsername(u.User.Username()), mail.WithPassword(password))
	}
	options = append(options, mail.WithTimeout(sendTimeout))
	if _, err := mail.NewClient(u.Hostname(), options...); err != nil {
		return nil, fmt.Errorf("setting up the mail server: %w", err)
	}
	return &smtpSender{host: u.Hostname(), dial: dial, options: options}, nil
}

// securityOf is how to connect. The library knows by itself that a connection
// which is TLS already needs no STARTTLS.
func securityOf(u *url.URL) (mail.DialContextFunc, []mail.Option, error) {
	plain := &net.Dialer{}
	starttls := u.Query().Get("starttls")
	switch {
	case u.Scheme == "smtps" && starttls == "":
		secure := &tls.Dialer{NetDialer: plain, Config: &tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}}
		return secure.DialContext, []mail.Option{mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithPort(465)}, nil
	case u.Scheme == "smtp" && starttls == "":
		return plain.DialContext, []mail.Option{mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithPort(587)}, nil
	case u.Scheme == "smtp" && starttls == "required":
		return plain.DialContext, []mail.Option{mail.WithTLSPolicy(mail.TLSMandatory), mail.WithPort(587)}, nil
	case u.Scheme == "smtp" && starttls == "off":
		return plain.DialContext, []mail.Option{mail.WithTLSPolicy(mail.NoTLS), mail.WithPort(25)}, nil
	}
	return nil, nil, errors.New("the mail server's URL must begin with smtp:// (?starttls=required or off may follow) or smtps://")
}

// Send hands the message to the mail server before ctx ends. A client holds one
// connection, so each mail has its own.
func (s *smtpSender) Send(ctx context.Context, m Message) error {
	msg, err := m.written()
	if err != nil {
		return err
	}
	options := append(slices.Clone(s.options), mail.WithDialContextFunc(s.dialWithin(ctx)))
	client, err := mail.NewClient(s.host, options...)
	if err != nil {
		return fmt.Errorf("setting up the mail server: %w", err)
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() {
		return nil // what failed was the goodbye
	}
	return err
}

// dialWithin gives connections that are closed when ctx ends. The library sets
// a new deadline with each command; a server that drips its answers could hold
// it for as long as it likes.
func (s *smtpSender) dialWithin(ctx context.Context) mail.DialContextFunc {
	return func(dialing context.Context, network, address string) (net.Conn, error) {
		conn, err := s.dial(dialing, network, address)
		if err != nil {
			return nil, err
		}
		context.AfterFunc(ctx, func() { _ = conn.Close() }) // closed already when all went well
		return conn, nil
	}
}
