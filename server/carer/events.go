package carer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/store"
)

// letterInvitation is the kind of mailed link that an invitation has.
const letterInvitation = outbox.LetterCarerInvited

// change is what happened to somebody's access.
type change bool

const (
	careBegun change = true
	careEnded change = false
)

// toCarer and toGiver are the letters of a change.
func (c change) toCarer() outbox.LetterKind {
	if c == careBegun {
		return outbox.LetterCareBegun
	}
	return outbox.LetterCareEnded
}

func (c change) toGiver() outbox.LetterKind {
	if c == careBegun {
		return outbox.LetterCarerAdded
	}
	return outbox.LetterCarerGone
}

// mailInvitation sends the link, inside a Tx. Whether the address is somebody's
// makes no difference.
func (s *Service) mailInvitation(ctx context.Context, inv CarerInvitation) error {
	link, err := s.Account.MakeLink(ctx, account.NewLink{
		Kind: letterInvitation, SubjectID: inv.ID, Address: inv.Email, Life: linkLife,
	})
	if err != nil {
		return err
	}
	return s.Account.WriteLetter(ctx, outbox.Letter{
		Kind: letterInvitation, Address: inv.Email, Items: []outbox.LetterItem{{LinkID: link}},
	})
}

// told is an account that is to know.
type told struct{ accountID, email string }

// tell has both sides know of a change, in the portal and by mail; inside a Tx.
func (s *Service) tell(ctx context.Context, c account.Care, what change) error {
	name, err := s.shortName(ctx, c.PatientID)
	if err != nil {
		return err
	}
	facts := outbox.CareFacts{Begun: bool(what), CarerAccountID: c.AccountID, Carer: c.Name, Patient: name}
	own, guardians, err := s.deciders(ctx, c)
	if err != nil {
		return err
	}
	if own.accountID != "" {
		facts.SelfAccountID = own.accountID
		guardians = append(guardians, own) // they get the same letter
	}
	for _, p := range guardians {
		if p.accountID != own.accountID {
			facts.GuardianIDs = append(facts.GuardianIDs, p.accountID)
		}
		if err := s.write(ctx, what.toGiver(), p); err != nil {
			return err
		}
	}
	if err := s.write(ctx, what.toCarer(), told{c.AccountID, c.Email}); err != nil {
		return err
	}
	return s.announce(ctx, c.PatientID, facts)
}

// deciders are those who decide about the patient's carers beside the carer that
// it is about: the patient's own account, without id when there is none, and a
// child's guardians.
func (s *Service) deciders(ctx context.Context, about account.Care) (own told, guardians []told, err error) {
	recipients, err := s.Account.Recipients(ctx, about.PatientID, actor.ScopeAccount)
	if err != nil {
		return told{}, nil, err
	}
	for _, r := range recipients {
		if r.Self {
			own = told{r.AccountID, r.Email}
		}
	}
	list, err := s.Account.CareOf(ctx, about.PatientID)
	for _, c := range list {
		if c.AccountID != about.AccountID && isGuardian(c, s.Clock()) {
			guardians = append(guardians, told{c.AccountID, c.Email})
		}
	}
	return own, guardians, err
}

func (s *Service) write(ctx context.Context, kind outbox.LetterKind, to told) error {
	if to.email == "" {
		return nil // who has no address is told in the portal
	}
	return s.Account.WriteLetter(ctx, outbox.Letter{Kind: kind, AccountID: to.accountID, Address: to.email})
}

func (s *Service) announce(ctx context.Context, patientID string, facts outbox.CareFacts) error {
	payload, err := json.Marshal(facts)
	if err != nil {
		return fmt.Errorf("describing a change of carers: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Kind: outbox.CareChanged, SubjectID: store.NewID(), PatientID: patientID, Payload: payload,
	})
	return err
}

// shortName is as much of a patient's name as a carer-to-be is told: the given
// name and the initial of the family name.
func (s *Service) shortName(ctx context.Context, patientID string) (string, error) {
	p, err := s.Patient.Patient(ctx, self, patientID)
	return shorten(p), err
}

func shorten(p patient.Patient) string {
	given, family := strings.Fields(p.GivenNames), p.FamilyName
	if len(given) == 0 || family == "" {
		all := strings.Fields(p.FullName)
		if len(all) < 2 {
			return p.FullName
		}
		given, family = all[:1], all[len(all)-1]
	}
	initial, _ := utf8.DecodeRuneInString(family)
	return given[0] + " " + string(initial) + "."
}
