package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"patientportal/graph"
	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/advice"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/calendar"
	"patientportal/server/carer"
	"patientportal/server/clinic"
	"patientportal/server/config"
	"patientportal/server/contact"
	"patientportal/server/factor"
	"patientportal/server/fhir"
	"patientportal/server/hours"
	"patientportal/server/invitations"
	"patientportal/server/notify"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/recovery"
	"patientportal/server/registration"
	"patientportal/server/requests"
	"patientportal/server/schedules"
	"patientportal/server/secret"
	"patientportal/server/sms"
	"patientportal/server/store"
	"patientportal/server/visit"
	"patientportal/server/waitlist"
	"patientportal/server/webpush"
)

// portal is the rooms over one open store: what every command works with.
type portal struct {
	graph.Rooms
	store    *store.Store
	clock    store.Clock
	bus      *notify.Bus
	mailbox  *notify.Mailbox // nil when mail goes to a server
	card     notify.ClinicCard
	importer *fhir.Importer
	hours    *hours.Service
	newcomer *newcomer // of the demo; nil when there is none
	log      *slog.Logger

	offering     sync.WaitGroup // of freed times, in the background
	stopOffering context.CancelFunc
}

// openPortal opens the store, brings it to this program's version and puts the
// rooms together. Nothing runs in the background until the caller starts it.
func openPortal(ctx context.Context, settings config.Serve, log *slog.Logger) (_ *portal, err error) {
	if err := checkURLs(settings); err != nil {
		return nil, err
	}
	policy, err := privacyPolicy(settings)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(settings.DataDir, 0o700); err != nil {
		return nil, config.Wrong{{Variable: "PORTAL_DATA_DIR", Expected: "a folder that can be made: " + err.Error()}}
	}
	clock := clockWith(settings.DemoClockOffset)
	keys, err := secret.Open(settings.SecretKeyFile)
	if err != nil {
		return nil, config.Wrong{{Variable: "PORTAL_SECRET_KEY_FILE", Expected: "a file of keys for its owner alone: " + err.Error()}}
	}
	s, err := store.Open(ctx, settings.DatabaseURL, store.WithClock(clock))
	if err != nil {
		return nil, fmt.Errorf("PORTAL_DATABASE_URL: %w", err)
	}
	p := &portal{store: s, clock: clock, log: log}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if _, err := s.MigrateUp(actor.NewContext(ctx, actor.System("migrate"))); err != nil {
		return nil, err
	}
	if p.bus, err = notify.OpenBus(settings.NATSURL, log); err != nil {
		return nil, fmt.Errorf("PORTAL_NATS_URL: %w", err)
	}
	return p, p.furnish(settings, keys, policy)
}

// checkURLs asks those who will use the URLs, before anything is written.
func checkURLs(settings config.Serve) error {
	if err := store.CheckURL(settings.DatabaseURL); err != nil {
		return config.Wrong{{Variable: "PORTAL_DATABASE_URL", Expected: "sqlite:PATH or postgres://…: " + err.Error()}}
	}
	if settings.SMTPURL != "" {
		if _, err := notify.OpenSMTP(settings.SMTPURL); err != nil {
			return config.Wrong{{Variable: "PORTAL_SMTP_URL", Expected: "smtp://USER:PASSWORD@HOST:PORT or smtps://…: " + err.Error()}}
		}
	}
	if settings.SMSURL != "" {
		if _, err := sms.OpenGateway(settings.SMSURL, settings.SMSToken); err != nil {
			return config.Wrong{{Variable: "PORTAL_SMS_URL", Expected: "a gateway for text messages, with PORTAL_SMS_TOKEN: " + err.Error()}}
		}
	}
	return nil
}

func clockWith(offset time.Duration) store.Clock {
	return func() time.Time { return time.Now().UTC().Add(offset) }
}

