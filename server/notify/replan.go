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
	var alarms []alarm
	for _, was := range list {
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
		// An alarm for a later time rests by itself when the old one rings.
		if changed && d.state == StatePending && (was.state != StatePending || d.due.Before(was.due)) {
			alarms = append(alarms, alarm{deliveryID: d.id, due: d.due})
		}
	}
	return s.jobs.set(ctx, alarms)
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
