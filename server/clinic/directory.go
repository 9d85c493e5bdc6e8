package clinic

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"patientportal/server/store"
)

// freshness is how old a Directory may be. Another server's change is seen
// within it; a hundred readers a second share two loads.
const freshness = 2 * time.Second

// Directory is the whole clinic as it stood a moment ago. It is never changed
// after it was made: share it, do not write to what it points at. Lookups
// find inactive rows too, because appointments keep naming them; lists hold
// the active ones, in the clinic's order.
type Directory struct {
	locations     []Location
	departments   []Department
	practitioners []Practitioner
	services      []HealthcareService
	posts         []Post

	locationByID     map[string]*Location
	departmentByID   map[string]*Department
	practitionerByID map[string]*Practitioner
	serviceByID      map[string]*HealthcareService
	zones            map[string]*time.Location
	hasPost          map[Post]bool
}

// Location is nil when there is none.
func (d *Directory) Location(id string) *Location { return d.locationByID[id] }

// Department is nil when there is none.
func (d *Directory) Department(id string) *Department { return d.departmentByID[id] }

// Practitioner is nil when there is none.
func (d *Directory) Practitioner(id string) *Practitioner { return d.practitionerByID[id] }

// Service is nil when there is none.
func (d *Directory) Service(id string) *HealthcareService { return d.serviceByID[id] }

// LocationOf is Location for an id that is still in the driver's bytes: the
// lookup copies nothing.
func (d *Directory) LocationOf(id []byte) *Location { return d.locationByID[string(id)] }

// PractitionerOf is Practitioner for an id that is still in the driver's bytes.
func (d *Directory) PractitionerOf(id []byte) *Practitioner { return d.practitionerByID[string(id)] }

// Zone is the clock of a location, UTC for one that there is not.
func (d *Directory) Zone(locationID string) *time.Location {
	if zone, ok := d.zones[locationID]; ok {
		return zone
	}
	return time.UTC
}

// Zones are the clocks of the locations in use, UTC alone where there is none.
func (d *Directory) Zones() []*time.Location {
	var list []*time.Location
	for i := range d.locations {
		if zone := d.Zone(d.locations[i].ID); !slices.Contains(list, zone) {
			list = append(list, zone)
		}
	}
	if len(list) == 0 {
		list = append(list, time.UTC)
	}
	return list
}

// HasPost tells whether the practitioner works for the department there.
func (d *Directory) HasPost(p Post) bool { return d.hasPost[p] }

// PractitionerIDs lists everyone who can or could be booked.
func (d *Directory) PractitionerIDs() []string {
	ids := make([]string, 0, len(d.practitionerByID))
	for id := range d.practitionerByID {
		ids = append(ids, id)
	}
	return ids
}

// LocationIDs are those in use, in the clinic's order.
func (d *Directory) LocationIDs() []string {
	ids := make([]string, len(d.locations))
	for i := range d.locations {
		ids[i] = d.locations[i].ID
	}
	return ids
}

// Services are those in use.
func (d *Directory) Services() []HealthcareService { return d.services }

// Posts are all posts.
func (d *Directory) Posts() []Post { return d.posts }

func (d *Directory) departmentsAt(locationID string) []Department {
	return filter(d.departments, func(v *Department) bool {
		for _, p := range d.posts {
			if p.LocationID == locationID && p.DepartmentID == v.ID {
				return true
			}
		}
		return false
	})
}

// cache holds the newest Directory of this process.
type cache struct {
	clock store.Clock
	kept  atomic.Pointer[keptDirectory]
	mu    sync.Mutex // one loads, the others wait for it
}

type keptDirectory struct {
	*Directory
	loadedAt time.Time
}

func (c *cache) fresh() *Directory {
	kept := c.kept.Load()
	if kept == nil {
		return nil
	}
	// A clock that was set back makes the age negative: load again then too.
	if age := c.clock().Sub(kept.loadedAt); age < 0 || age >= freshness {
		return nil
	}
	return kept.Directory
}

// forget waits for a load that may have begun before the change it follows.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept.Store(nil)
}

// Directory gives the clinic, at most two seconds old. Inside a Tx it is read
// in that Tx, so that a writer sees what it has just added, and kept by nobody.
func (s *Service) Directory(ctx context.Context) (*Directory, error) {
	if _, inTx := store.SQLTx(ctx); inTx {
		return s.store.load(ctx)
	}
	if dir := s.cache.fresh(); dir != nil {
		return dir, nil
	}
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	if dir := s.cache.fresh(); dir != nil {
		return dir, nil
	}
	return s.reload(ctx)
}

// Resolved runs fill with the directory, and once more with a fresh one when
// fill met an id that the first does not know: another server may have added it
// a moment ago.
func (s *Service) Resolved(ctx context.Context, fill func(*Directory) bool) error {
	dir, err := s.Directory(ctx)
	if err != nil {
		return err
	}
	if fill(dir) {
		return nil
	}
	if dir, err = s.FreshDirectory(ctx); err != nil {
		return err
	}
	if !fill(dir) {
		return errors.New("clinic: a row names a part of the clinic that there is not")
	}
	return nil
}

// FreshDirectory reads the clinic anew, for whoever met an id that Directory
// does not know yet.
func (s *Service) FreshDirectory(ctx context.Context) (*Directory, error) {
	if _, inTx := store.SQLTx(ctx); inTx {
		return s.store.load(ctx)
	}
	s.cache.mu.Lock()
	defer s.cache.mu.Unlock()
	return s.reload(ctx)
}

func (s *Service) reload(ctx context.Context) (*Directory, error) {
	at := s.cache.clock()
	dir, err := s.store.load(ctx)
	if err != nil {
		return nil, err
	}
	s.cache.kept.Store(&keptDirectory{Directory: dir, loadedAt: at})
	return dir, nil
}
