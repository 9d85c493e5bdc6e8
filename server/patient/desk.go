package patient

import (
	"context"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// RegisterPatientInput is a person whom the front desk puts on the books. A
// name is given whole or in its two parts.
type RegisterPatientInput struct {
	FullName      string
	GivenNames    string
	FamilyName    string
	DateOfBirth   string // 2006-01-02
	Sex           string // FHIR administrative gender; empty counts as unknown
	Email         string
	Phone         string
	EvenIfSimilar bool // the desk has looked at those who are similar
}

// RegisterPatientPayload is the new patient, or those on the books already who
// have the same name and birth date.
type RegisterPatientPayload struct {
	Patient *Patient // nil when nobody was registered
	Similar []FoundPatient
}

// Validate reports every bad field at once.
func (in RegisterPatientInput) Validate() error {
	var p fault.Problems
	in.asRegister().checkIdentity(&p)
	in.asRegister().checkContact(&p)
	p.Check(len(in.DateOfBirth) == len("2006-01-02"), "dateOfBirth", "patient.birth_date_whole", "Enter day, month and year.")
	return p.Err()
}

func (in RegisterPatientInput) asRegister() RegisterInput {
	return RegisterInput{
		FullName: in.FullName, GivenNames: in.GivenNames, FamilyName: in.FamilyName,
		DateOfBirth: in.DateOfBirth, Sex: in.Sex, Email: strings.TrimSpace(in.Email), Phone: in.Phone,
	}
}

// RegisterPatient puts a person on the books under a fresh clinic number, for
// the front desk and administrators. When somebody of that name and birth date
// is there already it registers nobody and shows them, unless it was told to
// go on: one person with two records is how results get lost.
func (s *Service) RegisterPatient(ctx context.Context, who actor.Actor, in RegisterPatientInput) (RegisterPatientPayload, error) {
	if err := mayRegister(who); err != nil {
		return RegisterPatientPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return RegisterPatientPayload{}, err
	}
	if !in.EvenIfSimilar {
		similar, err := s.similar(ctx, who, in)
		if err != nil || len(similar) > 0 {
			return RegisterPatientPayload{Similar: similar}, err
		}
	}
	made, err := s.Register(ctx, who, in.asRegister())
	if err != nil {
		return RegisterPatientPayload{}, err
	}
	return RegisterPatientPayload{Patient: &made}, nil
}

// similar finds at most ten, and notes that they were shown.
func (s *Service) similar(ctx context.Context, who actor.Actor, in RegisterPatientInput) ([]FoundPatient, error) {
	words := NameWords(in.asRegister().clean().FullName)
	w := wanted{words: words[:min(len(words), maxWords)], born: in.DateOfBirth, rows: 11}
	found, err := s.store.search(actor.NewContext(ctx, who), w)
	if err != nil {
		return nil, err
	}
	conn, err := s.shown(ctx, who, found, w)
	if err != nil {
		return nil, err
	}
	return nodes(conn), nil
}

func nodes(conn FoundPatientConnection) []FoundPatient {
	list := make([]FoundPatient, len(conn.Edges))
	for i, e := range conn.Edges {
		list[i] = *e.Node
	}
	return list
}
