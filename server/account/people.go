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
	// FindPerson gives the id of the patient of whom all three are right, empty
	// when there is none, after the same reads either way.
	FindPerson(ctx context.Context, p Person) (patientID string, err error)
	// Person tells who a patient is.
	Person(ctx context.Context, patientID string) (Person, error)
}

// WithPeople is who knows the patients; without, nobody is one.
func WithPeople(p People) Option { return func(s *Service) { s.people = p } }

// nobody is the clinic without patients.
type nobody struct{}

func (nobody) FindPerson(context.Context, Person) (string, error) { return "", nil }

func (nobody) Person(context.Context, string) (Person, error) { return Person{}, nil }

// facts are what others may know of the person, for what a password must not
// hold.
func (p Person) facts() []string {
	return append([]string{p.FullName, p.ClinicNumber}, password.Birthday(p.DateOfBirth)...)
}
