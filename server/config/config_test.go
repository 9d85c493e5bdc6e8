package config

import (
	"errors"
	"testing"
	"time"
)

func plain() Serve {
	return Serve{
		Store:    Store{DataDir: "data", ClinicNames: ClinicNames{ClinicName: "Clinic"}},
		Addr:     ":8080",
		MailFrom: "no-reply@localhost",
	}
}

func TestDefaultsFollowFromTheDataFolderAndThePort(t *testing.T) {
	t.Parallel()
	s := plain()
	s.DataDir, s.Addr = "elsewhere", "127.0.0.1:9000"
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	if s.DatabaseURL != "sqlite:elsewhere/portal.db" || s.SecretKeyFile != "elsewhere/secret.key" || s.BaseURL != "http://localhost:9000" {
		t.Errorf("got %q, %q, %q", s.DatabaseURL, s.SecretKeyFile, s.BaseURL)
	}
}

func TestWrongValueNamesItsVariable(t *testing.T) {
	t.Parallel()
	for variable, spoil := range map[string]func(*Serve){
		"PORTAL_ADDR":              func(s *Serve) { s.Addr = "8080"; s.BaseURL = "http://localhost" },
		"PORTAL_DATABASE_URL":      func(s *Serve) { s.DatabaseURL = "mysql://x" },
		"PORTAL_BASE_URL":          func(s *Serve) { s.BaseURL = "portal.example.org" },
		"PORTAL_SMTP_URL":          func(s *Serve) { s.SMTPURL = "mail.example.org" },
		"PORTAL_NATS_URL":          func(s *Serve) { s.NATSURL = "nats" },
		"PORTAL_MAIL_FROM":         func(s *Serve) { s.MailFrom = "nobody" },
		"PORTAL_CORS_ORIGINS":      func(s *Serve) { s.CORSOrigins = []string{"https://a.example/path"} },
		"PORTAL_TRUSTED_PROXIES":   func(s *Serve) { s.TrustedProxies = []string{"10.0.0.1"} },
		"PORTAL_DEMO_CLOCK_OFFSET": func(s *Serve) { s.DemoClockOffset = time.Hour },
	} {
		s := plain()
		spoil(&s)
		var wrong Wrong
		if err := s.Check(); !errors.As(err, &wrong) || len(wrong) != 1 || wrong[0].Variable != variable {
			t.Errorf("%s: got %v", variable, err)
		}
	}
}

func TestAddressesAreHeldToWhatTheyAre(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*Serve){
		"plain http for all to read": func(s *Serve) { s.BaseURL = "http://portal.example.org" },
		"no such port":               func(s *Serve) { s.SMTPURL = "smtp://mail.example.org:99999" },
	} {
		s := plain()
		spoil(&s)
		if s.Check() == nil {
			t.Errorf("%s was taken", name)
		}
	}
	s := plain()
	s.BaseURL = "https://portal.example.org"
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

func TestDemoStaysOnLocalhost(t *testing.T) {
	t.Parallel()
	for url, fine := range map[string]bool{
		"http://localhost:8080": true, "http://127.0.0.1": true, "http://[::1]:1": true, "http://portal.localhost": true,
		"https://portal.example.org": false, "http://10.0.0.5": false, "http://localhost.example.org": false,
	} {
		s := plain()
		s.Demo, s.BaseURL = true, url
		if err := s.Check(); (err == nil) != fine {
			t.Errorf("%s: %v", url, err)
		}
	}
}
