package invitations

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// mostInvitations bounds what one patient is asked at once.
const mostInvitations = 20

// InviteToBook asks a patient to book a visit within a window: it stands on
// their home page and is mailed, without what it is about. For clinicians and
// the front desk; FORBIDDEN for others.
//
// It fails with INVALID_INPUT for bad fields, for a service that patients do
// not book and for a practitioner or place that does not give it; with
// NOT_FOUND for a patient that there is not; with RATE_LIMITED for one who is
// asked for twenty visits already.
func (s *Service) InviteToBook(ctx context.Context, who actor.Actor, in InviteToBookInput) (InviteToBookPayload, error) {
	if err := mayInvite(who); err != nil {
		return InviteToBookPayload{}, err
	}
	in.Reason = strings.TrimSpace(in.Reason)
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return InviteToBookPayload{}, err
	}
	in.LocationID = onlyPlace(dir, in)
	zone := zoneOf(dir, in.LocationID)
	if err := in.Validate(s.Clock().In(zone)); err != nil {
		return InviteToBookPayload{}, err
	}
	if err := in.checkClinic(dir); err != nil {
		return InviteToBookPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	row := in.stored(who, s.Clock(), zone)
	err = s.Store.Tx(ctx, func(ctx context.Context) error { return s.invite(ctx, who, row) })
	if err != nil {
		return InviteToBookPayload{}, err
	}
	made, err := s.shownInvitation(ctx, row)
	return InviteToBookPayload{made}, err
}

// invite writes an invitation and tells of it, in the context's Tx.
func (s *Service) invite(ctx context.Context, who actor.Actor, row storedInvitation) error {
	known, err := s.Booking.HasPatient(ctx, row.patientID)
	if err != nil {
		return err
	}
	if !known {
		return fault.ErrNotFound
	}
	if err := s.Booking.LockPatient(ctx, row.patientID); err != nil {
		return err
	}
	open, err := s.invitations.countOpen(ctx, row.patientID, row.createdAt)
	if err != nil {
		return err
	}
	if open >= mostInvitations {
		return fault.New(fault.RateLimited, "booking.too_many_invitations",
			"The patient is asked for many visits already. Withdraw those that are not needed first.")
	}
	if err := s.invitations.add(ctx, row, who.AccountID()); err != nil {
		return err
	}
	if err := s.tellInvitation(ctx, outbox.BookingInvited, row); err != nil {
		return err
	}
	return s.Trail.Record(ctx, who, audit.Event{
		Action: "booking.invite", SubjectType: "invitation", SubjectID: row.id, PatientID: row.patientID,
	})
}

// tellInvitation writes what happened to an invitation, which may end and be
// open again several times, in the context's Tx.
func (s *Service) tellInvitation(ctx context.Context, kind outbox.Kind, row storedInvitation) error {
	version := 0
	if kind != outbox.BookingInvited {
		latest, _, err := s.Outbox.Latest(ctx, row.id)
		if err != nil {
			return err
		}
		version = latest + 1
	}
	payload, err := json.Marshal(outbox.AskFacts{Until: store.FromMicros(row.expiresAt)})
	if err != nil {
		return fmt.Errorf("writing of an invitation: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Stream: outbox.PatientStream(row.patientID), Kind: kind, SubjectID: row.id, SubjectVersion: version,
		PatientID: row.patientID, At: s.Clock(), Payload: payload,
	})
	if err != nil {
		return fmt.Errorf("telling of an invitation: %w", err)
	}
	return nil
}

// WithdrawInvitation takes an open invitation back; one that has ended stays as
// it is. For those who invite; NOT_FOUND for one that there is not.
func (s *Service) WithdrawInvitation(ctx context.Context, who actor.Actor, in WithdrawInvitationInput) (WithdrawInvitationPayload, error) {
	if err := mayInvite(who); err != nil {
		return WithdrawInvitationPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return WithdrawInvitationPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	var row storedInvitation
	err := s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		if row, err = s.invitations.byID(ctx, in.InvitationID); err != nil {
			return err
		}
		now := store.Micros(s.Clock())
		ended, err := s.invitations.withdraw(ctx, row.id, now)
		if err != nil || !ended {
			return err
		}
		row.state = BookingInvitationStateWithdrawn
		if err := s.tellInvitation(ctx, outbox.BookingInvitationEnded, row); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.withdraw_invitation", SubjectType: "invitation", SubjectID: row.id, PatientID: row.patientID,
		})
	})
	if err != nil {
		return WithdrawInvitationPayload{}, err
	}
	made, err := s.shownInvitation(ctx, row)
	return WithdrawInvitationPayload{made}, err
}

// onEvent hears of appointments in their own Tx.
func (s *Service) onEvent(ctx context.Context, e outbox.Event) error {
	switch e.Kind {
	case outbox.AppointmentConfirmed:
		return s.answer(ctx, e)
	case outbox.AppointmentCancelled:
		return s.unanswer(ctx, e)
	}
	return nil
}

// answer ends the invitation that a new appointment answers: an open one for
// the same service, that with the same practitioner before others.
func (s *Service) answer(ctx context.Context, e outbox.Event) error {
	row, found, err := s.invitations.answeredBy(ctx, e.PatientID, e.SubjectID, store.Micros(e.At))
	if err != nil || !found {
		return err
	}
	ended, err := s.invitations.book(ctx, row.id, e.SubjectID, store.Micros(e.At))
	if err != nil || !ended {
		return err
	}
	return s.tellInvitation(ctx, outbox.BookingInvitationEnded, row)
}

// Invitations are the visits that a patient is asked to book, the first to end
// first, at most 100; with all also those that have ended. Who may is as for
// appointments. One statement, one audit row when the patient is someone else.
func (s *Service) Invitations(ctx context.Context, who actor.Actor, patientID string, all bool) ([]BookingInvitation, error) {
	if err := s.Booking.MayManage(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.noteRead(ctx, who, patientID, readInvitations); err != nil {
		return nil, err
	}
	rows, err := s.invitations.list(ctx, patientID, store.Micros(s.Clock()), all)
	if err != nil {
		return nil, err
	}
	list := make([]BookingInvitation, len(rows))
	err = s.Clinic.Resolved(ctx, func(dir *clinic.Directory) bool {
		for i, row := range rows {
			var known bool
			if list[i], known = row.shown(dir, s.Clock()); !known {
				return false
			}
		}
		return true
	})
	return list, err
}

func (s *Service) shownInvitation(ctx context.Context, row storedInvitation) (made BookingInvitation, err error) {
	err = s.Clinic.Resolved(ctx, func(dir *clinic.Directory) (known bool) {
		made, known = row.shown(dir, s.Clock())
		return known
	})
	return made, err
}
