package account

import (
	"context"
	"strings"

	"patientportal/server/store"
)

// register are the made-up patients of a test, by their id.
type register map[string]Person

func (r register) Person(_ context.Context, patientID string) (Person, error) {
	return r[patientID], nil
}

var lena = Person{FullName: "Lena Quint", DateOfBirth: "1984-03-09", ClinicNumber: "4-820-117"}

// patientWithAccount is a patient whose own account is lena.quint.
func (w *world) patientWithAccount() (accountID string) {
	w.t.Helper()
	patient := w.patient(lena.ClinicNumber)
	w.people = register{patient: lena}
	return w.create(CreateInput{Username: "lena.quint", Email: "Lena@example.org", PatientID: patient})
}

// elsewhere is a client in a network of its own.
func elsewhere(n int) Client { return Client{Address: "198.18." + string(rune('0'+n)) + ".1"} }

// traces is all that somebody who asks could tell people apart by.
type traces struct {
	answer     any
	message    string
	statements string
	hashes     int64
	rows       int
}

func (w *world) trace(ask func(ctx context.Context) (any, error)) traces {
	w.t.Helper()
	const rows = `SELECT (SELECT COUNT(*) FROM outbox_events) + (SELECT COUNT(*) FROM outbox_streams)
		+ (SELECT COUNT(*) FROM account_links) + (SELECT COUNT(*) FROM audit_events)`
	before, hashes := w.number(rows), w.hasher.verified.Load()+w.hasher.hashed.Load()
	ctx, count := store.Counting(w.ctx)
	answer, err := ask(ctx)
	got := traces{
		answer: answer, statements: strings.Join(count.Texts(), ";\n"),
		hashes: w.hasher.verified.Load() + w.hasher.hashed.Load() - hashes, rows: w.number(rows) - before,
	}
	if err != nil {
		got.message = err.Error()
	}
	return got
}
