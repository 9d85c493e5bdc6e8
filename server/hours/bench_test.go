package hours

import (
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/store/storetest"
)

// BenchmarkLayingOut makes 60 days of 200 practitioners.
func BenchmarkLayingOut(b *testing.B) {
	for _, name := range []string{dialect.SQLite, dialect.Postgres} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				room := newBench(b, storetest.Bench(b, name))
				room.busyClinic(200, time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday)
				b.StartTimer()
				laid := must(room.LayOutSlots(room.ctx, room.system))(b)
				b.ReportMetric(float64(laid.Added), "slots")
			}
		})
	}
}
