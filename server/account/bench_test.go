package account

import (
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store/storetest"
)

// BenchmarkAuthenticate is what every request pays for its session.
func BenchmarkAuthenticate(b *testing.B) {
	for _, name := range []string{dialect.SQLite, dialect.Postgres} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, storetest.Bench(b, name))
			w.create(CreateInput{PatientID: w.patient("4-000-001")})
			token := w.open().SessionToken
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := w.Authenticate(w.ctx, token); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPassword is what a sign-in pays for its password, a right one as
// much as a wrong one.
func BenchmarkPassword(b *testing.B) {
	w := newWorld(b, storetest.Bench(b, dialect.SQLite))
	h := NewArgon2id(w.keys, DefaultParams)
	decoy := h.Decoy()
	for b.Loop() {
		if _, _, err := h.Verify(ownPassword, decoy); err != nil {
			b.Fatal(err)
		}
	}
}
