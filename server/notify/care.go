package notify

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"patientportal/server/outbox"
)

// familyLink is the page on which people see who may act for them.
const familyLink = "/account/family"

// onCare tells of a change of carers in the portal: the patient and who decides
// for them, and the carer. The mails are letters, which the room carer writes.
func (s *Service) onCare(ctx context.Context, e outbox.Event) error {
	var facts outbox.CareFacts
	if err := json.Unmarshal(e.Payload, &facts); err != nil {
		return fmt.Errorf("reading a change of carers: %w", err)
	}
	accounts := append([]string{facts.CarerAccountID}, facts.GuardianIDs...)
	if facts.SelfAccountID != "" {
		accounts = append(accounts, facts.SelfAccountID)
	}
	slices.Sort(accounts) // as recipients are, for the same reason
	for _, account := range accounts {
		if err := s.notifyOfCare(ctx, e, facts, account); err != nil {
			return err
		}
	}
	return nil
}

// notifyOfCare tells one account. The carer's line is about their account and
// names no patient by id, so that they can still read it when their access is
// gone.
func (s *Service) notifyOfCare(ctx context.Context, e outbox.Event, facts outbox.CareFacts, account string) error {
	kind, w := KindCarerChanged, carerWords(facts, account == facts.SelfAccountID)
	if account == facts.CarerAccountID {
		kind, w, e.PatientID = KindCareChanged, careWords(facts), ""
	}
	return s.addNotification(ctx, e, Recipient{AccountID: account}, kind, w, familyLink)
}
