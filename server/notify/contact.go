package notify

import (
	"context"
	"encoding/json"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/outbox"
)

// onContact sends what is still to go out about a visit to where the patient is
// to be reached from now on, and lays out its reminders as the addressee of now
// wants them. What a server is sending this moment still goes where it was to.
func (s *Service) onContact(ctx context.Context, e outbox.Event) error {
	var facts outbox.ContactFacts
	if err := json.Unmarshal(e.Payload, &facts); err != nil {
		return fmt.Errorf("reading how to reach a patient: %w", err)
	}
	to, err := s.toldOf(ctx, e.PatientID, actor.ScopeAppointments)
	if err != nil {
		return err
	}
	account, address := addressee(facts.ContactEmail, to.recipients)
	list, err := s.openMails(ctx, facts.AppointmentID)
	if err != nil {
		return err
	}
	for i, d := range list {
		list[i].accountID, list[i].address = account, address
		if d.accountID == account && d.address == address {
			continue
		}
		if err := s.readdress(ctx, list[i]); err != nil {
			return err
		}
	}
	return s.replanned(ctx, list, to.prefer.of(account))
}
