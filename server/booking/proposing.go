package booking

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"patientportal/server/actor"
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
		if err != nil && !errors.Is(err, errTaken) && fault.CodeOf(err) != fault.NotFound {
			return err
		}
		p.Check(kept, fmt.Sprintf("slotIds.%d", i), "booking.proposal_taken", "This time is not to be had. Choose another.")
	}
	return p.Err()
}

// propose keeps a time for a patient, in the context's Tx; false when it is not
// to be had, or not for that service. An errTaken undoes the Tx.
func (s *Service) propose(ctx context.Context, v storedProposal) (bool, error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: v.slotID, ServiceID: v.serviceID})
	if err != nil {
		return false, err
	}
	now := s.Clock()
	list, fits, err := s.stretchOf(ctx, slot, service)
	if err != nil || !fits || slot.start <= store.Micros(now) {
		return false, err
	}
	v.id, v.expiresAt = store.NewID(), proposalEnd(now, slot.start)
	if kept, err := s.slots.hold(ctx, list, v.id, v.expiresAt, store.Micros(now)); err != nil || !kept {
		return false, err
	}
	return true, s.requests.addProposal(ctx, v, store.Micros(now))
}

// proposalEnd is until when a time is kept that begins at start.
func proposalEnd(now time.Time, start int64) int64 {
	begins := store.FromMicros(start)
	end := now.Add(ProposalTime)
	if last := begins.Add(-time.Hour); last.Before(end) {
		end = last
	}
	if !end.After(now) {
		end = begins
	}
	return store.Micros(end)
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
		if err := s.slots.giveBack(ctx, v.id); err != nil {
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
	slots, err := s.SlotsByID(ctx, who, slotIDs)
	if err != nil {
		return nil, err
	}
	found := map[string][]ProposedTime{}
	for _, v := range list {
		if slot, there := slots[v.slotID]; there && mayManage(who, v.patientID) == nil {
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

var errProposalOver = fault.New(fault.Expired, "booking.proposal_over", "This time is no longer kept for you. Ask for other times, or call the clinic.")

// TakeProposedTime books what a patient asked for, or moves an appointment, to
// a time that the clinic keeps for them, and gives the other proposed times
// back. Taken again it gives the same appointment. The clinic chose the time:
// notice, referral and limits do not count, only that nobody is in two places
// at once.
//
// The answers are those of BookAppointment. It fails with NOT_FOUND for a
// proposal that is not the actor's, and with EXPIRED for one that is over.
func (s *Service) TakeProposedTime(ctx context.Context, who actor.Actor, in TakeProposedTimeInput) (BookAppointmentResult, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	seen, err := s.requests.proposal(ctx, in.ProposalID)
	if err != nil {
		return nil, err
	}
	if err := mayManage(who, seen.patientID); err != nil {
		return nil, err
	}
	var answer BookAppointmentResult
	err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.holds.lockForPatient(ctx, seen.patientID); err != nil {
			return err
		}
		if seen, err = s.requests.proposal(ctx, seen.id); err != nil {
			return err
		}
		if seen.requestID != "" {
			answer, err = s.takeForRequest(ctx, who, seen)
		} else {
			answer, err = s.takeForAppointment(ctx, who, seen)
		}
		return err
	})
	if errors.Is(err, errTaken) {
		return nil, errProposalOver
	}
	return answer, err
}

// proposedHold is a proposal as booking and moving want it.
func (s *Service) proposedHold(ctx context.Context, v storedProposal) (storedHold, error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: v.slotID, ServiceID: v.serviceID})
	return storedHold{
		id: v.id, patientID: v.patientID, state: holdActive, expiresAt: v.expiresAt, slot: slot, service: *service, byClinic: true,
	}, err
}

func (s *Service) takeForRequest(ctx context.Context, who actor.Actor, v storedProposal) (BookAppointmentResult, error) {
	row, err := s.requests.byID(ctx, v.requestID)
	switch {
	case err != nil:
		return nil, err
	case row.appointmentID != "":
		return resultOf(s.Appointment(ctx, who, row.appointmentID))
	case !v.isOpen:
		return nil, errProposalOver
	}
	in := BookAppointmentInput{
		HoldID: v.id, PatientID: v.patientID, Reason: row.reason,
		Contact: AppointmentContactInput{Email: row.email, Phone: trimmed(&row.phone)},
	}
	answer, err := s.book(ctx, who, in, func(ctx context.Context) (storedHold, error) { return s.proposedHold(ctx, v) })
	if err != nil {
		return nil, err
	}
	booked, ok := answer.(AppointmentBooked)
	if !ok {
		return answer, nil
	}
	if was, err := s.requests.become(ctx, row.id, booked.Appointment.ID); err != nil || !was {
		return nil, orEnded(err)
	}
	return answer, s.endProposals(ctx, []string{row.id}, nil, v.id)
}

func (s *Service) takeForAppointment(ctx context.Context, who actor.Actor, v storedProposal) (BookAppointmentResult, error) {
	var answer BookAppointmentResult
	err := s.changing(ctx, who, v.appointmentID, func(ctx context.Context, c change) error {
		switch {
		case c.row.slotID == v.slotID:
			answer = AppointmentBooked{c.was}
			return nil
		case !v.isOpen:
			return errProposalOver
		case !c.was.isOpen(c.now):
			answer = refuse(BookingRefusedCodeNotChangeable)
			return nil
		}
		hold, err := s.proposedHold(ctx, v)
		if err != nil {
			return err
		}
		found, err := s.decide(ctx, who, hold, c.row.id)
		if err != nil {
			return err
		}
		if found != good {
			answer, err = s.turnedDown(ctx, who, hold, found)
			return err
		}
		made, err := s.writeMove(ctx, c, hold, "")
		answer = AppointmentBooked{made}
		if err != nil {
			return err
		}
		return s.endProposals(ctx, nil, []string{v.appointmentID}, v.id)
	})
	return answer, err
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
// It fails with ErrPartTaken when the transaction must be undone.
func (s *Service) ProposeOthers(ctx context.Context, a Appointment) (n int, err error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: a.SlotID, ServiceID: a.Service.ID})
	if err != nil {
		return 0, err
	}
	if err := s.endProposals(ctx, nil, []string{a.ID}, ""); err != nil {
		return 0, err
	}
	others, err := s.taken(ctx, actor.Actor{}, slot, service)
	if err != nil {
		return 0, err
	}
	for _, other := range others.Alternatives {
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
