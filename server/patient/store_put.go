package patient

import (
	"context"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/patient"
	"patientportal/ent/db/patientcareteammember"
	"patientportal/ent/db/patientcoverage"
	"patientportal/ent/db/patientidentifier"
	"patientportal/server/store"
)

func (s patientStore) updateFromSource(ctx context.Context, id string, was, now RegisterInput, at int64) error {
	row, err := s.store.DB(ctx).Patient.Get(ctx, id)
	if err != nil {
		return fmt.Errorf("reading a patient to update: %w", err)
	}
	err = s.store.DB(ctx).Patient.UpdateOneID(id).
		SetFullName(now.FullName).SetGivenNames(now.GivenNames).SetFamilyName(now.FamilyName).
		SetNameSearch(Fold(now.FullName)).SetBirthDate(now.DateOfBirth).SetSex(now.Sex).SetDeceased(now.Deceased).
		SetEmail(followed(row.Email, was.Email, now.Email)).
		SetPhone(followed(row.Phone, was.Phone, now.Phone)).
		SetAddress(followed(row.Address, was.Address, now.Address)).
		SetPreferredLanguage(followed(row.PreferredLanguage, was.PreferredLanguage, now.PreferredLanguage)).
		SetUpdatedAt(at).Exec(ctx)
	if err != nil {
		return fmt.Errorf("updating a patient: %w", err)
	}
	if row.FullName == now.FullName {
		return nil
	}
	return s.putNames(ctx, id, now.FullName)
}

// followed is the source's new value unless the kept one was changed here.
func followed(kept, was, now string) string {
	if kept == was || kept == "" {
		return now
	}
	return kept
}

func (s patientStore) addNewIdentifiers(ctx context.Context, patientID string, list []Identifier) error {
	var missing []Identifier
	for _, id := range list {
		known, err := s.store.DB(ctx).PatientIdentifier.Query().Where(
			patientidentifier.PatientID(patientID), patientidentifier.System(id.System), patientidentifier.Value(id.Value),
		).Exist(ctx)
		if err != nil {
			return fmt.Errorf("looking for a patient's identifier: %w", err)
		}
		if !known {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return s.addIdentifiers(ctx, patientID, missing)
}

func (s patientStore) putCoverage(ctx context.Context, patientID, sourceKey string, in Insurance, at int64) error {
	n, err := s.store.DB(ctx).PatientCoverage.Update().Where(patientcoverage.SourceKey(sourceKey)).
		SetPayer(in.Payer).SetPlan(in.Plan).SetMemberID(in.MemberID).SetGroupNumber(in.GroupNumber).
		SetStatus(in.Status).SetEndedAt(in.EndedAt).Save(ctx)
	if err == nil && n == 0 {
		err = s.store.DB(ctx).PatientCoverage.Create().SetID(store.NewID()).SetPatientID(patientID).SetSourceKey(sourceKey).
			SetPayer(in.Payer).SetPlan(in.Plan).SetMemberID(in.MemberID).SetGroupNumber(in.GroupNumber).
			SetStatus(in.Status).SetEndedAt(in.EndedAt).SetCreatedAt(at).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("keeping an imported coverage: %w", err)
	}
	return nil
}

func (s patientStore) putCareTeam(ctx context.Context, patientID, sourceKey string, team []TeamMember) error {
	client := s.store.DB(ctx).PatientCareTeamMember
	if _, err := client.Delete().Where(patientcareteammember.SourceKey(sourceKey)).Exec(ctx); err != nil {
		return fmt.Errorf("replacing an imported care team: %w", err)
	}
	rows := make([]*db.PatientCareTeamMemberCreate, len(team))
	for i, m := range team {
		rows[i] = client.Create().SetID(store.NewID()).SetPatientID(patientID).SetSourceKey(sourceKey).
			SetName(m.Name).SetRole(m.Role).SetTeam(m.Team).SetStatus(m.Status).SetPosition(i)
	}
	if len(rows) == 0 {
		return nil
	}
	if err := client.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("keeping an imported care team: %w", err)
	}
	return nil
}

// byIdentifier reads at most two: callers want to know whether it is one.
func (s patientStore) byIdentifier(ctx context.Context, system, value string) ([]Known, error) {
	rows, err := s.store.DB(ctx).PatientIdentifier.Query().
		Where(patientidentifier.System(system), patientidentifier.Value(value)).
		WithPatient().Limit(2).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking for a patient by identifier: %w", err)
	}
	list := make([]Known, len(rows))
	for i, row := range rows {
		p := row.Edges.Patient
		list[i] = Known{
			PatientID: p.ID, ClinicNumber: p.ClinicNumber, FullName: p.FullName,
			FamilyName: p.FamilyName, DateOfBirth: p.BirthDate,
		}
	}
	return list, nil
}

func (s patientStore) hasAny(ctx context.Context) (bool, error) {
	some, err := s.store.DB(ctx).Patient.Query().Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for patients: %w", err)
	}
	return some, nil
}

func (s patientStore) hasClinicNumber(ctx context.Context, number string) (bool, error) {
	taken, err := s.store.DB(ctx).Patient.Query().Where(patient.ClinicNumber(number)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for a clinic number: %w", err)
	}
	return taken, nil
}
