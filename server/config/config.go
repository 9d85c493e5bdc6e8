// Package config turns flags and environment into one checked struct.
//
// Every setting is a flag and an environment variable; a wrong value is
// reported by the variable's name with what was expected.
package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Store is where the data lives: what every command needs.
type Store struct {
	DatabaseURL   string `name:"database-url" env:"PORTAL_DATABASE_URL" placeholder:"URL" help:"sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME. Default: portal.db in the data folder."`
	DataDir       string `name:"data-dir" env:"PORTAL_DATA_DIR" default:"data" placeholder:"DIR" help:"Folder for the database, the key file and, without a mail server, outgoing mail."`
	SecretKeyFile string `name:"secret-key-file" env:"PORTAL_SECRET_KEY_FILE" placeholder:"FILE" help:"File with the server's keys, made on first start and readable by its owner alone. Default: secret.key in the data folder."`
	ClinicNames
}

// ClinicNames is how the clinic presents itself.
type ClinicNames struct {
	ClinicName   string `name:"clinic-name" env:"PORTAL_CLINIC_NAME" default:"Lakeside Clinic" help:"What the clinic calls itself."`
	SupportPhone string `name:"support-phone" env:"PORTAL_SUPPORT_PHONE" default:"+1 555 0100" help:"Whom patients call."`
	OpenVisits   int    `name:"open-appointments" env:"PORTAL_OPEN_APPOINTMENTS" default:"50" help:"How many appointments a patient may have ahead that they booked themselves; 0 for any number."`
	SupportHours string `name:"support-hours" env:"PORTAL_SUPPORT_HOURS" default:"Weekdays from 7 a.m. to 7 p.m." help:"When the phone is answered."`
}

// Serve is what the server needs beside the store.
type Serve struct {
	Store
	Addr            string        `name:"addr" env:"PORTAL_ADDR" default:":8080" placeholder:"HOST:PORT" help:"Where to listen."`
	BaseURL         string        `name:"base-url" env:"PORTAL_BASE_URL" placeholder:"URL" help:"The address people use, without a path. Default: http://localhost and the port."`
	SMTPURL         string        `name:"smtp-url" env:"PORTAL_SMTP_URL" placeholder:"URL" help:"smtp://USER:PASSWORD@HOST:PORT or smtps://…; without one mail is written to the data folder."`
	SMSURL          string        `name:"sms-url" env:"PORTAL_SMS_URL" placeholder:"URL" help:"https://… of a gateway for text messages; without one there are none."`
	SMSToken        string        `name:"sms-token" env:"PORTAL_SMS_TOKEN" placeholder:"TOKEN" help:"What the gateway knows the portal by."`
	MailFrom        string        `name:"mail-from" env:"PORTAL_MAIL_FROM" default:"no-reply@localhost" placeholder:"ADDRESS" help:"Sender of mail."`
	CORSOrigins     []string      `name:"cors-origins" env:"PORTAL_CORS_ORIGINS" placeholder:"ORIGIN" help:"Other web origins whose pages may use the API, separated by commas."`
	TrustedProxies  []string      `name:"trusted-proxies" env:"PORTAL_TRUSTED_PROXIES" placeholder:"CIDR" help:"Networks whose X-Forwarded-For is believed, separated by commas."`
	PrivacyPolicy   string        `name:"privacy-policy-file" env:"PORTAL_PRIVACY_POLICY_FILE" placeholder:"FILE" help:"The clinic's privacy policy: Markdown with version and date on top. Default: a text that comes with the program."`
	VideoURL        string        `name:"video-url" env:"PORTAL_VIDEO_URL" placeholder:"URL" help:"Where video visits are held, with {room} where the visit's own part goes, such as https://meet.example.org/{room}. Without one there are none."`
	NATSURL         string        `name:"nats-url" env:"PORTAL_NATS_URL" placeholder:"URL" help:"NATS servers that several portals share; without one events stay in the process."`
	Questions       string        `name:"security-questions" env:"PORTAL_SECURITY_QUESTIONS" default:"on" placeholder:"on|off" help:"Ask for security questions at sign-up and as an extra hurdle in recovery."`
	ChildRecordsAge int           `name:"child-records-until-age" env:"PORTAL_CHILD_RECORDS_UNTIL_AGE" default:"13" placeholder:"YEARS" help:"The birthday from which a child's records and advice are theirs alone and no carer's; 0 for none."`
	Demo            bool          `name:"demo" env:"PORTAL_DEMO" help:"Lay out the demo clinic when the database is empty; playground, mail reader and demo accounts are on."`
	Development     bool          `name:"development" env:"PORTAL_DEVELOPMENT" help:"Playground, introspection and ad-hoc queries are on."`
	AdHocQueries    bool          `name:"adhoc-queries" env:"PORTAL_ADHOC_QUERIES" help:"Take documents other than those the app was built with. On in demo and development."`
	DemoClockOffset time.Duration `name:"demo-clock-offset" env:"PORTAL_DEMO_CLOCK_OFFSET" placeholder:"DURATION" help:"Demo only: move the program's clock, such as 167h."`
}

// DemoVideoPath is where the demo stands in for a video service.
const DemoVideoPath = "/dev/video/"

// Problem is one wrong setting.
type Problem struct{ Variable, Expected string }

// Wrong gathers every wrong setting.
type Wrong []Problem

// Error has a line for each wrong setting.
func (w Wrong) Error() string {
	lines := make([]string, len(w))
	for i, p := range w {
		lines[i] = fmt.Sprintf("%s: expected %s", p.Variable, p.Expected)
	}
	return strings.Join(lines, "\n")
}

