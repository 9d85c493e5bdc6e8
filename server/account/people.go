package account

import (
	"context"

	"patientportal/server/password"
)

// Person is what an account needs to know of the patient whose own it is.
type Person struct {
	FullName     string
	DateOfBirth  string // 1984-03-09, or less of it; empty when unknown
	ClinicNumber string
}

// People knows the clinic's patients. The room that does is to the left; main
// puts it in.
type People interface {
	// Person tells who a patient is.
	Person(ctx context.Context, patientID string) (Person, error)
}

// WithPeople is who knows the patients; without, nobody is one.
func WithPeople(p People) Option { return func(s *Service) { s.people = p } }

// nobody is the clinic without patients.
type nobody struct{}

func (nobody) Person(context.Context, string) (Person, error) { return Person{}, nil }

// Facts are what others may know of the person, for what a password must not
// hold.
func (p Person) Facts() []string {
	return append([]string{p.FullName, p.ClinicNumber}, password.Birthday(p.DateOfBirth)...)
}
