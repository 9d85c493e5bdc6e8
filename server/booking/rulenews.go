package booking

import (
	"context"
	"sync"

	"patientportal/server/store"
)

// rulesSubject carries word that a service has other rules, and nothing else.
const rulesSubject = "services"

// ruleNews joins the bus once.
type ruleNews struct {
	mu        sync.Mutex
	listening bool
}

// listenForRules has this process hear of changed rules from the first time on
// that somebody watches free times here.
func (s *Service) listenForRules() error {
	s.rules.mu.Lock()
	defer s.rules.mu.Unlock()
	if s.rules.listening {
		return nil
	}
	_, err := s.Bus.Subscribe(rulesSubject, func(string, []byte) { s.rulesChanged() })
	s.rules.listening = err == nil
	return err
}

// TellOfRules says on every server, after the context's Tx, that a service has
// other rules: whoever watches free times asks again, for other times than
// before may fit without one slot having changed.
func (s *Service) TellOfRules(ctx context.Context) {
	store.AfterCommit(ctx, func() {
		if s.Bus == nil || s.Bus.Publish(rulesSubject, []byte("changed")) != nil {
			s.rulesChanged()
		}
	})
}

func (s *Service) rulesChanged() {
	s.Clinic.Forget()
	s.ForgetNews()
}
