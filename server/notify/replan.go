package notify

import (
	"context"
	"time"

	"patientportal/server/actor"
)

// replan brings the account's reminders in line with its preferences. It works
// for a system of its own: a reminder may be about a patient for whom the
// account acts no more.
func (s *Service) replan(ctx context.Context, account string, p preferences) error {
	ctx = actor.NewContext(ctx, actor.System("notify"))
	list, err := s.openReminders(ctx, account)
	if err != nil {
		return err
	}
	return s.replanned(ctx, list, p)
}

// replanned brings deliveries, those of reminders among them, in line with what
// their account prefers.
func (s *Service) replanned(ctx context.Context, list []delivery, p preferences) error {
	var alarms []alarm
	for _, was := range list {
		if was.kind != KindAppointmentReminder {
			continue
		}
		d, err := p.replanned(was, s.Clock())
		if err != nil {
			return err
		}
		if d.state == was.state && d.due.Equal(was.due) && d.channel == was.channel {
			continue
		}
		changed, err := s.changeReminder(ctx, was, d)
		if err != nil {
			return err
		}
		if changed && d.state == StateSkipped {
			if err := s.remindOthers(ctx, d); err != nil {
				return err
			}
		}
		// An alarm for a later time rests by itself when the old one rings.
		if changed && d.state == StatePending && (was.state != StatePending || d.due.Before(was.due)) {
			alarms = append(alarms, alarm{deliveryID: d.id, due: d.due})
		}
	}
	return s.jobs.set(ctx, alarms)
}

// remindOthers keeps a reminder for everybody else that its addressee has
// switched off just now; one that is there already stays.
func (s *Service) remindOthers(ctx context.Context, d delivery) error {
	recipients, err := s.recipients(ctx, d.patientID, scopeOf(d.kind))
	if err != nil || !(told{recipients: recipients}).hasOthersThan(d.accountID) || d.accountID == "" {
		return err
	}
	known, err := s.hasForOthers(ctx, d)
	if err != nil || known {
		return err
	}
	return s.plan(ctx, []delivery{s.forOthers(d)})
}

// replanned is the reminder as these preferences want it. One that was switched
// off comes back only while its time is ahead; one that waited for the end of
// quiet hours which are no more is due at once.
func (p preferences) replanned(d delivery, now time.Time) (delivery, error) {
	facts, err := d.facts()
	if err != nil || !facts.Start.After(now) {
		return d, err
	}
	place := location(facts.TimeZone)
	due := d.due
	if l, known := leadOf(d.lead); known {
		due = p.shift(l.before(facts.Start, place), facts.Start, place)
	}
	switch off := p.unwanted(d); {
	case off != "":
		d.state, d.reason = StateSkipped, off
	case d.state == StateSkipped && !due.After(now):
		return d, nil
	default:
		d.state, d.reason = StatePending, ""
	}
	d.due, d.channel = due, p.channel(d.address)
	return d, nil
}
