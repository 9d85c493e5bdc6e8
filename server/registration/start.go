package registration

import (
	"context"
	"strings"
	"unicode"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// errNoMatch is the one answer to every claim that does not fit.
var errNoMatch = fault.New(fault.NotFound, "registration.no_match",
	"These details do not go together. Check each of them with your letter, or call us.")

// StartRegistration begins a sign-up for the patient whose number, code, name
// and birth date these are. It is public.
//
// Whatever does not fit, also that the patient has an account, fails with one
// NOT_FOUND after the same statements; more than three such claims about one
// number with RATE_LIMITED, had by a patient or not; a bad field with
// INVALID_INPUT.
func (s *Service) StartRegistration(ctx context.Context, in StartRegistrationInput, from account.Client) (StartRegistrationPayload, error) {
	if err := in.Validate(); err != nil {
		return StartRegistrationPayload{}, err
	}
	number := patient.PlainClinicNumber(visible(in.ClinicNumber))
	if err := s.tries.Look(ctx, number, from); err != nil {
		return StartRegistrationPayload{}, err
	}
	if err := s.tries.Drown(ctx, number, from); err != nil {
		return StartRegistrationPayload{}, err
	}
	var begun Registration
	var fits bool
	// A wrong claim must stay counted, so that is no error inside.
	err := s.Store.Tx(actor.NewContext(ctx, self), func(ctx context.Context) error {
		try, err := s.tries.Count(ctx, number, from)
		if err != nil {
			return err
		}
		c, ok, err := s.look(ctx, in, number)
		fits = ok
		if err != nil {
			return err
		}
		if !ok {
			return s.refuse(ctx, try, number)
		}
		if err := try.TakeBack(ctx); err != nil {
			return err
		}
		begun, err = s.beginFlow(ctx, in, c)
		return err
	})
	if err == nil && !fits {
		err = errNoMatch
	}
	if err != nil {
		return StartRegistrationPayload{}, err
	}
	return StartRegistrationPayload{Registration: begun}, nil
}

// visible leaves out what PostgreSQL would not even look for.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// claimed is a claim that fits.
type claimed struct {
	patient patient.Patient
	code    codeRow
}

// look asks for everything whatever is wrong, and compares the code with none
// when there is none.
func (s *Service) look(ctx context.Context, in StartRegistrationInput, number string) (claimed, bool, error) {
	p, known, err := s.Patients.Match(ctx, self, patient.Claim{
		FullName: in.FullName, DateOfBirth: in.DateOfBirth, ClinicNumber: number,
	})
	if err != nil {
		return claimed{}, false, err
	}
	has, err := s.Accounts.HasOwn(ctx, p.ID)
	if err != nil {
		return claimed{}, false, err
	}
	code, good, err := s.codes.good(ctx, p.ID)
	if err != nil {
		return claimed{}, false, err
	}
	same, err := s.Keys.CodeFits(code.mac, codePurpose, p.ID, bareCode(in.ActivationCode))
	inTime := code.expiresAt > store.Micros(s.Clock())
	return claimed{patient: p, code: code}, known && !has && good && same && inTime, err
}

// refuse records a claim that does not fit, and tells the desk when it was one
// too many. What was claimed is not recorded: it may be somebody's, typed into
// the wrong field.
func (s *Service) refuse(ctx context.Context, try account.Try, number string) error {
	patientID, err := s.locks.patientOf(ctx, number)
	if err != nil {
		return err
	}
	action := "registration.start"
	if until, locks := try.LocksUntil(); locks {
		action = "registration.lock"
		if err := s.locks.add(ctx, patientID, store.Micros(s.Clock()), store.Micros(until)); err != nil {
			return err
		}
	}
	return s.Trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: action, SubjectType: "patient", SubjectID: patientID, PatientID: patientID, Outcome: audit.Denied,
	})
}

// beginFlow keeps the flow of a claim that fits.
func (s *Service) beginFlow(ctx context.Context, in StartRegistrationInput, c claimed) (Registration, error) {
	now := s.Clock()
	username, err := s.Accounts.FreeUsername(ctx, wishes(c.patient)...)
	if err != nil {
		return Registration{}, err
	}
	token, hash := secret.NewToken()
	row := flowRow{
		id: store.NewID(), patientID: c.patient.ID, codeID: c.code.id, email: in.Email, suggested: username,
		at: store.Micros(now), expiresAt: store.Micros(now.Add(flowLife)),
	}
	if err := s.flows.add(ctx, row, hash); err != nil {
		return Registration{}, err
	}
	return s.shown(token, row), s.Trail.Record(ctx, self, audit.Event{
		Action: "registration.start", SubjectType: "registration", SubjectID: row.id, PatientID: row.patientID,
	})
}

// wishes are usernames made of a name, the plainest first.
func wishes(p patient.Patient) []string {
	given, family := patient.NameWords(p.GivenNames), patient.NameWords(p.FamilyName)
	if len(given) == 0 || len(family) == 0 {
		return []string{strings.Join(patient.NameWords(p.FullName), ".")}
	}
	last := strings.Join(family, "-")
	return []string{given[0] + "." + last, strings.Join(given, ".") + "." + last, last + "." + given[0]}
}
