package notify

import (
	"bytes"
	"testing"
	"time"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// An address that its account has not confirmed may be a stranger's: nothing
// about the patient is mailed there, and the reminder is told in the portal.
func TestNothingAboutAPatientGoesToAnUnprovenAddress(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		e := visit("visit-1", 0, now.Add(30*24*time.Hour))
		e.Payload = bytes.ReplaceAll(e.Payload, []byte("maria@example.org"), []byte(unproven))
		w.happen(e)
		w.ring(w.delivery(KindAppointmentConfirmed, 0).id)
		reminder := w.delivery(KindAppointmentReminder, leads[0].minutes)
		w.clock.Set(reminder.due)
		w.ring(reminder.id)
		if sent := w.sent.all(); len(sent) != 0 {
			t.Errorf("sent %+v", sent)
		}
		for _, d := range []row{w.delivery(KindAppointmentConfirmed, 0), w.delivery(KindAppointmentReminder, leads[0].minutes)} {
			if d.state != StateSkipped {
				t.Errorf("%s stands at %s", d.kind, d.state)
			}
		}
		var told int
		err := s.Prepare(`SELECT COUNT(*) FROM notify_notifications WHERE kind = 'APPOINTMENT_REMINDER' AND account_id = ?`).
			QueryRow(w.ctx, ownAccount).Scan(&told)
		if err != nil || told != 1 {
			t.Errorf("told %d times in the portal, want once (%v)", told, err)
		}
	})
}
