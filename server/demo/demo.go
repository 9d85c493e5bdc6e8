package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/advice"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fhir"
	"patientportal/server/hours"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/store"
	"patientportal/server/visit"
)

// DefaultPatients is how many patients the demo clinic has unless asked.
const DefaultPatients = 25

// Rooms are those that the clinic is laid out in.
type Rooms struct {
	Account  *account.Service
	Clinic   *clinic.Service
	Patient  *patient.Service
	Records  *records.Service
	Hours    *hours.Service
	Booking  *booking.Service
	Visit    *visit.Service
	Advice   *advice.Service
	Importer *fhir.Importer
	Clock    store.Clock
}

// Options shape the clinic.
type Options struct {
	Patients int // at least 2: Maria and Jordan
	Seed     uint64
}

// Report counts what was laid out.
type Report struct{ Patients, Resources, Slots int }

// ErrNotEmpty says that there is a clinic already.
var ErrNotEmpty = errors.New("the demo clinic needs an empty database: this one has a clinic, patients or accounts in it")

var self = actor.System("demo")

// IsEmpty tells whether the database has no clinic, no patient and no account.
func IsEmpty(ctx context.Context, r Rooms) (bool, error) {
	locations, err := r.Clinic.Locations(ctx, self)
	if err != nil || len(locations) > 0 {
		return false, err
	}
	for _, isThere := range []func(context.Context) (bool, error){r.Patient.HasAny, r.Account.HasAny} {
		if some, err := isThere(ctx); err != nil || some {
			return false, err
		}
	}
	return true, nil
}

// LayOut makes the clinic in an empty database, else it fails with ErrNotEmpty.
func LayOut(ctx context.Context, r Rooms, o Options) (Report, error) {
	if empty, err := IsEmpty(ctx, r); err != nil || !empty {
		return Report{}, errors.Join(err, ErrNotEmpty)
	}
	l := &layer{Rooms: r, rng: rand.New(rand.NewPCG(o.Seed, 1))}
	steps := []struct {
		what string
		do   func(context.Context) error
	}{
		{"records", func(ctx context.Context) error { return l.records(ctx, o.Patients) }},
		{"the clinic", l.clinic},
		{"staff", l.staff},
		{"patients' accounts", l.accounts},
		{"appointments", l.appointments},
		{"advice", l.advice},
	}
	for _, step := range steps {
		if err := step.do(ctx); err != nil {
			return Report{}, fmt.Errorf("laying out %s: %w", step.what, err)
		}
	}
	return l.report, nil
}

// layer carries what one step leaves for the next.
type layer struct {
	Rooms
	rng           *rand.Rand
	report        Report
	maria         patient.Patient
	others        []patient.Patient
	locations     []string          // ids, as in places
	departments   map[string]string // id by name
	practitioners map[string]string // id by name
	services      map[string]string // id by name
}

// records writes each person's bundle and imports it.
func (l *layer) records(ctx context.Context, n int) error {
	var names []string
	for _, d := range doctors {
		names = append(names, d.name)
	}
	today := l.Clock()
	for _, p := range people(n, l.rng, today, names) {
		text, err := write(p, l.rng, today)
		if err != nil {
			return err
		}
		report, err := l.Importer.ImportReader(ctx, self, p.id+".json", bytes.NewReader(text), fhir.ImportOptions{})
		if err != nil {
			return fmt.Errorf("%s: %w", p.id, err)
		}
		l.report.Patients++
		l.report.Resources += report.Total().Stored
		if err := l.remember(ctx, p, report); err != nil {
			return err
		}
	}
	return nil
}

func (l *layer) remember(ctx context.Context, p person, report fhir.Report) error {
	if len(report.Patients) != 1 {
		return fmt.Errorf("%s: the importer saw %d patients", p.id, len(report.Patients))
	}
	found, err := l.Patient.Patient(ctx, self, report.Patients[0].PatientID)
	if err != nil {
		return err
	}
	if p.id == mariaID {
		l.maria = found
	} else {
		l.others = append(l.others, found)
	}
	return nil
}
