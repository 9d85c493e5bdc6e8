package patient

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"patientportal/ent/db"
	"patientportal/ent/db/patientname"
	"patientportal/server/store"
)

// putNames keeps the words of a patient's name, in place of those of before.
func (s patientStore) putNames(ctx context.Context, patientID, fullName string) error {
	client := s.store.DB(ctx).PatientName
	if _, err := client.Delete().Where(patientname.PatientID(patientID)).Exec(ctx); err != nil {
		return fmt.Errorf("replacing the words of a name: %w", err)
	}
	words := NameWords(fullName)
	rows := make([]*db.PatientNameCreate, len(words))
	for i, word := range words {
		rows[i] = client.Create().SetID(store.NewID()).SetPatientID(patientID).SetWord([]byte(word))
	}
	if err := client.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("keeping the words of a name: %w", err)
	}
	return nil
}

// where is the condition of a search with its arguments. Each part of it is
// served by an index of its own.
func (w wanted) where() (text string, args []any) {
	var parts []string
	for _, word := range w.words {
		parts = append(parts, "id IN (SELECT patient_id FROM patient_names WHERE word >= ? AND word < ?)")
		args = append(args, []byte(word), append([]byte(word), 0xff)) // no byte of UTF-8 is 0xff
	}
	if w.number != "" {
		parts, args = append(parts, "clinic_number = ?"), append(args, w.number)
	}
	if w.born != "" {
		parts, args = append(parts, "birth_date = ?"), append(args, w.born)
	}
	return strings.Join(parts, " AND "), args
}

// search reads those who are wanted, by name.
func (s patientStore) search(ctx context.Context, w wanted) (found []FoundPatient, err error) {
	text, args := w.where()
	text = "SELECT id, full_name, clinic_number, birth_date, sex FROM patients WHERE " + text
	if w.after != "" {
		text += " AND (name_search, id) > (SELECT name_search, id FROM patients WHERE id = ?)"
		args = append(args, w.after)
	}
	text += " ORDER BY name_search, id LIMIT ?"
	rows, err := s.store.Prepare(text).Query(ctx, append(args, w.rows)...)
	if err != nil {
		return nil, fmt.Errorf("searching for patients: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var p FoundPatient
		var born string
		if err := rows.Scan(&p.ID, &p.FullName, &p.ClinicNumber, &born, &p.Sex); err != nil {
			return nil, fmt.Errorf("reading a found patient: %w", err)
		}
		p.DateOfBirth = maybe(born)
		found = append(found, p)
	}
	return found, rows.Err()
}

func (s patientStore) countFound(ctx context.Context, w wanted) (n int, err error) {
	text, args := w.where()
	if err := s.store.Prepare("SELECT count(*) FROM patients WHERE "+text).QueryRow(ctx, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting found patients: %w", err)
	}
	return n, nil
}
