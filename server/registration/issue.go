package registration

import (
	"context"
	"net/url"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/qr"
	"patientportal/server/store"
)

var (
	errHasAccount = fault.New(fault.Conflict, "registration.has_account",
		"This patient has an account already. Someone who cannot sign in is helped by “Forgot Username” and “Forgot Password”.")
	errIssuedMeanwhile = fault.New(fault.Conflict, "registration.issued_meanwhile",
		"Somebody has just issued a code for this patient. Look whether they have the letter.")
)

// IssueActivationCode gives a patient's new code, this once; the one before is
// no longer good, and wrong tries at the patient's number are forgotten. For the
// front desk, administrators and the program itself: FORBIDDEN for others,
// NOT_FOUND without such a patient, CONFLICT when they have an account.
func (s *Service) IssueActivationCode(ctx context.Context, who actor.Actor, in IssueActivationCodeInput) (IssueActivationCodePayload, error) {
	if err := mayHandOut(who); err != nil {
		return IssueActivationCodePayload{}, err
	}
	known, err := s.Patients.Identity(ctx, who, in.PatientID)
	if err != nil {
		return IssueActivationCodePayload{}, err
	}
	has, err := s.Accounts.HasOwn(ctx, known.PatientID)
	if err == nil && has {
		err = errHasAccount
	}
	if err != nil {
		return IssueActivationCodePayload{}, err
	}
	made, err := s.keepCode(ctx, who, known)
	if err != nil {
		return IssueActivationCodePayload{}, err
	}
	return s.handedOut(who, known, made)
}

// issued is a code with its row.
type issued struct {
	codeRow
	code string
}

func (s *Service) keepCode(ctx context.Context, who actor.Actor, known patient.Known) (issued, error) {
	now := s.Clock()
	made := issued{code: newCode(), codeRow: codeRow{
		id: store.NewID(), patientID: known.PatientID, at: store.Micros(now), expiresAt: store.Micros(now.Add(codeLife)),
	}}
	made.mac = s.Keys.KeepCode(codePurpose, known.PatientID, bareCode(made.code))
	err := s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		kept, err := s.codes.replace(ctx, made.codeRow, who.AccountID())
		if err != nil {
			return err
		}
		if !kept {
			return errIssuedMeanwhile
		}
		if err := s.tries.Lift(ctx, known.ClinicNumber); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "registration.issue_code", SubjectType: "registration_code", SubjectID: made.id, PatientID: known.PatientID,
		})
	})
	return made, err
}

// handedOut is the code in all the ways in which the desk hands it out.
func (s *Service) handedOut(who actor.Actor, known patient.Known, made issued) (IssueActivationCodePayload, error) {
	letter, err := s.letterURL(who, made)
	if err != nil {
		return IssueActivationCodePayload{}, err
	}
	link := s.signUpURL(known.ClinicNumber, made.code)
	square, err := qr.SVG(link, "Code that opens the sign-up page")
	if err != nil {
		return IssueActivationCodePayload{}, err
	}
	return IssueActivationCodePayload{
		Code: made.code, ExpiresAt: store.FromMicros(made.expiresAt), LetterPdfURL: letter, SignUpURL: link, QRCodeSvg: square,
	}, nil
}

// signUpURL opens the sign-up page filled in. What stands behind "#" is sent to
// no server: neither to ours, which would log it, nor in a Referer.
func (s *Service) signUpURL(clinicNumber, code string) string {
	return s.Clinic.BaseURL + "/create-account#" + url.Values{"number": {clinicNumber}, "code": {code}}.Encode()
}

// SignUp tells staff how far a patient has come to an account of their own;
// FORBIDDEN for others.
func (s *Service) SignUp(ctx context.Context, who actor.Actor, patientID string) (SignUp, error) {
	if err := who.Require(actor.RoleClinician, actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return SignUp{}, err
	}
	has, err := s.Accounts.HasOwn(ctx, patientID)
	if err != nil {
		return SignUp{}, err
	}
	made := SignUp{HasAccount: has}
	row, found, err := s.codes.good(actor.NewContext(ctx, who), patientID)
	if err == nil && found && row.expiresAt > store.Micros(s.Clock()) {
		at, until := store.FromMicros(row.at), store.FromMicros(row.expiresAt)
		made.CodeIssuedAt, made.CodeExpiresAt = &at, &until
	}
	return made, err
}
