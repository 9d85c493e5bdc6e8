package patient

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"slices"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Service keeps the patients.
type Service struct {
	store  patientStore
	tx     *store.Store
	trail  *audit.Trail
	clock  store.Clock
	chance io.Reader // clinic numbers are drawn from it
}

// New makes the room over an open store.
func New(s *store.Store, trail *audit.Trail, clock store.Clock) *Service {
	return &Service{store: newPatientStore(s), tx: s, trail: trail, clock: clock, chance: rand.Reader}
}

// read lets the actor see the view, notes it when the patient is someone else,
// and gives the context that the store answers to.
func (s *Service) read(ctx context.Context, who actor.Actor, patientID string, v view) (context.Context, error) {
	if err := may(who, patientID, v); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.trail.ReadByOther(ctx, who, patientID, v.name()); err != nil {
		return nil, fmt.Errorf("noting a read: %w", err)
	}
	return ctx, nil
}

// Patient gives one patient, or NOT_FOUND when there is none or the actor may
// not know.
func (s *Service) Patient(ctx context.Context, who actor.Actor, patientID string) (Patient, error) {
	if err := may(who, patientID, viewIdentity); err != nil {
		return Patient{}, err
	}
	ctx = actor.NewContext(ctx, who)
	found, err := s.store.byID(ctx, patientID)
	if err != nil {
		return Patient{}, err
	}
	if err := s.trail.ReadByOther(ctx, who, patientID, viewIdentity.name()); err != nil {
		return Patient{}, fmt.Errorf("noting a read: %w", err)
	}
	return found, nil
}

// Known is Patient with nothing but the id, for callers that show no more. It
// reads nothing for the patient's own account: an account's grant refers to a
// patient that exists.
func (s *Service) Known(ctx context.Context, who actor.Actor, patientID string) (Patient, error) {
	if who.IsSelf(patientID) {
		return Patient{ID: patientID}, nil
	}
	found, err := s.Patient(ctx, who, patientID)
	return Patient{ID: found.ID}, err
}

// Patients gives those the account may act for: its own person first, the
// others in the order of the account's grants.
func (s *Service) Patients(ctx context.Context, who actor.Actor) ([]Patient, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	if err := who.Settled(); err != nil {
		return nil, err
	}
	ids := who.PatientIDs()
	if len(ids) == 0 {
		return []Patient{}, nil
	}
	ctx = actor.NewContext(ctx, who)
	found, err := s.store.byIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b Patient) int { return place(who, ids, a.ID) - place(who, ids, b.ID) })
	for _, p := range found {
		if err := s.trail.ReadByOther(ctx, who, p.ID, viewIdentity.name()); err != nil {
			return nil, fmt.Errorf("noting a read: %w", err)
		}
	}
	return found, nil
}

// place sorts the account's own person before everyone else.
func place(who actor.Actor, ids []string, id string) int {
	if who.IsSelf(id) {
		return -1
	}
	return slices.Index(ids, id)
}

// ByClinicNumber finds the patient with that number, for staff and the program
// itself; for everyone else there is none.
func (s *Service) ByClinicNumber(ctx context.Context, who actor.Actor, number string) (Patient, error) {
	switch {
	case who.IsZero():
		return Patient{}, fault.ErrUnauthenticated
	case !who.IsSystem() && !who.IsStaff():
		return Patient{}, fault.ErrNotFound
	}
	ctx = actor.NewContext(ctx, who)
	found, err := s.store.byClinicNumber(ctx, number)
	if err != nil {
		return Patient{}, err
	}
	if err := s.trail.ReadByOther(ctx, who, found.ID, viewIdentity.name()); err != nil {
		return Patient{}, fmt.Errorf("noting a read: %w", err)
	}
	return found, nil
}

// Contact tells how to reach the patient.
func (s *Service) Contact(ctx context.Context, who actor.Actor, patientID string) (Contact, error) {
	ctx, err := s.read(ctx, who, patientID, viewReach)
	if err != nil {
		return Contact{}, err
	}
	return s.store.contact(ctx, patientID)
}

// CareTeam lists who cares for the patient, in the order of the record; those
// whose part in it is over are left out.
func (s *Service) CareTeam(ctx context.Context, who actor.Actor, patientID string) ([]CareTeamMember, error) {
	ctx, err := s.read(ctx, who, patientID, viewCareTeam)
	if err != nil {
		return nil, err
	}
	return s.store.careTeam(ctx, patientID)
}
