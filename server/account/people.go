package account

import (
	"context"
	"strings"
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
// hold: the birth date in the orders in which people write it.
func (p Person) facts() []string {
	list := []string{p.FullName, p.ClinicNumber}
	parts := strings.Split(p.DateOfBirth, "-")
	if len(parts) != 3 {
		return list
	}
	year, month, day := parts[0], parts[1], parts[2]
	short := year[max(0, len(year)-2):]
	return append(list,
		year+month+day, day+month+year, month+day+year,
		short+month+day, day+month+short, month+day+short)
}
