package booking

import (
	"reflect"
	"testing"

	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// appointmentFields are the contract's fields of an Appointment with what of
// the struct each is made of; nothing for those that the id alone answers.
var appointmentFields = map[string]func(Appointment) any{
	"id":           func(a Appointment) any { return a.ID },
	"status":       func(a Appointment) any { return a.Status },
	"start":        func(a Appointment) any { return a.Start },
	"end":          func(a Appointment) any { return a.End },
	"timeZone":     func(a Appointment) any { return a.TimeZone },
	"slot":         func(a Appointment) any { return a.SlotID },
	"practitioner": func(a Appointment) any { return a.Practitioner },
	"location":     func(a Appointment) any { return a.Location },
	"department":   func(a Appointment) any { return a.Department },
	"service":      func(a Appointment) any { return a.Service },
	"reason":       func(a Appointment) any { return a.Reason },
	"contact":      func(a Appointment) any { return a.Contact },
	"coverage":     func(a Appointment) any { return a.CoverageID },
	"notes":        func(a Appointment) any { return a.Notes },
	"history":      func(a Appointment) any { return a.ID },
	"reminders":    func(a Appointment) any { return [2]string{a.ID, a.PatientID} },
	"calendarUrl":  func(a Appointment) any { return a.ID },
	"newlyAdded":   func(a Appointment) any { return a },
}

func TestAListShowsWhateverItIsAskedFor(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		b.book(who, patientID, b.free(SlotFilter{})[0])
		b.exec(`INSERT INTO patient_coverages (id, patient_id, created_at) VALUES ('c', ?, 1)`, patientID)
		b.exec(`UPDATE booking_appointments SET reason = 'r', contact_phone = '1', notes = 'n', coverage_id = 'c', sequence = 3`)
		listed := func(when AppointmentWhen, fields page.Fields) Appointment {
			conn := must(b.Appointments(b.ctx, who, patientID, when, page.Args{Fields: fields}))(t)
			if len(conn.Edges) != 1 {
				t.Fatalf("%d appointments", len(conn.Edges))
			}
			if got := conn.Edges[0].Cursor != ""; got != fields.Ask("edges", "cursor") {
				t.Errorf("asked for %v: a cursor was made: %v", fields, got)
			}
			return *conn.Edges[0].Node
		}
		for _, when := range []AppointmentWhen{AppointmentWhenUpcoming, AppointmentWhenPast} {
			whole := listed(when, nil)
			for name, part := range appointmentFields {
				some := listed(when, page.Fields{"edges": {"node": {name: {}}}})
				if want, got := part(whole), part(some); !reflect.DeepEqual(want, got) {
					t.Errorf("%s: asked for alone it is %+v, among all %+v", name, got, want)
				}
			}
			b.exec(`UPDATE booking_appointments SET status = 'CANCELLED'`)
		}
	})
}
