package carer

import (
	"context"
	"fmt"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/store"
)

// Needs is what the room is made over.
type Needs struct {
	Store    *store.Store
	Account  *account.Service
	Recovery *recovery.Service // keeps the security answers
	Patient  *patient.Service
	Clinic   *clinic.Service
	Trail    *audit.Trail
	Outbox   *outbox.Outbox
	Clock    store.Clock
	// RecordsUntilAge is the birthday from which a child's records and advice are
	// theirs alone, 1 to 18; 0 for none.
	RecordsUntilAge int
}

// Service keeps who may act for whom. It is safe for concurrent use.
type Service struct {
	Needs
	invitations invitationStore
	joins       *account.Tries
}

// New makes the room.
func New(n Needs) *Service {
	return &Service{Needs: n, invitations: newInvitationStore(n.Store), joins: n.Account.TriesAt("carer-account", joinLimits)}
}

// self is the room itself, which has to know of a patient what whoever asks may
// not, such as the birth date.
var self = actor.System("carer")

// Carers lists who may act for a patient and who might once, the newest first;
// for the patient, a child's guardian, the front desk and administrators.
// NOT_FOUND for everyone else.
func (s *Service) Carers(ctx context.Context, who actor.Actor, patientID string) ([]Carer, error) {
	if err := s.read(ctx, who, patientID, "carer.carers"); err != nil {
		return nil, err
	}
	found, err := s.Account.CareOf(ctx, patientID)
	if err != nil {
		return nil, err
	}
	list := make([]Carer, len(found))
	for i, c := range found {
		list[i] = fromCare(c, s.Clock())
	}
	return list, nil
}

// Carer gives one, for those who may list the patient's and for the carer.
// NOT_FOUND for everyone else.
func (s *Service) Carer(ctx context.Context, who actor.Actor, carerID string) (*Carer, error) {
	c, err := s.visible(ctx, who, carerID)
	if err != nil {
		return nil, err
	}
	if err := s.noteLook(ctx, who, c, "carer.carers"); err != nil {
		return nil, err
	}
	shown := fromCare(c, s.Clock())
	return &shown, nil
}

// Invitations lists those of a patient, the newest first, at most 100; for those
// who may list carers.
func (s *Service) Invitations(ctx context.Context, who actor.Actor, patientID string) ([]CarerInvitation, error) {
	if err := s.read(ctx, who, patientID, "carer.invitations"); err != nil {
		return nil, err
	}
	return s.invitations.of(actor.NewContext(ctx, self), patientID, s.Clock())
}

// Access tells what whoever is asking may do for each of the patients, by id:
// as the patient or as a carer. Staff act by their role and are in none.
func (s *Service) Access(ctx context.Context, who actor.Actor, patientIDs []string) (map[string]PatientAccess, error) {
	found := map[string]PatientAccess{}
	for _, id := range patientIDs {
		if who.IsSelf(id) {
			found[id] = PatientAccess{Self: true, Scopes: actor.AllScopes, MayInvite: true}
		}
	}
	if len(found) == len(patientIDs) || who.AccountID() == "" {
		return found, nil
	}
	list, err := s.Account.CareBy(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		if _, known := found[c.PatientID]; !known && !c.IsOver(s.Clock()) {
			found[c.PatientID] = s.accessOf(c)
		}
	}
	return found, nil
}

func (s *Service) accessOf(c account.Care) PatientAccess {
	return PatientAccess{
		CarerID: &c.ID, Scopes: c.Scopes, Relationship: c.Relationship,
		ExpiresAt: someday(c.ExpiresAt), RecordsUntil: someday(c.RecordsUntil), MayInvite: isGuardian(c, s.Clock()),
	}
}

// read lets in who may see a patient's carers and notes who is not the patient.
func (s *Service) read(ctx context.Context, who actor.Actor, patientID, what string) error {
	if _, err := s.giverFor(ctx, who, patientID); err != nil {
		return err
	}
	return s.noteRead(ctx, who, patientID, what)
}

func (s *Service) noteRead(ctx context.Context, who actor.Actor, patientID, what string) error {
	if err := s.Trail.ReadByOther(ctx, who, patientID, what); err != nil {
		return fmt.Errorf("noting a read: %w", err)
	}
	return nil
}

// noteLook is noteRead of one access, unless it is one's own.
func (s *Service) noteLook(ctx context.Context, who actor.Actor, c account.Care, what string) error {
	if c.AccountID == who.AccountID() {
		return nil
	}
	return s.noteRead(ctx, who, c.PatientID, what)
}

// visible gives an access to those who may see it.
func (s *Service) visible(ctx context.Context, who actor.Actor, carerID string) (account.Care, error) {
	if who.IsZero() {
		return account.Care{}, fault.ErrUnauthenticated
	}
	c, err := s.Account.Care(ctx, carerID)
	if err != nil {
		return account.Care{}, err
	}
	if c.AccountID == who.AccountID() {
		return c, nil
	}
	_, err = s.giverFor(ctx, who, c.PatientID)
	return c, err
}