func (w *Wrong) check(ok bool, variable, expected string) {
	if !ok {
		*w = append(*w, Problem{variable, expected})
	}
}

func (w Wrong) err() error {
	if len(w) == 0 {
		return nil
	}
	return w
}

// Check fills what follows from other settings and reports what is wrong.
func (s *Store) Check() error {
	var w Wrong
	s.check(&w)
	return w.err()
}

func (s *Store) check(w *Wrong) {
	if s.DatabaseURL == "" {
		s.DatabaseURL = "sqlite:" + filepath.Join(s.DataDir, "portal.db")
	}
	if s.SecretKeyFile == "" {
		s.SecretKeyFile = filepath.Join(s.DataDir, "secret.key")
	}
	scheme, rest, _ := strings.Cut(s.DatabaseURL, ":")
	known := scheme == "sqlite" || scheme == "postgres" || scheme == "postgresql"
	w.check(known && rest != "", "PORTAL_DATABASE_URL", "sqlite:PATH or postgres://…")
	w.check(s.DataDir != "", "PORTAL_DATA_DIR", "the path of a folder")
	w.check(s.ClinicName != "", "PORTAL_CLINIC_NAME", "a name")
}

// Check fills what follows from other settings and reports what is wrong.
func (s *Serve) Check() error {
	var w Wrong
	s.check(&w)
	_, port, err := net.SplitHostPort(s.Addr)
	w.check(err == nil && isPort(port), "PORTAL_ADDR", "HOST:PORT or :PORT with a port of 0 to 65535, such as :8080")
	if s.BaseURL == "" {
		s.BaseURL = "http://localhost:" + port
	}
	s.BaseURL = strings.TrimSuffix(s.BaseURL, "/")
	w.check(isOrigin(s.BaseURL), "PORTAL_BASE_URL", "http:// or https:// with a host and no path")
	// Over plain http the session's cookie would travel for all to read.
	w.check(!isOrigin(s.BaseURL) || strings.HasPrefix(s.BaseURL, "https://") || s.Local() || s.Demo,
		"PORTAL_BASE_URL", "https:// for an address that is not on localhost")
	w.check(s.Questions == "" || s.Questions == "on" || s.Questions == "off", "PORTAL_SECURITY_QUESTIONS", "on or off")
	w.check(s.ChildRecordsAge >= 0 && s.ChildRecordsAge <= 18, "PORTAL_CHILD_RECORDS_UNTIL_AGE", "an age of 1 to 18, or 0 for none")
	s.checkPeers(&w)
	s.checkDemo(&w)
	return w.err()
}

func (s *Serve) checkPeers(w *Wrong) {
	if s.SMTPURL != "" {
		u, err := url.Parse(s.SMTPURL)
		w.check(err == nil && (u.Scheme == "smtp" || u.Scheme == "smtps") && u.Hostname() != "" && (u.Port() == "" || isPort(u.Port())),
			"PORTAL_SMTP_URL", "smtp://USER:PASSWORD@HOST:PORT or smtps://…")
	}
	_, err := mail.ParseAddress(s.MailFrom)
	w.check(err == nil, "PORTAL_MAIL_FROM", "an email address")
	for _, origin := range s.CORSOrigins {
		w.check(isOrigin(origin), "PORTAL_CORS_ORIGINS", "origins such as https://app.example.org, separated by commas")
	}
	for _, network := range s.TrustedProxies {
		_, err := netip.ParsePrefix(network)
		w.check(err == nil, "PORTAL_TRUSTED_PROXIES", "networks such as 10.0.0.0/8, separated by commas")
	}
	w.check(s.VideoURL == "" || isRoomURL(s.VideoURL), "PORTAL_VIDEO_URL", "an https address with {room} in its path, such as https://meet.example.org/{room}")
	if s.NATSURL != "" {
		u, err := url.Parse(s.NATSURL)
		w.check(err == nil && u.Host != "", "PORTAL_NATS_URL", "nats://HOST:PORT")
	}
}

// checkDemo keeps what is known to everybody away from the open net.
func (s *Serve) checkDemo(w *Wrong) {
	w.check(s.DemoClockOffset == 0 || s.Demo, "PORTAL_DEMO_CLOCK_OFFSET", "to be set with --demo only")
	w.check(!s.Demo || s.Local(), "PORTAL_BASE_URL", "an address on localhost, as demo accounts have public passwords")
}

// VideoRooms is where video visits are held, with {room} in it; a demo stands in
// for it, and elsewhere it is empty unless it was set.
func (s *Serve) VideoRooms() string {
	if s.VideoURL == "" && s.Demo {
		return s.BaseURL + DemoVideoPath + "{room}"
	}
	return s.VideoURL
}

// Local tells whether people reach the server on this machine alone.
func (s *Serve) Local() bool {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return false
	}
	host := u.Hostname()
	address, err := netip.ParseAddr(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || (err == nil && address.IsLoopback())
}

// Open tells whether the playground, introspection and ad-hoc documents are on.
func (s *Serve) Open() bool { return s.Demo || s.Development }

// isRoomURL tells whether each visit can have a room of its own there. Plain
// http is for this machine, as in a demo.
func isRoomURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || strings.Count(text, "{room}") != 1 || !strings.Contains(u.Path, "{room}") {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && u.Hostname() == "localhost"
}

func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

func isOrigin(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		u.Path == "" && u.RawQuery == "" && u.Fragment == "" && u.User == nil
}
