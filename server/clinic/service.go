package clinic

import (
	"context"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Service answers what the clinic is made of. It is safe for concurrent use.
type Service struct {
	store    clinicStore
	tx       *store.Store
	trail    *audit.Trail
	settings Settings
	cache    cache
}

// New makes the room over an open store.
func New(s *store.Store, trail *audit.Trail, clock store.Clock, settings Settings) *Service {
	return &Service{
		store: clinicStore{s}, tx: s, trail: trail, settings: settings,
		cache: cache{clock: clock},
	}
}

// Clinic is public: it needs no session.
func (s *Service) Clinic(context.Context, actor.Actor) (Clinic, error) {
	return Clinic(s.settings), nil
}

// Locations are those in use, in the clinic's order. Public.
func (s *Service) Locations(ctx context.Context, _ actor.Actor) ([]Location, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return dir.locations, nil
}

// Departments are those in use, in the clinic's order. Public.
func (s *Service) Departments(ctx context.Context, _ actor.Actor) ([]Department, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	return dir.departments, nil
}

// DepartmentsAt gives, for each location, the departments with a post there,
// in the clinic's order. Public.
func (s *Service) DepartmentsAt(ctx context.Context, _ actor.Actor, locationIDs []string) ([][]Department, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	lists := make([][]Department, len(locationIDs))
	for i, id := range locationIDs {
		lists[i] = dir.departmentsAt(id)
	}
	return lists, nil
}

// Services are the kinds of visit in use, of one department or of all. Public.
func (s *Service) Services(ctx context.Context, _ actor.Actor, departmentID *string) ([]HealthcareService, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	if departmentID == nil {
		return dir.services, nil
	}
	return filter(dir.services, func(v *HealthcareService) bool { return v.DepartmentID == *departmentID }), nil
}

// Practitioners are those who can be booked, narrowed to a department, a
// location, or a department at a location. Public.
func (s *Service) Practitioners(ctx context.Context, _ actor.Actor, departmentID, locationID *string) ([]Practitioner, error) {
	dir, err := s.Directory(ctx)
	if err != nil {
		return nil, err
	}
	if departmentID == nil && locationID == nil {
		return dir.practitioners, nil
	}
	return filter(dir.practitioners, func(v *Practitioner) bool {
		return slices.ContainsFunc(dir.posts, func(p Post) bool {
			return p.PractitionerID == v.ID &&
				(departmentID == nil || p.DepartmentID == *departmentID) &&
				(locationID == nil || p.LocationID == *locationID)
		})
	}), nil
}

// Practitioner is one who can be booked, or could be, or NOT_FOUND.
func (s *Service) Practitioner(ctx context.Context, who actor.Actor, practitionerID string) (Practitioner, error) {
	if who.IsZero() {
		return Practitioner{}, fault.ErrUnauthenticated
	}
	dir, err := s.Directory(ctx)
	if err != nil {
		return Practitioner{}, err
	}
	found := dir.Practitioner(practitionerID)
	if found == nil {
		return Practitioner{}, fault.ErrNotFound
	}
	return *found, nil
}

func filter[T any](list []T, keep func(*T) bool) []T {
	kept := make([]T, 0, len(list))
	for i := range list {
		if keep(&list[i]) {
			kept = append(kept, list[i])
		}
	}
	return kept
}
