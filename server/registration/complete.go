package registration

import (
	"context"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/password"
	"patientportal/server/patient"
	"patientportal/server/secret"
	"patientportal/server/store"
)

var (
	errOver = fault.New(fault.Expired, "registration.over",
		"This sign-up has run out. Please begin again with your code.")
	errDone = fault.New(fault.Conflict, "registration.done",
		"This sign-up is finished already. Sign in with the username and password you chose.")
)

// CompleteRegistration makes the patient's account and signs it in. It is
// public: the token is the proof. The code is used up with it; of those who
// complete at once one wins, and a username that is taken leaves everything as
// it was.
//
// It fails with EXPIRED when the sign-up has run out, was replaced by a newer
// code or never was; with CONFLICT when it is finished; with INVALID_INPUT for
// every bad field, a taken username among them as CONFLICT.
//
// It hashes for some tenths of a second, so it is never called inside a Tx.
func (s *Service) CompleteRegistration(ctx context.Context, in CompleteRegistrationInput, from account.Client) (account.SignInOutcome, error) {
	row, p, err := s.openFlow(ctx, in.RegistrationID)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	n, err := s.Accounts.PrepareNewcomer(ctx, account.NewcomerInput{
		PatientID: p.ID, DisplayName: p.FullName, Email: row.email, About: about(p),
		Username: in.Username, Password: in.Password, Also: s.Recovery.CheckChosen(in.SecurityAnswers),
		Client: in.Client, DeviceName: in.DeviceName,
	})
	if err != nil {
		return account.SignInOutcome{}, err
	}
	answers, err := s.Recovery.Prepare(ctx, p.ID, in.SecurityAnswers)
	if err != nil {
		return account.SignInOutcome{}, err
	}
	var out account.SignInOutcome
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.spend(ctx, row); err != nil {
			return err
		}
		out, err = s.Accounts.Admit(ctx, n, from, func(ctx context.Context, accountID string) error {
			return s.Recovery.Keep(ctx, accountID, answers)
		})
		if err != nil {
			return err
		}
		return s.Trail.Record(ctx, out.Who(), audit.Event{
			Action: "registration.complete", SubjectType: "registration", SubjectID: row.id, PatientID: row.patientID,
		})
	})
	return out, err
}

// openFlow gives the flow of that token, and whose it is, while it is open.
func (s *Service) openFlow(ctx context.Context, token string) (flowRow, patient.Patient, error) {
	ctx = actor.NewContext(ctx, self)
	row, found, err := s.flows.byToken(ctx, secret.HashToken(token))
	if err == nil && !found {
		err = errOver
	}
	if err != nil {
		return flowRow{}, patient.Patient{}, err
	}
	switch s.shown(token, row).State {
	case StateCompleted:
		return flowRow{}, patient.Patient{}, errDone
	case StateExpired:
		return flowRow{}, patient.Patient{}, errOver
	}
	p, err := s.Patients.Patient(ctx, self, row.patientID)
	return row, p, err
}

// spend uses up the code, by one conditional write that decides between all who
// complete, and then the flow.
func (s *Service) spend(ctx context.Context, row flowRow) error {
	ctx = actor.NewContext(ctx, self)
	now := store.Micros(s.Clock())
	first, err := s.codes.spend(ctx, row.codeID, now)
	if err != nil {
		return err
	}
	if !first {
		return errDone
	}
	open, err := s.flows.complete(ctx, row.id, now)
	if err == nil && !open {
		err = errOver
	}
	return err
}

// about is what others know of a patient beside the name, which does not belong
// into a password.
func about(p patient.Patient) []string {
	facts := []string{p.ClinicNumber}
	if p.DateOfBirth != nil {
		facts = append(facts, password.Birthday(*p.DateOfBirth)...)
	}
	return facts
}

// Sweep drops the sign-ups that ended more than a day ago and gives how many.
// Nothing depends on it but the size of the database.
func (s *Service) Sweep(ctx context.Context, who actor.Actor) (dropped int64, err error) {
	if !who.IsSystem() {
		return 0, fault.ErrForbidden
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		dropped, err = s.flows.drop(ctx, store.Micros(s.Clock().Add(-24*time.Hour)))
		return err
	})
	return dropped, err
}
