package registration

import (
	"context"
	"encoding/json"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// letterLife is how long the letter of a new code can be had.
const letterLife = 10 * time.Minute

// sealedLetter is what the address of a letter holds, sealed: the code is in no
// table, so this is the one way to write it again.
type sealedLetter struct {
	CodeID    string `json:"codeId"`
	PatientID string `json:"patientId"`
	Code      string `json:"code"`
	ExpiresAt int64  `json:"expiresAt"`
}

// place binds the address to the session that issued the code.
func place(who actor.Actor) secret.Place {
	return secret.Place{Table: "registration_codes", Column: "letter", Row: who.SessionID()}
}

func (s *Service) letterURL(who actor.Actor, made issued) (string, error) {
	plain, err := json.Marshal(sealedLetter{
		CodeID: made.id, PatientID: made.patientID, Code: made.code, ExpiresAt: store.Micros(s.Clock().Add(letterLife)),
	})
	if err != nil {
		return "", err
	}
	return "/download/" + s.Keys.Seal(place(who), plain), nil
}

// File is something to be downloaded.
type File struct {
	Name, Type string
	Content    []byte
}

// Letter is the letter behind an address, as a PDF. NOT_FOUND for every session
// but the one that issued the code, after ten minutes, and when the code is no
// longer good.
func (s *Service) Letter(ctx context.Context, who actor.Actor, token string) (File, error) {
	if mayHandOut(who) != nil || who.Settled() != nil || who.SessionID() == "" {
		return File{}, fault.ErrNotFound
	}
	var sealed sealedLetter
	plain, err := s.Keys.Open(place(who), token)
	if err != nil || json.Unmarshal(plain, &sealed) != nil || sealed.ExpiresAt <= store.Micros(s.Clock()) {
		return File{}, fault.ErrNotFound
	}
	ctx = actor.NewContext(ctx, who)
	row, found, err := s.codes.good(ctx, sealed.PatientID)
	if err == nil && (!found || row.id != sealed.CodeID) {
		err = fault.ErrNotFound
	}
	if err != nil {
		return File{}, err
	}
	return s.writeLetter(ctx, who, sealed, row)
}

func (s *Service) writeLetter(ctx context.Context, who actor.Actor, sealed sealedLetter, row codeRow) (File, error) {
	known, err := s.Patients.Identity(ctx, who, sealed.PatientID)
	if err != nil {
		return File{}, err
	}
	content, err := page{
		clinic: s.Clinic, name: known.FullName, clinicNumber: known.ClinicNumber, code: sealed.Code,
		link: s.signUpURL(known.ClinicNumber, sealed.Code), at: s.Clock(), until: store.FromMicros(row.expiresAt),
	}.pdf()
	if err != nil {
		return File{}, err
	}
	return File{Name: "activation-letter.pdf", Type: "application/pdf", Content: content}, s.Trail.Record(ctx, who, audit.Event{
		Action: "registration.print_letter", SubjectType: "registration_code", SubjectID: row.id, PatientID: row.patientID,
	})
}
