package fhir

import (
	"context"
	"encoding/json"
	"fmt"

	"patientportal/server/patient"
	"patientportal/server/records"
)

// storePerson registers a patient, or brings a known one up to date.
func (u *unit) storePerson(ctx context.Context, f filed, p *person) error {
	in := p.registration()
	key := f.put.Resource.SourceKey
	id, isKnown, err := u.run.deps.Records.PatientOf(ctx, u.run.who, key)
	if err != nil {
		return err
	}
	if isKnown {
		same, err := u.samePerson(ctx, id, in)
		if err != nil {
			return err
		}
		if !same { // found late: the input itself has two people under one id
			return &BadInput{Problems: []Problem{{
				File: u.run.shown.File, Line: f.pending.line, Path: f.pending.path, Reason: whyOtherPerson,
			}}}
		}
	} else if id, err = u.match(ctx, in); err != nil {
		return err
	}
	who := ImportedPatient{PatientID: id, FullName: in.FullName, New: id == ""}
	if who.New {
		if who.PatientID, err = u.register(ctx, key, p, in); err != nil {
			return err
		}
	}
	u.patients[key] = who.PatientID
	f.put.Resource.PatientID = who.PatientID
	if err := u.keepPerson(ctx, f, who, in); err != nil {
		return err
	}
	return u.remember(ctx, who)
}

// samePerson keeps two people from becoming one record. A birth date is
// corrected at times and a name changes; both at once under the same id, with
// no number in common, is somebody else from another system.
func (u *unit) samePerson(ctx context.Context, id string, in patient.RegisterInput) (bool, error) {
	was, err := u.run.deps.Patients.Identity(ctx, u.run.who, id)
	if err != nil {
		return false, err
	}
	if was.DateOfBirth == "" || was.DateOfBirth == in.DateOfBirth || patient.Fold(was.FamilyName) == patient.Fold(in.FamilyName) {
		return true, nil
	}
	for _, n := range in.Identifiers {
		found, err := u.run.deps.Patients.ByIdentifier(ctx, u.run.who, n.System, n.Value)
		if err != nil {
			return false, err
		}
		for _, p := range found {
			if p.PatientID == id {
				return true, nil
			}
		}
	}
	return false, nil
}

// match finds a patient who came from another system: one of their numbers,
// the birth date and the family name must all be the same.
func (u *unit) match(ctx context.Context, in patient.RegisterInput) (string, error) {
	if in.DateOfBirth == "" || in.FamilyName == "" {
		return "", nil
	}
	for _, n := range in.Identifiers {
		if n.System == "" {
			continue
		}
		found, err := u.run.deps.Patients.ByIdentifier(ctx, u.run.who, n.System, n.Value)
		if err != nil {
			return "", err
		}
		for _, p := range found {
			if p.DateOfBirth == in.DateOfBirth && patient.Fold(p.FamilyName) == patient.Fold(in.FamilyName) {
				return p.PatientID, nil
			}
		}
	}
	return "", nil
}

func (u *unit) register(ctx context.Context, key string, p *person, in patient.RegisterInput) (string, error) {
	in.SourceKey = key
	if number := p.clinicNumber(); number != "" {
		taken, err := u.run.deps.Patients.HasClinicNumber(ctx, u.run.who, number)
		if err != nil {
			return "", err
		}
		if !taken {
			in.ClinicNumber = number
		}
	}
	registered, err := u.run.deps.Patients.Register(ctx, u.run.who, in)
	if err != nil {
		return "", fmt.Errorf("registering a patient: %w", err)
	}
	return registered.ID, nil
}

// keepPerson keeps the resource and, when it is a newer version, follows it.
func (u *unit) keepPerson(ctx context.Context, f filed, who ImportedPatient, in patient.RegisterInput) error {
	before, err := u.run.deps.Records.Kept(ctx, u.run.who, f.put.Resource.SourceKey)
	if err != nil {
		return err
	}
	results, err := u.run.deps.Records.Put(ctx, u.run.who, []records.PutItem{f.put})
	if err != nil {
		return err
	}
	u.count(f, results[0].Outcome)
	changed := results[0].Outcome == records.OutcomeUpdated || results[0].Outcome == records.OutcomeNew
	if who.New || !changed {
		return nil
	}
	var was person
	if before != nil {
		if err := json.Unmarshal(before, &was); err != nil {
			return fmt.Errorf("reading the kept version of a patient: %w", err)
		}
	}
	return u.run.deps.Patients.UpdateFromSource(ctx, u.run.who, who.PatientID, was.registration(), in)
}

// remember lists the patient in the report, with the number to sign up with.
func (u *unit) remember(ctx context.Context, who ImportedPatient) error {
	if len(u.people) >= mostPatients {
		return nil
	}
	found, err := u.run.deps.Patients.Identity(ctx, u.run.who, who.PatientID)
	if err != nil {
		return err
	}
	who.ClinicNumber, who.FullName = found.ClinicNumber, found.FullName
	u.people = append(u.people, who)
	return nil
}
