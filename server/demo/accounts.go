package demo

import (
	"context"
	"fmt"

	"patientportal/server/account"
	"patientportal/server/actor"
)

// Known is an account whose password everybody knows.
type Known struct{ Username, Password, Who string }

// Accounts lists the demo accounts, for the greeting and the README.
func Accounts() []Known {
	list := []Known{{mariaSignIn.username, mariaSignIn.password, "patient " + mariaSignIn.name}}
	words := map[string]string{"CLINICIAN": "clinician ", "FRONT_DESK": "front desk ", "ADMINISTRATOR": ""}
	for _, s := range staff {
		list = append(list, Known{s.username, s.password, words[s.role] + s.name})
	}
	return list
}

func (l *layer) staff(ctx context.Context) error {
	for _, s := range staff {
		in := s.input()
		if s.name == okafor {
			in.PractitionerID = l.practitioners[okafor]
		}
		if _, err := l.Account.Create(ctx, self, in); err != nil {
			return fmt.Errorf("%s: %w", s.username, err)
		}
	}
	return nil
}

func (l *layer) accounts(ctx context.Context) error {
	in := mariaSignIn.input()
	in.PatientID = l.maria.ID
	_, err := l.Account.Create(ctx, self, in)
	return err
}

func (s signIn) input() account.CreateInput {
	return account.CreateInput{
		Username: s.username, DisplayName: s.name, Email: s.email, Role: actor.Role(s.role), Password: s.password, Demo: true,
	}
}

// as signs in the way a person does, runs do, and signs out again: what people
// do in the demo clinic goes through the same doors as in a real one.
func (l *layer) as(ctx context.Context, s signIn, do func(ctx context.Context, who actor.Actor) error) error {
	name := "Demo clinic"
	outcome, err := l.Account.SignIn(ctx, account.SignInInput{
		Username: s.username, Password: s.password, Client: account.Browser, DeviceName: &name,
	}, account.Client{Address: "127.0.0.1"})
	if err != nil {
		return fmt.Errorf("signing in %s: %w", s.username, err)
	}
	who := outcome.Who()
	if err := do(actor.NewContext(ctx, who), who); err != nil {
		return err
	}
	_, err = l.Account.SignOut(ctx, who)
	return err
}
