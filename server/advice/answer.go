package advice

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// MarkRead notes that the patient, or a carer for them, has read the advice.
// Doing so again changes nothing. FORBIDDEN for staff.
func (s *Service) MarkRead(ctx context.Context, who actor.Actor, in MarkAdviceReadInput) (MarkAdviceReadPayload, error) {
	if who.IsZero() {
		return MarkAdviceReadPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return MarkAdviceReadPayload{}, err
	}
	advice, err := s.answer(ctx, who, in.AdviceID, func(ctx context.Context, a *Advice) error {
		return s.markRead(ctx, who, a)
	})
	return MarkAdviceReadPayload{Advice: advice}, err
}

// CompleteInstruction notes that an instruction is done, or takes that back.
// Whoever says that something is done has read it, so the advice is read too.
// Saying it again changes nothing. FORBIDDEN for staff.
func (s *Service) CompleteInstruction(ctx context.Context, who actor.Actor, in CompleteInstructionInput) (CompleteInstructionPayload, error) {
	if who.IsZero() {
		return CompleteInstructionPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return CompleteInstructionPayload{}, err
	}
	adviceID, err := s.store.adviceOf(actor.NewContext(ctx, who), in.InstructionID)
	if err != nil {
		return CompleteInstructionPayload{}, err
	}
	advice, err := s.answer(ctx, who, adviceID, func(ctx context.Context, a *Advice) error {
		return s.complete(ctx, who, a, in)
	})
	return CompleteInstructionPayload{Advice: advice}, err
}

// answer runs a change that the patient makes to a piece of advice, and gives
// the advice as it stands then.
func (s *Service) answer(ctx context.Context, who actor.Actor, adviceID string, change func(context.Context, *Advice) error) (*Advice, error) {
	var after *Advice
	err := s.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		before, err := s.store.byID(ctx, adviceID)
		if err != nil {
			return err
		}
		if err := mayAnswer(who, before.PatientID); err != nil {
			return err
		}
		if err := change(ctx, before); err != nil {
			return err
		}
		after, err = s.store.byID(ctx, adviceID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

func (s *Service) markRead(ctx context.Context, who actor.Actor, a *Advice) error {
	changed, err := s.store.markRead(ctx, a.ID, store.Micros(s.clock()))
	if err != nil || !changed {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "advice.markRead", SubjectType: "advice", SubjectID: a.ID, PatientID: a.PatientID,
		Fields: []string{"readAt"},
	})
}

func (s *Service) complete(ctx context.Context, who actor.Actor, a *Advice, in CompleteInstructionInput) error {
	if in.Done {
		if err := s.markRead(ctx, who, a); err != nil {
			return err
		}
	}
	changed, err := s.store.complete(ctx, in.InstructionID, in.Done, store.Micros(s.clock()))
	if err != nil || !changed {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "advice.completeInstruction", SubjectType: "adviceInstruction", SubjectID: in.InstructionID,
		PatientID: a.PatientID, Fields: []string{"doneAt"},
	})
}
