package recovery

import (
	"context"
	"runtime"

	"patientportal/server/account"
	"patientportal/server/audit"
	"patientportal/server/store"
)

// People knows the clinic's patients. The room that does is to the left; main
// puts it in.
type People interface {
	// FindPerson gives the id of the patient of whom all three are right, empty
	// when there is none, after the same reads either way.
	FindPerson(ctx context.Context, p account.Person) (patientID string, err error)
}

// Needs are what New is given.
type Needs struct {
	Store    *store.Store // migrated
	Accounts *account.Service
	People   People
	Trail    *audit.Trail
	Clock    store.Clock
	// WithoutQuestions turns security questions off everywhere: nobody is asked for
	// them, and those chosen before are not used.
	WithoutQuestions bool
}

// Service holds the rules of the room. It is safe for concurrent use.
type Service struct {
	Needs
	tables   *tables
	advising chan struct{} // as many look at a password
}

// New makes the room.
func New(n Needs) *Service {
	return &Service{Needs: n, tables: &tables{store: n.Store}, advising: make(chan struct{}, runtime.GOMAXPROCS(0))}
}