// furnish makes the rooms, each with what it asks of its left.
func (p *portal) furnish(settings config.Serve, keys *secret.Keyring, policy account.PrivacyPolicy) error {
	trail := audit.New(p.store, p.clock)
	box := outbox.New(p.store, p.clock)
	p.Patient = patient.New(p.store, trail, p.clock)
	p.Account = account.New(p.store, trail, box, keys, p.clock, append(p.accountOptions(settings), account.WithPolicy(policy))...)
	p.Factor = factor.New(factor.Needs{
		Store: p.store, Accounts: p.Account, Trail: trail, Keys: keys, Clock: p.clock,
		Clinic: settings.ClinicName, BaseURL: settings.BaseURL,
	})
	p.Account.AskSecondFactors(p.Factor)
	p.Recovery = recovery.New(recovery.Needs{
		Store: p.store, Accounts: p.Account, People: people{p.Patient}, Trail: trail, Clock: p.clock,
		WithoutQuestions: settings.Questions == "off",
	})
	p.Clinic = clinic.New(p.store, trail, p.clock, clinic.Settings{
		Name: settings.ClinicName, SupportPhone: settings.SupportPhone, SupportHours: settings.SupportHours,
		OpenAppointments: settings.OpenVisits,
	})
	p.Registration = registration.New(registration.Needs{
		Store: p.store, Patients: p.Patient, Accounts: p.Account, Recovery: p.Recovery, Trail: trail, Keys: keys, Clock: p.clock,
		Clinic: registration.Clinic{
			Name: settings.ClinicName, SupportPhone: settings.SupportPhone, SupportHours: settings.SupportHours, BaseURL: settings.BaseURL,
		},
	})
	p.Records = records.New(p.store, trail)
	p.Carer = carer.New(carer.Needs{
		Store: p.store, Account: p.Account, Recovery: p.Recovery, Patient: p.Patient, Clinic: p.Clinic, Trail: trail, Outbox: box, Clock: p.clock,
		RecordsUntilAge: settings.ChildRecordsAge,
	})
	p.hours = hours.New(hours.Needs{Store: p.store, Clinic: p.Clinic, Trail: trail, Clock: p.clock})
	p.Booking = booking.New(booking.Needs{
		Store: p.store, Clinic: p.Clinic, Hours: p.hours, Coverages: p.Patient, Trail: trail, Outbox: box, Clock: p.clock,
		CalendarKey: keys.Derive("calendar"), Keys: keys, Bus: p.bus,
	})
	p.bus.OnLost(p.Booking.ForgetNews)
	p.Invitations = invitations.New(invitations.Needs{
		Store: p.store, Booking: p.Booking, Clinic: p.Clinic, Trail: trail, Outbox: box, Clock: p.clock,
	})
	p.Requests = requests.New(requests.Needs{
		Store: p.store, Booking: p.Booking, Clinic: p.Clinic, Trail: trail, Outbox: box, Clock: p.clock,
	})
	p.Schedules = schedules.New(schedules.Needs{
		Store: p.store, Booking: p.Booking, Requests: p.Requests, Hours: p.hours, Clinic: p.Clinic, Trail: trail, Clock: p.clock,
	})
	p.Visit = visit.New(visit.Needs{
		Store: p.store, Booking: p.Booking, Clinic: p.Clinic, Trail: trail, Keys: keys, Clock: p.clock, VideoURL: settings.VideoRooms(),
	})
	p.bus.OnLost(p.Visit.ForgetNews)
	p.card = clinicCard(settings)
	p.Calendar = calendar.New(calendar.Needs{
		Store: p.store, Booking: p.Booking, Rights: p.Account, Trail: trail, Clock: p.clock, Clinic: p.card,
	})
	p.Waitlist = waitlist.New(waitlist.Needs{
		Store: p.store, Booking: p.Booking, Clinic: p.Clinic, Trail: trail, Outbox: box, Quiet: quiet{p}, Clock: p.clock,
	})
	p.Advice = advice.New(p.store, advice.Rooms{
		Practitioners: p.Clinic, Patients: p.Patient, Results: p.Records, Appointments: p.Booking,
	}, box, trail, p.clock)
	p.importer = fhir.NewImporter(fhir.Deps{
		Store: p.store, Patients: p.Patient, Records: records.NewWriter(p.store, p.clock), Trail: trail, Clock: p.clock,
	})
	return p.furnishNotify(settings, box, trail, keys)
}

