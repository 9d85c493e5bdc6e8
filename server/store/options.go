package store

import (
	"errors"
	"io/fs"
	"runtime"
	"time"

	"patientportal/ent/migrations"
)

// Option changes how Open sets a store up.
type Option func(*settings)

type settings struct {
	readers      int
	writers      int
	writeTimeout time.Duration
	clock        Clock
	migrations   fs.FS
}

// The writers of PostgreSQL serve the jobs too, and a migration holds one
// connection while River's runs on another.
const fewestWriters = 2

func settingsOf(opts []Option) (settings, error) {
	set := settings{
		readers:      max(8, 2*runtime.GOMAXPROCS(0)),
		writers:      16,
		writeTimeout: 10 * time.Second,
		clock:        SystemClock,
		migrations:   migrations.Files,
	}
	for _, opt := range opts {
		opt(&set)
	}
	switch {
	case set.readers < 1:
		return settings{}, errors.New("store: at least one reading connection is needed")
	case set.writers < fewestWriters:
		return settings{}, errors.New("store: at least two writing connections are needed")
	case set.writeTimeout <= 0:
		return settings{}, errors.New("store: the write timeout must be positive")
	}
	return set, nil
}

// Readers is how many connections the reading pool may open; twice the
// processors, at least 8, unless given.
func Readers(n int) Option { return func(s *settings) { s.readers = n } }

// Writers is how many connections the writing pool may open on PostgreSQL, at
// least 2; 16 unless given. SQLite has one writer whatever is given.
func Writers(n int) Option { return func(s *settings) { s.writers = n } }

// WriteTimeout is the longest a Tx may take, waiting for its turn included;
// 10 seconds unless given. A context that ends sooner wins.
func WriteTimeout(d time.Duration) Option { return func(s *settings) { s.writeTimeout = d } }

// WithClock is what the store asks for the time; SystemClock unless given.
func WithClock(c Clock) Option { return func(s *settings) { s.clock = c } }

// withMigrations replaces the embedded migrations, for tests of the runner.
func withMigrations(files fs.FS) Option { return func(s *settings) { s.migrations = files } }
