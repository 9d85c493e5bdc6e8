package patient

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/ent/db"
	"patientportal/ent/db/patient"
	"patientportal/ent/db/patientcareteammember"
	"patientportal/server/fault"
	"patientportal/server/store"
)

type patientStore struct {
	store          *store.Store
	identity       *store.Statement
	insertPatient  *store.Statement
	ownedCoverages *store.Statement
}

func newPatientStore(s *store.Store) patientStore {
	return patientStore{
		store: s,
		identity: s.Prepare(`SELECT id, full_name, given_names, family_name, clinic_number, birth_date, sex
			FROM patients WHERE id = ?`),
		insertPatient: s.Prepare(`INSERT INTO patients
			(id, clinic_number, full_name, given_names, family_name, name_search, birth_date, sex, email, phone,
			 address, preferred_language, deceased, source_key, created_at, updated_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
		ownedCoverages: s.Prepare(`SELECT count(*) FROM patient_coverages
			WHERE id = ? AND patient_id = ? AND status IN ('', 'active') AND (ended_at = 0 OR ended_at > ?)`),
	}
}

// patientRow is a patient as the table has it.
type patientRow struct {
	Patient
	email, phone, address, language string
	deceased, sourceKey             string
	at                              int64
}

func newRow(in RegisterInput, id string, at int64) patientRow {
	return patientRow{
		Patient: Patient{
			ID: id, ClinicNumber: in.ClinicNumber,
			FullName: in.FullName, GivenNames: in.GivenNames, FamilyName: in.FamilyName,
			DateOfBirth: maybe(in.DateOfBirth), Sex: in.Sex,
		},
		email: in.Email, phone: in.Phone, address: in.Address, language: in.PreferredLanguage,
		deceased: in.Deceased, sourceKey: in.SourceKey, at: at,
	}
}

// insert is false when the clinic number or the source key is taken.
func (s patientStore) insert(ctx context.Context, r patientRow) (bool, error) {
	result, err := s.insertPatient.Exec(ctx,
		r.ID, r.ClinicNumber, r.FullName, r.GivenNames, r.FamilyName, Fold(r.FullName), text(r.DateOfBirth), r.Sex,
		r.email, r.phone, r.address, r.language, r.deceased, maybe(r.sourceKey), r.at, r.at)
	if err != nil {
		return false, fmt.Errorf("inserting a patient: %w", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("inserting a patient: %w", err)
	}
	return n == 1, nil
}

func (s patientStore) addIdentifiers(ctx context.Context, patientID string, list []Identifier) error {
	client := s.store.DB(ctx)
	seen := map[Identifier]bool{}
	var rows []*db.PatientIdentifierCreate
	for _, id := range list {
		if key := (Identifier{System: id.System, Value: id.Value}); !seen[key] {
			seen[key] = true
			rows = append(rows, client.PatientIdentifier.Create().SetID(store.NewID()).SetPatientID(patientID).
				SetSystem(id.System).SetValue(id.Value).SetKind(id.Kind))
		}
	}
	if err := client.PatientIdentifier.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("inserting a patient's identifiers: %w", err)
	}
	return nil
}

func (s patientStore) hasSourceKey(ctx context.Context, key string) (bool, error) {
	known, err := s.store.DB(ctx).Patient.Query().Where(patient.SourceKey(key)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for a patient's source: %w", err)
	}
	return known, nil
}

func (s patientStore) byID(ctx context.Context, id string) (Patient, error) {
	var p Patient
	var born string
	err := s.identity.QueryRow(ctx, id).Scan(&p.ID, &p.FullName, &p.GivenNames, &p.FamilyName, &p.ClinicNumber, &born, &p.Sex)
	if errors.Is(err, sql.ErrNoRows) {
		return Patient{}, fault.ErrNotFound
	}
	if err != nil {
		return Patient{}, fmt.Errorf("reading a patient: %w", err)
	}
	p.DateOfBirth = maybe(born)
	return p, nil
}

func (s patientStore) byIDs(ctx context.Context, ids []string) ([]Patient, error) {
	rows, err := s.store.DB(ctx).Patient.Query().Where(patient.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading patients: %w", err)
	}
	list := make([]Patient, len(rows))
	for i, row := range rows {
		list[i] = fromDBPatient(row)
	}
	return list, nil
}

func (s patientStore) byClinicNumber(ctx context.Context, number string) (Patient, error) {
	row, err := s.store.DB(ctx).Patient.Query().Where(patient.ClinicNumber(number)).Only(ctx)
	if db.IsNotFound(err) {
		return Patient{}, fault.ErrNotFound
	}
	if err != nil {
		return Patient{}, fmt.Errorf("reading a patient by clinic number: %w", err)
	}
	return fromDBPatient(row), nil
}

func (s patientStore) contact(ctx context.Context, id string) (Contact, error) {
	row, err := s.store.DB(ctx).Patient.Get(ctx, id)
	if db.IsNotFound(err) {
		return Contact{}, fault.ErrNotFound
	}
	if err != nil {
		return Contact{}, fmt.Errorf("reading a patient's contact: %w", err)
	}
	return Contact{
		Email: maybe(row.Email), Phone: maybe(row.Phone),
		Address: maybe(row.Address), PreferredLanguage: maybe(row.PreferredLanguage),
	}, nil
}

func (s patientStore) careTeam(ctx context.Context, patientID string) ([]CareTeamMember, error) {
	rows, err := s.store.DB(ctx).PatientCareTeamMember.Query().
		Where(patientcareteammember.PatientID(patientID), patientcareteammember.StatusIn("", "active")).
		Order(patientcareteammember.BySourceKey(), patientcareteammember.ByPosition(), patientcareteammember.ByID()).
		All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading a care team: %w", err)
	}
	list := make([]CareTeamMember, 0, len(rows))
	seen := map[CareTeamMember]bool{}
	for _, row := range rows {
		member := CareTeamMember{Name: row.Name, Role: row.Role, Team: row.Team}
		if !seen[member] {
			seen[member] = true
			list = append(list, member)
		}
	}
	return list, nil
}

func fromDBPatient(row *db.Patient) Patient {
	return Patient{
		ID: row.ID, FullName: row.FullName, GivenNames: row.GivenNames, FamilyName: row.FamilyName,
		ClinicNumber: row.ClinicNumber, DateOfBirth: maybe(row.BirthDate), Sex: row.Sex,
	}
}

// maybe is nil for the empty text that stands for "unknown" in every table.
func maybe(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}
