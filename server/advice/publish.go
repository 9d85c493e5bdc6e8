package advice

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Publish tells a patient what to do, under the clinician's own name. The
// patient is notified. FORBIDDEN for everyone but clinicians.
func (s *Service) Publish(ctx context.Context, who actor.Actor, in PublishAdviceInput) (PublishAdvicePayload, error) {
	if err := mayPublish(who); err != nil {
		return PublishAdvicePayload{}, err
	}
	a, err := s.write(ctx, who, who.PractitionerID(), s.clock(), in)
	if err != nil {
		return PublishAdvicePayload{}, err
	}
	err = s.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		if err := s.insert(ctx, who, a); err != nil {
			return err
		}
		event, err := publishedEvent(&a.Advice)
		if err != nil {
			return err
		}
		_, err = s.outbox.Append(ctx, event)
		return err
	})
	if err != nil {
		return PublishAdvicePayload{}, fmt.Errorf("publishing advice: %w", err)
	}
	return PublishAdvicePayload{Advice: &a.Advice}, nil
}

// PastAdvice is advice that was given before the portal knew of it.
type PastAdvice struct {
	PublishAdviceInput
	PractitionerID string
	PublishedAt    time.Time
	ReadAt         time.Time // zero when it is still unread
}

// KeepPast files advice of an earlier day, for the program itself. Nobody is
// notified: the patient heard of it then.
func (s *Service) KeepPast(ctx context.Context, who actor.Actor, in PastAdvice) (*Advice, error) {
	if !who.IsSystem() {
		return nil, fault.ErrForbidden
	}
	a, err := s.write(ctx, who, in.PractitionerID, in.PublishedAt, in.PublishAdviceInput)
	if err != nil {
		return nil, err
	}
	if !in.ReadAt.IsZero() {
		read := store.FromMicros(store.Micros(in.ReadAt))
		a.ReadAt, a.State = &read, stateOf(true, a.Instructions)
	}
	err = s.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		return s.insert(ctx, who, a)
	})
	if err != nil {
		return nil, fmt.Errorf("keeping past advice: %w", err)
	}
	return &a.Advice, nil
}

// written is advice with the row that signs it.
type written struct {
	Advice
	practitionerID string
}

// write makes the advice of its input, having asked the rooms that know what
// it names.
func (s *Service) write(ctx context.Context, who actor.Actor, practitionerID string, at time.Time, in PublishAdviceInput) (written, error) {
	if err := in.Validate(); err != nil {
		return written{}, err
	}
	in = in.clean()
	if _, err := s.rooms.Patients.Patient(ctx, who, in.PatientID); err != nil {
		return written{}, fmt.Errorf("looking for the patient of advice: %w", err)
	}
	author, err := s.rooms.Practitioners.Practitioner(ctx, who, practitionerID)
	if err != nil {
		return written{}, fmt.Errorf("looking for the author of advice: %w", err)
	}
	about, err := s.about(ctx, who, in)
	if err != nil {
		return written{}, err
	}
	html, err := s.store.render.HTML(in.Body)
	if err != nil {
		return written{}, err
	}
	return written{practitionerID: practitionerID, Advice: Advice{
		ID: store.NewID(), PatientID: in.PatientID, Author: author.Name,
		Subject: in.Subject, Body: in.Body, BodyHtml: html,
		PublishedAt: store.FromMicros(store.Micros(at)), State: Unread,
		Instructions: newInstructions(in.Instructions), About: about, ExpectedReply: in.ExpectedReply,
	}}, nil
}

func newInstructions(list []AdviceInstructionInput) []AdviceInstruction {
	made := make([]AdviceInstruction, len(list))
	for i, in := range list {
		made[i] = AdviceInstruction{ID: store.NewID(), Text: in.Text, Why: in.Why, From: maybe(text(in.From)), Until: maybe(text(in.Until))}
	}
	return made
}

// about finds what the advice is about, nil when it is about nothing else. It
// must be the patient's own.
func (s *Service) about(ctx context.Context, who actor.Actor, in PublishAdviceInput) (*AdviceSubject, error) {
	subject, field, find := AdviceSubject{}, "", s.rooms.Results.ResultName
	switch {
	case text(in.ResultID) != "":
		subject, field = AdviceSubject{Kind: AboutResult, ID: *in.ResultID}, "resultId"
	case text(in.AppointmentID) != "":
		subject, field = AdviceSubject{Kind: AboutAppointment, ID: *in.AppointmentID}, "appointmentId"
		find = s.rooms.Appointments.AppointmentName
	default:
		return nil, nil //nolint:nilnil // advice need not be about one thing
	}
	name, found, err := find(ctx, who, in.PatientID, subject.ID)
	if err != nil {
		return nil, fmt.Errorf("looking for what advice is about: %w", err)
	}
	if !found {
		var p fault.Problems
		p.Add(field, "advice.about_unknown", "This patient has none like that.")
		return nil, p.Err()
	}
	subject.Name = name
	return &subject, nil
}

func (s *Service) insert(ctx context.Context, who actor.Actor, a written) error {
	if err := s.store.insert(ctx, a); err != nil {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "advice.publish", SubjectType: "advice", SubjectID: a.ID, PatientID: a.PatientID,
	})
}
