package store_test

import (
	"context"
	"testing"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// What the store itself adds to a read and to a write, beside the pool alone.
func BenchmarkStatement(b *testing.B) {
	for _, name := range storetest.Dialects {
		b.Run(name, func(b *testing.B) {
			s := storetest.Bench(b, name)
			if err := s.Tx(b.Context(), func(ctx context.Context) error { return add(ctx, s, "a") }); err != nil {
				b.Fatal(err)
			}
			b.Run("read", func(b *testing.B) { benchRead(b, s) })
			b.Run("read by ent", func(b *testing.B) { benchReadEnt(b, s) })
			b.Run("write", func(b *testing.B) { benchWrite(b, s) })
		})
	}
}

func benchRead(b *testing.B, s *store.Store) {
	st := s.Prepare("SELECT last_number FROM outbox_streams WHERE id = ?")
	ctx, cancel := context.WithCancel(b.Context()) // as a request's
	defer cancel()
	for b.Loop() {
		var n int64
		if err := st.QueryRow(ctx, "a").Scan(&n); err != nil {
			b.Fatal(err)
		}
	}
}

func benchReadEnt(b *testing.B, s *store.Store) {
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	for b.Loop() {
		if _, err := s.DB(ctx).OutboxStream.Get(ctx, "a"); err != nil {
			b.Fatal(err)
		}
	}
}

func benchWrite(b *testing.B, s *store.Store) {
	st := s.Prepare("UPDATE outbox_streams SET last_number = last_number + 1 WHERE id = ?")
	for b.Loop() {
		err := s.Tx(b.Context(), func(ctx context.Context) error {
			_, err := st.Exec(ctx, "a")
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
