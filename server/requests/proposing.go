package requests

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// AnswerAppointmentRequest keeps times for a patient who asked for a visit, in
// place of those proposed before, or declines it. The times are kept for
// ProposalTime, at most until an hour before they begin. For clinicians and the
// front desk.
//
// It fails with INVALID_INPUT on "slotIds.N" for a time that somebody has or in
// which the service is not given, with CONFLICT for a request that has ended.
func (s *Service) AnswerAppointmentRequest(ctx context.Context, who actor.Actor, in AnswerAppointmentRequestInput) (AppointmentRequestPayload, error) {
	if err := mayAnswer(who); err != nil {
		return AppointmentRequestPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return AppointmentRequestPayload{}, err
	}
	return s.changeRequest(ctx, who, in.RequestID, func(ctx context.Context, row storedRequest) error {
		if err := s.endProposals(ctx, []string{row.id}, nil, ""); err != nil {
			return err
		}
		state, told := RequestStateAnswered, outbox.TimesProposed
		if in.declines() {
			state, told = RequestStateDeclined, outbox.RequestDeclined
		} else if err := s.proposeAll(ctx, row, in.SlotIDs); err != nil {
			return err
		}
		if answered, err := s.requests.answer(ctx, row.id, state, text(trimmed(in.Note)), store.Micros(s.Clock())); err != nil || !answered {
			return orEnded(err)
		}
		if err := s.tellOfTimes(ctx, told, row.patientID, "/appointments/requests/"+row.id); err != nil {
			return err
		}
		return s.noteRequest(ctx, who, "booking.answer_request", row.id, row.patientID)
	})
}

func (s *Service) proposeAll(ctx context.Context, row storedRequest, slotIDs []string) error {
	var p fault.Problems
	for i, id := range slotIDs {
		kept, err := s.propose(ctx, storedProposal{patientID: row.patientID, slotID: id, serviceID: row.serviceID, requestID: row.id})
		if err != nil && !errors.Is(err, booking.ErrPartTaken) && fault.CodeOf(err) != fault.NotFound {
			return err
		}
		p.Check(kept, fmt.Sprintf("slotIds.%d", i), "booking.proposal_taken", "This time is not to be had. Choose another.")
	}
	return p.Err()
}

// propose keeps a time for a patient, in the context's Tx; false when it is not
// to be had, or not for that service. ErrPartTaken undoes the Tx.
func (s *Service) propose(ctx context.Context, v storedProposal) (bool, error) {
	now := s.Clock()
	v.id = store.NewID()
	until, kept, err := s.Booking.KeepProposed(ctx, v.proposed(), func(start time.Time) time.Time { return proposalEnd(now, start) })
	if err != nil || !kept {
		return false, err
	}
	v.expiresAt = store.Micros(until)
	return true, s.requests.addProposal(ctx, v, store.Micros(now))
}

// proposalEnd is until when a time is kept that begins at start.
func proposalEnd(now, start time.Time) time.Time {
	end := now.Add(ProposalTime)
	if last := start.Add(-time.Hour); last.Before(end) {
		end = last
	}
	if !end.After(now) {
		end = start
	}
	return end
}

// endProposals gives back what was proposed for these but for the one that was
// taken, "" for none.
func (s *Service) endProposals(ctx context.Context, requestIDs, appointmentIDs []string, takenID string) error {
	list, err := s.requests.openProposals(ctx, requestIDs, appointmentIDs, 0)
	if err != nil {
		return err
	}
	for _, v := range list {
		if _, err := s.requests.endProposal(ctx, v.id, v.id == takenID); err != nil {
			return err
		}
		if v.id == takenID {
			continue
		}
		if err := s.Booking.GiveBackProposed(ctx, v.id); err != nil {
			return err
		}
	}
	return nil
}

// proposalsOf gives what can be taken now, by the request or the appointment
// it is for, earliest first.
func (s *Service) proposalsOf(ctx context.Context, who actor.Actor, requestIDs, appointmentIDs []string) (map[string][]ProposedTime, error) {
	list, err := s.requests.openProposals(ctx, requestIDs, appointmentIDs, store.Micros(s.Clock()))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	slotIDs := make([]string, len(list))
	for i, v := range list {
		slotIDs[i] = v.slotID
	}
	slots, err := s.Booking.SlotsByID(ctx, who, slotIDs)
	if err != nil {
		return nil, err
	}
	found := map[string][]ProposedTime{}
	for _, v := range list {
		if slot, there := slots[v.slotID]; there && s.Booking.MayManage(who, v.patientID) == nil {
			about := v.requestID + v.appointmentID
			found[about] = append(found[about], ProposedTime{ID: v.id, Slot: &slot, ExpiresAt: store.FromMicros(v.expiresAt)})
		}
	}
	for _, times := range found {
		slices.SortFunc(times, func(a, b ProposedTime) int { return a.Slot.Start.Compare(b.Slot.Start) })
	}
	return found, nil
}

// Proposals gives the times that the clinic proposes instead of each of these
// appointments; nothing for those that are not the actor's to see.
func (s *Service) Proposals(ctx context.Context, who actor.Actor, appointmentIDs []string) (map[string][]ProposedTime, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	return s.proposalsOf(actor.NewContext(ctx, who), who, nil, appointmentIDs)
}

// tellOfTimes puts in the outbox that the clinic answered, with the page that
// says more.
func (s *Service) tellOfTimes(ctx context.Context, kind outbox.Kind, patientID, link string) error {
	now := s.Clock()
	payload, err := json.Marshal(outbox.AskFacts{Until: now.Add(ProposalTime), Link: link})
	if err != nil {
		return fmt.Errorf("writing what is proposed: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Stream: outbox.PatientStream(patientID), Kind: kind, SubjectID: store.NewID(), PatientID: patientID, At: now, Payload: payload,
	})
	if err != nil {
		return fmt.Errorf("telling of proposed times: %w", err)
	}
	return nil
}

// ProposeOthers keeps the three free times nearest to a visit for its patient,
// as near as patients book, and tells them, in the context's Tx. It counts them.
// It fails with booking.ErrPartTaken when the transaction must be undone. Who
// may is the caller's to know.
func (s *Service) ProposeOthers(ctx context.Context, a booking.Appointment) (n int, err error) {
	if err := s.endProposals(ctx, nil, []string{a.ID}, ""); err != nil {
		return 0, err
	}
	others, err := s.Booking.Alternatives(ctx, a.SlotID, a.Service.ID)
	if err != nil {
		return 0, err
	}
	for _, other := range others {
		kept, err := s.propose(ctx, storedProposal{patientID: a.PatientID, slotID: other.ID, serviceID: a.Service.ID, appointmentID: a.ID})
		if err != nil {
			return n, err
		}
		if kept {
			n++
		}
	}
	if n == 0 {
		return 0, nil
	}
	return n, s.tellOfTimes(ctx, outbox.TimesProposed, a.PatientID, "/appointments/"+a.ID)
}
