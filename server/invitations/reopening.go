package invitations

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

var self = actor.System("invitations")

// unanswer takes back that a cancelled appointment answered an invitation, in
// the cancellation's Tx, which holds the patient: another visit of that kind
// which they have answers it instead, or it is open again while its window
// lasts. One whose window has passed stays as it is.
func (s *Service) unanswer(ctx context.Context, e outbox.Event) error {
	now := store.Micros(e.At)
	row, found, err := s.invitations.bookedBy(ctx, e.SubjectID, now)
	if err != nil || !found {
		return err
	}
	other, err := s.invitations.otherAnswer(ctx, row, now)
	if err != nil {
		return err
	}
	if other != "" {
		return s.invitations.answerInstead(ctx, row, other)
	}
	reopened, err := s.invitations.reopen(ctx, row)
	if err != nil || !reopened {
		return err
	}
	if err := s.tellInvitation(ctx, outbox.BookingInvitationReopened, row); err != nil {
		return err
	}
	return s.Trail.Record(ctx, self, audit.Event{
		Action: "booking.reopen_invitation", SubjectType: "invitation", SubjectID: row.id, PatientID: row.patientID,
	})
}