func (p *portal) accountOptions(settings config.Serve) []account.Option {
	return []account.Option{account.WithPeople(people{p.Patient}), account.WithDemo(settings.Demo)}
}

func (p *portal) furnishNotify(settings config.Serve, box *outbox.Outbox, trail *audit.Trail, keys *secret.Keyring) (err error) {
	sender, err := p.sender(settings)
	if err != nil {
		return err
	}
	texts, err := p.texts(settings)
	if err != nil {
		return err
	}
	p.Contact = contact.New(contact.Needs{
		Store: p.store, Trail: trail, Keys: keys, Clock: p.clock, Texts: texts, Clinic: settings.ClinicName,
		Pushes: webpush.NewSender(webpush.Services, settings.MailFrom, webpush.DefaultClient()),
	})
	p.Notify, err = notify.New(p.store, box, trail, audience{p.Account}, p.Account, p.Account, notify.Config{
		Clock: p.clock, Log: p.log, Bus: p.bus, Sender: sender, Clinic: p.card, Ways: ways{p.Contact},
	})
	return err
}

func clinicCard(settings config.Serve) notify.ClinicCard {
	return notify.ClinicCard{
		Name: settings.ClinicName, SupportPhone: settings.SupportPhone,
		BaseURL: settings.BaseURL, MailFrom: settings.MailFrom,
	}
}

func (p *portal) sender(settings config.Serve) (notify.Sender, error) {
	if settings.SMTPURL != "" {
		return notify.OpenSMTP(settings.SMTPURL)
	}
	p.mailbox = notify.OpenMailbox(filepath.Join(settings.DataDir, "mail"))
	return p.mailbox, nil
}

// people tells account and recovery who is a patient, which is to their left.
type people struct{ patients *patient.Service }

func (p people) FindPerson(ctx context.Context, who account.Person) (patientID string, err error) {
	found, ok, err := p.patients.Match(ctx, actor.System("account"), patient.Claim(who))
	if !ok {
		return "", err
	}
	return found.ID, nil
}

func (p people) Person(ctx context.Context, patientID string) (account.Person, error) {
	found, err := p.patients.Patient(ctx, actor.System("account"), patientID)
	if err != nil {
		return account.Person{}, err
	}
	who := account.Person{FullName: found.FullName, ClinicNumber: found.ClinicNumber}
	if found.DateOfBirth != nil {
		who.DateOfBirth = *found.DateOfBirth
	}
	return who, nil
}

// audience hands account's recipients to notify, which imports no room.
type audience struct{ accounts *account.Service }

func (a audience) Recipients(ctx context.Context, patientID string, scope actor.Scope) ([]notify.Recipient, error) {
	found, err := a.accounts.Recipients(ctx, patientID, scope)
	if err != nil {
		return nil, err
	}
	list := make([]notify.Recipient, len(found))
	for i, r := range found {
		list[i] = notify.Recipient{AccountID: r.AccountID, Email: r.Email, Self: r.Self}
	}
	return list, nil
}

func (a audience) Unproven(ctx context.Context, accountID, address string) (bool, error) {
	return a.accounts.Unproven(ctx, accountID, address)
}

// quiet asks notify, which is made last, whom not to disturb.
type quiet struct{ portal *portal }

func (q quiet) IsQuiet(ctx context.Context, accountID, place string, from, until time.Time) (bool, error) {
	return q.portal.Notify.IsQuiet(ctx, accountID, place, from, until)
}

func (p *portal) close() {
	if p.bus != nil {
		p.bus.Close()
	}
	if err := p.store.Close(); err != nil {
		p.log.Error("closing the store", "error", err)
	}
}
