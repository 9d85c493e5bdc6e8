package notify

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// AppointmentEvents gives what happens to a patient's appointments, as it
// happens; with after first what came since that event. It ends with ctx.
// Before that the channel is closed when the caller may no longer see the
// patient, when they do not keep up, and when the server stops: someone who is
// still there asks again, with the last event they saw.
//
// Allowed to the patient, to carers for appointments and to staff. Fails with
// NOT_FOUND for others, with INVALID_INPUT for an unknown after.
func (s *Service) AppointmentEvents(ctx context.Context, who actor.Actor, patientID, after string) (<-chan AppointmentEvent, error) {
	ctx = actor.NewContext(ctx, who)
	if !maySeeAppointments(who, patientID) {
		return nil, fault.ErrNotFound
	}
	if err := s.audit.ReadByOther(ctx, who, patientID, "notify.appointmentEvents"); err != nil {
		return nil, err
	}
	stream := outbox.PatientStream(patientID)
	f := follower[AppointmentEvent]{
		topic: patientTopic(patientID),
		start: func(ctx context.Context) (int64, error) {
			if after == "" {
				return s.outbox.Head(ctx, stream)
			}
			return s.outbox.Position(ctx, stream, after)
		},
		read: func(ctx context.Context, from int64) ([]numbered[AppointmentEvent], error) {
			return s.appointmentEventsAfter(ctx, stream, from)
		},
		direct: func(sig *signal) (AppointmentEvent, bool) { return appointmentEvent(sig.event()), true },
		wanted: func(e AppointmentEvent) bool { return e != nil },
		allowed: func(ctx context.Context, _ AppointmentEvent) verdict {
			if s.rights.StillMay(ctx, who, patientID, actor.ScopeAppointments) {
				return deliverIt
			}
			return endIt
		},
	}
	return follow(ctx, s, after != "", f)
}

func (s *Service) appointmentEventsAfter(ctx context.Context, stream string, from int64) ([]numbered[AppointmentEvent], error) {
	events, err := s.outbox.After(ctx, stream, from, replayBatch)
	if err != nil {
		return nil, err
	}
	items := make([]numbered[AppointmentEvent], len(events))
	for i, e := range events {
		items[i] = numbered[AppointmentEvent]{e.Number, appointmentEvent(e)}
	}
	return items, nil
}

// NotificationAdded gives the account's new notifications; with after first
// those since that one. It ends as AppointmentEvents does. Notifications about
// a patient whom the account may no longer act for are left out. Fails with
// FORBIDDEN for the system, which has no account, and with INVALID_INPUT for an
// unknown after.
func (s *Service) NotificationAdded(ctx context.Context, who actor.Actor, after string) (<-chan *Notification, error) {
	ctx = actor.NewContext(ctx, who)
	account := who.AccountID()
	if account == "" {
		return nil, fault.ErrForbidden
	}
	f := follower[*Notification]{
		topic: accountTopic(account),
		start: func(ctx context.Context) (int64, error) {
			if after == "" {
				return s.outbox.Head(ctx, outbox.AccountStream(account))
			}
			return s.notificationNumber(ctx, account, after)
		},
		read: func(ctx context.Context, from int64) ([]numbered[*Notification], error) {
			return s.notificationsAfter(ctx, account, from, replayBatch)
		},
		direct: func(*signal) (*Notification, bool) { return nil, false }, // its words are in the row
		wanted: func(*Notification) bool { return true },
		allowed: func(ctx context.Context, n *Notification) verdict {
			if s.rights.StillMay(ctx, who, patientOf(n), scopeOf(n.Kind)) {
				return deliverIt
			}
			return skipIt
		},
	}
	return follow(ctx, s, after != "", f)
}

// event is as much of the event as travels.
func (sig *signal) event() outbox.Event {
	return outbox.Event{
		ID: sig.ID, Number: sig.Number, Kind: outbox.Kind(sig.Kind), SubjectID: sig.SubjectID,
		PatientID: sig.PatientID, LeadMinutes: sig.LeadMinutes, At: signalTime(sig.At),
	}
}

func signalOf(e outbox.Event) *signal {
	return &signal{
		ID: e.ID, Number: e.Number, Kind: string(e.Kind), SubjectID: e.SubjectID,
		PatientID: e.PatientID, LeadMinutes: e.LeadMinutes, At: store.Micros(e.At),
	}
}

// maySeeAppointments is the rule of who may know of a patient's appointments.
func maySeeAppointments(who actor.Actor, patientID string) bool {
	return who.IsSystem() || who.IsStaff() || who.MayActFor(patientID, actor.ScopeAppointments)
}

// scopeOf is what a carer must hold to know of such a thing.
func scopeOf(kind NotificationKind) actor.Scope {
	switch kind {
	case KindAdvicePublished:
		return actor.ScopeAdvice
	case KindCarerChanged:
		return actor.ScopeAccount
	}
	return actor.ScopeAppointments
}

// patientOf is empty for what is about the account itself.
func patientOf(n *Notification) string {
	if n.PatientID == nil {
		return ""
	}
	return *n.PatientID
}
