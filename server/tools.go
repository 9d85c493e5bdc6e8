package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"patientportal/graph"
	"patientportal/server/actor"
	"patientportal/server/config"
	"patientportal/server/demo"
	"patientportal/server/fault"
	"patientportal/server/fhir"
	"patientportal/server/store"
)

// demoCommand lays out the demo clinic.
type demoCommand struct {
	config.Store
	Patients int    `default:"25" help:"How many patients, 2 to 1,000."`
	Seed     uint64 `default:"1" help:"The same seed gives the same clinic."`
}

// Run fails when the database is not empty.
func (c *demoCommand) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		if c.Patients < 2 || c.Patients > 1000 {
			return config.Wrong{{Variable: "--patients", Expected: "2 to 1,000"}}
		}
		return p.layOutDemo(ctx, demo.Options{Patients: c.Patients, Seed: c.Seed})
	})
}

// importCommand brings in records.
type importCommand struct {
	FHIR importFHIR `cmd:"" name:"fhir" help:"FHIR R4: bundles, single resources, bulk NDJSON; .json, .ndjson, .gz, or folders of them."`
}

type importFHIR struct {
	config.Store
	Paths       []string `arg:"" name:"path" help:"Files or folders."`
	MaxUnpacked int64    `default:"2147483648" help:"Bytes that one packed file may unpack to."`
	Source      string   `help:"The system the records are from, where its ids are not unique by themselves."`
}

// Run imports everything or, where something is wrong, tells what and where.
func (c *importFHIR) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		options := fhir.ImportOptions{MaxUnpackedBytes: c.MaxUnpacked, SourceName: c.Source}
		finish := func() {}
		if isTerminal(os.Stderr) {
			options.Progress, finish = fhir.Terminal(os.Stderr)
		}
		report, err := p.importer.Import(ctx, actor.System("import"), c.Paths, options)
		finish()
		if err != nil {
			return err
		}
		return report.WriteTable(os.Stdout)
	})
}

// accountCommand makes accounts.
type accountCommand struct {
	Create accountCreate `cmd:"" help:"Create a patient's account and print a first password."`
}

type accountCreate struct {
	config.Store
	ClinicNumber string `required:"" help:"The patient's clinic number, such as 4-820-117."`
	Username     string `required:"" help:"The personal username, 3 to 64 characters."`
	Email        string `help:"Where mail goes; else the address on the patient's record."`
}

// Run prints the first password, once: it is stored nowhere.
func (c *accountCreate) Run(ctx context.Context) error {
	return withPortal(ctx, c.Store, func(p *portal) error {
		who := actor.System("account create")
		found, err := p.Patient.ByClinicNumber(ctx, who, c.ClinicNumber)
		if fault.CodeOf(err) == fault.NotFound {
			return fmt.Errorf("--clinic-number: no patient here has %s", c.ClinicNumber)
		}
		if err != nil {
			return err
		}
		email := c.Email
		if contact, err := p.Patient.Contact(ctx, who, found.ID); err == nil && email == "" && contact.Email != nil {
			email = *contact.Email
		}
		password, err := p.Account.CreateForPatient(ctx, who, found.ID, c.Username, found.FullName, email)
		if err != nil {
			return byFlag(err)
		}
		fmt.Printf("Username:       %s\nFirst password: %s\n", c.Username, password)
		return nil
	})
}

// flags are what the fields of an account are called on the command line.
var flags = map[string]string{"patientId": "--clinic-number", "username": "--username", "email": "--email",
	"displayName": "--name", "role": "--role", "practitionerId": "--practitioner", "reason": "--reason"}

// byFlag says what is wrong with an account in the words of the command line.
func byFlag(err error) error {
	var p fault.Problems
	for _, f := range fault.List(err) {
		field := f.Field
		if flag, ok := flags[field]; ok {
			field = flag
		}
		p.Add(field, f.MessageID, f.Message)
	}
	if told := p.Err(); told != nil {
		return told
	}
	return err
}

// migrateCommand looks after the database's version.
type migrateCommand struct {
	Status migrateStatus `cmd:"" help:"Show what is applied and what is pending."`
	Up     migrateUp     `cmd:"" help:"Apply what is pending."`
}

type migrateStatus struct{ config.Store }

// Run lists the migrations.
func (c *migrateStatus) Run(ctx context.Context) error {
	return withStore(ctx, c.Store, func(ctx context.Context, s *store.Store) error {
		status, err := s.MigrateStatus(ctx)
		if err != nil {
			return err
		}
		for _, m := range status.Applied {
			fmt.Println("applied ", m)
		}
		for _, m := range status.Pending {
			fmt.Println("pending ", m)
		}
		return nil
	})
}

type migrateUp struct{ config.Store }

// Run applies what is pending and says what it was.
func (c *migrateUp) Run(ctx context.Context) error {
	return withStore(ctx, c.Store, func(ctx context.Context, s *store.Store) error {
		applied, err := s.MigrateUp(ctx)
		for _, m := range applied {
			fmt.Println("applied ", m)
		}
		if err == nil && len(applied) == 0 {
			fmt.Println("nothing to do")
		}
		return err
	})
}

// schemaCommand prints the contract.
type schemaCommand struct{}

// Run needs no database.
func (schemaCommand) Run() error {
	_, err := fmt.Print(graph.Contract(graph.NewSchema(graph.Rooms{})))
	return err
}

// withPortal runs a command over the rooms, with nothing in the background.
func withPortal(ctx context.Context, settings config.Store, run func(*portal) error) error {
	serve := config.Serve{Store: settings, Addr: ":8080", MailFrom: "no-reply@localhost"}
	if err := serve.Check(); err != nil {
		return err
	}
	p, err := openPortal(ctx, serve, newLog())
	if err != nil {
		return err
	}
	defer p.close()
	return run(p)
}

func withStore(ctx context.Context, settings config.Store, run func(context.Context, *store.Store) error) error {
	if err := settings.Check(); err != nil {
		return err
	}
	if err := checkURLs(config.Serve{Store: settings}); err != nil {
		return err
	}
	if err := os.MkdirAll(settings.DataDir, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	s, err := store.Open(ctx, settings.DatabaseURL)
	if err != nil {
		return err
	}
	return errors.Join(run(actor.NewContext(ctx, actor.System("migrate")), s), s.Close())
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
