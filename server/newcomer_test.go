package main

import (
	"strings"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/demo"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/registration"
	"patientportal/server/store/storetest"
)

// The greeting of the demo names a patient with whose code one can sign up.
func TestTheDemoInvitesANewcomer(t *testing.T) {
	t.Parallel()
	p, settings := emptyPortal(t, storetest.Dialects[0])
	if _, err := demo.LayOut(t.Context(), p.demoRooms(), demo.Options{Patients: 4, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	for _, number := range demo.Newcomers()[:2] {
		if err := p.inviteNewcomer(t.Context()); err != nil {
			t.Fatal(err)
		}
		one := *p.newcomer
		var said strings.Builder
		greet(&said, settings, true, &one)
		if one.clinicNumber != number || !strings.Contains(said.String(), one.code) {
			t.Errorf("invited %v, want %s:\n%s", one, number, said.String())
		}
		p.signUp(t, one)
	}
	if err := p.inviteNewcomer(t.Context()); err != nil {
		t.Errorf("when all have signed up: %v", err)
	}
}

func (p *portal) signUp(t *testing.T, one newcomer) {
	t.Helper()
	from := account.Client{Address: "127.0.0.1"}
	begun, err := p.Registration.StartRegistration(t.Context(), registration.StartRegistrationInput{
		ClinicNumber: one.clinicNumber, ActivationCode: one.code, Email: "new@example.org", FullName: one.name, DateOfBirth: one.born,
	}, from)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Registration.CompleteRegistration(t.Context(), registration.CompleteRegistrationInput{
		RegistrationID: begun.Registration.ID, Username: begun.Registration.SuggestedUsername, Password: "Violet-Lantern-83!",
		SecurityAnswers: []recovery.SecurityAnswerInput{
			{QuestionKey: "FIRST_PET", Answer: "Rex"}, {QuestionKey: "COUSIN", Answer: "Ida"}, {QuestionKey: "FIRST_JOB", Answer: "Oslo"},
		},
	}, from)
	if err != nil {
		t.Fatal(err)
	}
}

// begunRegistration is a sign-up that has passed its first step.
func (w *world) begunRegistration(t *testing.T) string {
	t.Helper()
	who := actor.System("test")
	p, err := w.Patient.Register(t.Context(), who, patient.RegisterInput{
		ClinicNumber: "4-820-901", FullName: "Made Up", GivenNames: "Made", FamilyName: "Up", DateOfBirth: "1990-01-01",
	})
	if err != nil {
		t.Fatal(err)
	}
	made, err := w.Registration.IssueActivationCode(t.Context(), who, registration.IssueActivationCodeInput{PatientID: p.ID})
	if err != nil {
		t.Fatal(err)
	}
	begun, err := w.Registration.StartRegistration(t.Context(), registration.StartRegistrationInput{
		ClinicNumber: p.ClinicNumber, ActivationCode: made.Code, Email: "new@example.org", FullName: p.FullName, DateOfBirth: "1990-01-01",
	}, account.Client{Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	return begun.Registration.ID
}
