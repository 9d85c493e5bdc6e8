package booking

import (
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/page"
	"patientportal/server/store/storetest"
)

// BenchmarkFirstFreeSlots is the list patients ask for most: the first 20 free
// times of a department at a location from a time on.
func BenchmarkFirstFreeSlots(b *testing.B) {
	each(b, func(b *testing.B, room *bench) {
		_, who := room.person()
		from := monday.AddDate(0, 0, 2)
		filter := SlotFilter{DepartmentID: &room.department.ID, LocationID: &room.chicago.ID, From: &from}
		b.ReportAllocs()
		for b.Loop() {
			conn, err := room.Slots(room.ctx, who, filter, page.Args{})
			if err != nil || len(conn.Edges) != page.DefaultSize {
				b.Fatal(len(conn.Edges), err)
			}
		}
	})
}

// BenchmarkUpcomingAppointments is a patient's first page.
func BenchmarkUpcomingAppointments(b *testing.B) {
	each(b, func(b *testing.B, room *bench) {
		patientID, who := room.person()
		for _, slot := range room.free(SlotFilter{})[:10] {
			room.book(who, patientID, slot)
		}
		ten := 10
		b.ReportAllocs()
		for b.Loop() {
			conn, err := room.Appointments(room.ctx, who, patientID, AppointmentWhenUpcoming, page.Args{First: &ten})
			if err != nil || len(conn.Edges) != ten {
				b.Fatal(len(conn.Edges), err)
			}
		}
	})
}

// BenchmarkBooking holds and books one slot after the other.
func BenchmarkBooking(b *testing.B) {
	each(b, func(b *testing.B, room *bench) {
		clients := room.runners(16)
		slots := room.free(SlotFilter{})
		for i := 0; b.Loop(); i++ {
			if i == len(slots) {
				b.StopTimer()
				room.exec(`DELETE FROM booking_history`)
				room.exec(`DELETE FROM booking_appointments`)
				room.exec(`UPDATE booking_slots SET status = 'FREE', held_until = 0, hold_id = ''`)
				i = 0
				b.StartTimer()
			}
			client := clients[i%len(clients)]
			room.book(client.who, client.patientID, slots[i])
		}
	})
}

func each(b *testing.B, run func(*testing.B, *bench)) {
	for _, name := range []string{dialect.SQLite, dialect.Postgres} {
		b.Run(name, func(b *testing.B) {
			room := newBench(b, storetest.Bench(b, name))
			for day := time.Monday; day <= time.Friday; day++ {
				room.hours(room.doctor, room.chicago, day, 9*60, 17*60, 30)
			}
			b.ResetTimer()
			run(b, room)
		})
	}
}
