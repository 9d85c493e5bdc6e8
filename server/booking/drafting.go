package booking

import (
	"context"
	"encoding/json"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// BookingDraft gives what this account has answered so far while booking for a
// patient; nil when that is nothing, or was left for DraftTime. NOT_FOUND for a
// patient that is not the actor's. An account sees its own drafts alone.
func (s *Service) BookingDraft(ctx context.Context, who actor.Actor, patientID string) (*BookingDraft, error) {
	if err := mayDraft(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	row, found, err := s.drafts.find(ctx, who.AccountID(), patientID, store.Micros(s.Clock()))
	answers, opens := s.openDraft(row)
	if err != nil || !found || !opens {
		return nil, err
	}
	return row.shown(answers), nil
}

// mayDraft is mayManage for accounts: a draft belongs to one.
func mayDraft(who actor.Actor, patientID string) error {
	if err := mayManage(who, patientID); err != nil {
		return err
	}
	if who.AccountID() == "" {
		return fault.ErrForbidden
	}
	return nil
}

// SaveBookingDraft keeps answers beside those kept before, for DraftTime from
// now: nil leaves one as it is, empty takes it back. Two pages that save at once
// lose nothing of each other but the same answer. It fails with INVALID_INPUT
// for what is too long, with NOT_FOUND for a patient that is not there or not
// the actor's, and with CONFLICT for a flow that was booked or dropped: what
// comes late brings nothing back.
func (s *Service) SaveBookingDraft(ctx context.Context, who actor.Actor, in SaveBookingDraftInput) (SaveBookingDraftPayload, error) {
	if err := mayDraft(who, in.PatientID); err != nil {
		return SaveBookingDraftPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return SaveBookingDraftPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	if known, err := s.holds.hasPatient(ctx, in.PatientID); err != nil || !known {
		return SaveBookingDraftPayload{}, orNotFound(err)
	}
	var saved *BookingDraft
	err := s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		saved, err = s.mergeDraft(ctx, who, in)
		return err
	})
	if err != nil {
		return SaveBookingDraftPayload{}, err
	}
	return SaveBookingDraftPayload{Draft: *saved}, nil
}

func orNotFound(err error) error {
	if err != nil {
		return err
	}
	return fault.ErrNotFound
}

// mergeDraft writes the row anew with the answers of before and of now. The
// account's row is locked meanwhile, so that nothing is written in between.
func (s *Service) mergeDraft(ctx context.Context, who actor.Actor, in SaveBookingDraftInput) (*BookingDraft, error) {
	now := s.Clock()
	if err := lockRow(ctx, s.holds.lockAccount, who.AccountID()); err != nil {
		return nil, err
	}
	if ended, err := s.drafts.hasEnded(ctx, who.AccountID(), text(in.FlowID)); err != nil || ended {
		return nil, orEndedDraft(err)
	}
	row, found, err := s.drafts.find(ctx, who.AccountID(), in.PatientID, store.Micros(now))
	if err != nil {
		return nil, err
	}
	if !found {
		row = storedDraft{id: store.NewID(), accountID: who.AccountID(), patientID: in.PatientID, flowID: text(in.FlowID)}
	}
	before, _ := s.openDraft(row) // what cannot be opened any more is begun anew
	answers := before.with(in.DraftAnswers)
	if row.sealed, err = s.sealDraft(row, answers); err != nil {
		return nil, err
	}
	row.savedAt, row.expiresAt = store.Micros(now), store.Micros(now.Add(DraftTime))
	if err := s.drafts.put(ctx, row); err != nil {
		return nil, err
	}
	if found {
		return row.shown(answers), nil
	}
	// The trail has that somebody began, not each pause in typing.
	return row.shown(answers), s.Trail.Record(ctx, who, audit.Event{
		Action: "booking.begin_draft", SubjectType: "booking_draft", SubjectID: row.id, PatientID: row.patientID,
	})
}

var errDraftEnded = fault.New(fault.Conflict, "booking.draft_ended", "This booking is over. What you answer now belongs to the next one.")

func orEndedDraft(err error) error {
	if err != nil {
		return err
	}
	return errDraftEnded
}

// endDraft forgets the answers for good, in the context's Tx: nothing that is
// saved for that flow, or for the one that began the draft, comes back. The
// account's row is locked, so that a save is before this or after it.
func (s *Service) endDraft(ctx context.Context, who actor.Actor, patientID string, flowID *string) (dropped bool, err error) {
	if err := lockRow(ctx, s.holds.lockAccount, who.AccountID()); err != nil {
		return false, err
	}
	began, dropped, err := s.drafts.drop(ctx, who.AccountID(), patientID)
	if err != nil {
		return false, err
	}
	for _, id := range []string{began, text(flowID)} {
		if err := s.drafts.noteEnded(ctx, who.AccountID(), id, store.Micros(s.Clock())); err != nil {
			return dropped, err
		}
	}
	return dropped, nil
}

// DropBookingDraft forgets the answers; nothing to forget is no error. What is
// saved for the flow afterwards is refused.
func (s *Service) DropBookingDraft(ctx context.Context, who actor.Actor, in DropBookingDraftInput) (DropBookingDraftPayload, error) {
	if err := mayDraft(who, in.PatientID); err != nil {
		return DropBookingDraftPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return DropBookingDraftPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		dropped, err := s.endDraft(ctx, who, in.PatientID, in.FlowID)
		if err != nil || !dropped {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.drop_draft", SubjectType: "booking_draft", PatientID: in.PatientID,
		})
	})
	return DropBookingDraftPayload{Dropped: err == nil}, err
}

// SweepDrafts deletes drafts that were left for DraftTime, and says how many;
// nobody is shown them before that either. Drafts that ended are forgotten after
// EndedTime. For the system.
func (s *Service) SweepDrafts(ctx context.Context, who actor.Actor) (int64, error) {
	if !who.IsSystem() {
		return 0, fault.ErrForbidden
	}
	var dropped int64
	err := s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) (err error) {
		now := s.Clock()
		dropped, err = s.drafts.sweep(ctx, store.Micros(now), store.Micros(now.Add(-EndedTime)))
		return err
	})
	return dropped, err
}

// sealDraft makes the answers unreadable outside their row.
func (s *Service) sealDraft(row storedDraft, answers DraftAnswers) (string, error) {
	raw, err := json.Marshal(answers)
	if err != nil {
		return "", fmt.Errorf("writing a draft: %w", err)
	}
	return s.Keys.Seal(row.place(), raw), nil
}

// openDraft is false for answers that no key of ours opens: a draft is not
// worth refusing a booking.
func (s *Service) openDraft(row storedDraft) (answers DraftAnswers, opens bool) {
	raw, err := s.Keys.Open(row.place(), row.sealed)
	if err != nil || json.Unmarshal(raw, &answers) != nil {
		return DraftAnswers{}, false
	}
	return answers, true
}

func (d storedDraft) place() secret.Place {
	return secret.Place{Table: "booking_drafts", Column: "answers", Row: d.id}
}

func (d storedDraft) shown(answers DraftAnswers) *BookingDraft {
	made := &BookingDraft{
		PatientID: d.patientID, DraftAnswers: answers,
		SavedAt: store.FromMicros(d.savedAt), ExpiresAt: store.FromMicros(d.expiresAt),
	}
	if d.flowID != "" {
		made.FlowID = &d.flowID
	}
	return made
}
