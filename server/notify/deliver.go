package notify

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/outbox"
)

// How long sending may take, and how long a claim lasts. A claim outlives the
// sending, so that two never send at once, and is short, so that what a killed
// process had claimed goes out soon after.
const (
	sendTimeout = 20 * time.Second
	claimFor    = 25 * time.Second
)

// The pauses after a failure; when all have passed the delivery has failed.
var pauses = []time.Duration{
	10 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute,
	20 * time.Minute, 40 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
}

// deliver is what an alarm does: it claims the delivery, sends it, and notes
// what became of it. again is when to ring once more, 0 for never. done, which
// may be nil, runs in the transaction of that note, so that the alarm ends with
// it. An error is the database's; what the mail server says is no error here.
func (s *Service) deliver(ctx context.Context, id string, done func(context.Context) error) (again time.Duration, err error) {
	ctx = actor.NewContext(ctx, actor.System("notify"))
	d, again, err := s.claim(ctx, id)
	if err != nil || d == nil {
		return again, err
	}
	sending, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	sendErr := s.send(sending, *d)
	// A mail that went out is noted even when the server is stopping.
	settling, cancelSettling := context.WithTimeout(context.WithoutCancel(ctx), claimFor-sendTimeout)
	defer cancelSettling()
	return s.settle(settling, *d, sendErr, done)
}

// claim takes the delivery for this process. It gives nil when there is nothing
// to send: someone else has it, it is over, or it is not due yet, when again
// says for how long.
func (s *Service) claim(ctx context.Context, id string) (d *delivery, again time.Duration, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		d, again = nil, 0
		now := s.Clock()
		until := now.Add(claimFor)
		got, err := s.claimDelivery(ctx, id, now, until)
		if err != nil {
			return err
		}
		row, err := s.readDelivery(ctx, id)
		if err != nil {
			return err
		}
		if !got {
			again = row.restsFor(now)
			return nil
		}
		row.busyUntil = until
		d, err = s.release(ctx, row, now)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("claiming a delivery: %w", err)
	}
	return d, again, nil
}

// restsFor is how long a delivery that could not be claimed is not to be
// touched; 0 when it is over.
func (d delivery) restsFor(now time.Time) time.Duration {
	if d.state != StatePending {
		return 0
	}
	until := d.due
	if d.busyUntil.After(until) {
		until = d.busyUntil
	}
	return max(until.Sub(now), time.Second)
}

// release decides about a claimed delivery. A reminder is told in the portal
// here, whatever becomes of its mail. It gives nil when no mail is to be sent.
func (s *Service) release(ctx context.Context, d delivery, now time.Time) (*delivery, error) {
	wants, err := s.wantsOf(ctx, d)
	if err != nil {
		return nil, err
	}
	reason, err := s.obsolete(ctx, d, now)
	if err != nil {
		return nil, err
	}
	if reason == "" && d.kind == KindAppointmentReminder && !d.isEcho() {
		// Whoever else wants it is told, whatever its addressee wants.
		if err := s.tellReminder(ctx, d, now); err != nil {
			return nil, err
		}
	}
	if reason = cmp.Or(reason, wants.unwanted(d)); reason != "" {
		return nil, s.endDelivery(ctx, d.id, StateSkipped, reason, time.Time{})
	}
	if d.isEcho() {
		return s.releaseEcho(ctx, d)
	}
	switch {
	case d.channel == ChannelInApp:
		return nil, s.endDelivery(ctx, d.id, StateSent, "", now)
	case d.kind == KindAppointmentReminder && !wants.appointmentMail:
		return nil, s.endDelivery(ctx, d.id, StateSkipped, reasonMailOff, time.Time{})
	}
	theirs, err := s.stillTheirs(ctx, d)
	if err != nil || theirs == nil {
		return nil, err
	}
	return s.proven(ctx, *theirs)
}

// proven keeps what is about a patient from an address that its account has not
// confirmed.
func (s *Service) proven(ctx context.Context, d delivery) (*delivery, error) {
	if d.isLetter() {
		return &d, nil
	}
	unproven, err := s.audience.Unproven(ctx, d.accountID, d.address)
	if err != nil || !unproven {
		return &d, err
	}
	return nil, s.endDelivery(ctx, d.id, StateSkipped, reasonUnproven, time.Time{})
}

// wantsOf looks once more at what the account wants: preferences that were
// saved while the delivery rested after a failure did not reach it. Nobody
// chooses about letters.
func (s *Service) wantsOf(ctx context.Context, d delivery) (preferences, error) {
	if d.isLetter() || d.accountID == "" {
		return s.defaultPreferences(), nil
	}
	found, err := s.readPreferences(ctx, d.accountID)
	return found.of(d.accountID), err
}

// stillTheirs keeps mail from somebody who was let in by the patient and is not
// any more, be it that it was planned for them or that they had given their own
// address for an appointment: that goes to the patient then.
func (s *Service) stillTheirs(ctx context.Context, d delivery) (*delivery, error) {
	if d.isLetter() {
		return &d, nil
	}
	outside, err := s.rights.IsOutsider(ctx, d.patientID, d.address, scopeOf(d.kind))
	if err != nil || !outside {
		return &d, err
	}
	own, err := s.patientsOwn(ctx, d)
	if err != nil || own.Email == "" {
		return nil, errors.Join(err, s.endDelivery(ctx, d.id, StateSkipped, reasonOutsider, time.Time{}))
	}
	d.accountID, d.address = own.AccountID, own.Email
	return &d, s.readdress(ctx, d)
}

// patientsOwn is the patient themself for a message about an appointment; of
// advice, and of what waits for an answer, they have one of their own.
func (s *Service) patientsOwn(ctx context.Context, d delivery) (Recipient, error) {
	if d.kind == KindAdvicePublished || d.kind.isAsk() {
		return Recipient{}, nil
	}
	recipients, err := s.recipients(ctx, d.patientID, scopeOf(d.kind))
	for _, r := range recipients {
		if r.Self {
			return r, err
		}
	}
	return Recipient{}, err
}

// obsolete is why the delivery should not go out any more, empty when it
// should.
func (s *Service) obsolete(ctx context.Context, d delivery, now time.Time) (string, error) {
	switch {
	case d.isLetter():
		return s.letterOver(ctx, d)
	case d.kind == KindAdvicePublished:
		return "", nil
	case d.kind.isAsk():
		return s.askOver(ctx, d, now)
	}
	latest, kind, err := s.outbox.Latest(ctx, d.subjectID)
	switch {
	case err != nil:
		return "", err
	case latest > d.version && kind == outbox.AppointmentCancelled:
		return reasonCancelled, nil
	case latest > d.version:
		return reasonChanged, nil
	}
	facts, err := d.facts()
	if err == nil && !facts.Start.After(now) {
		return reasonBegun, nil
	}
	return "", err
}

// tellReminder writes the event; a second try finds it there.
func (s *Service) tellReminder(ctx context.Context, d delivery, now time.Time) error {
	_, err := s.outbox.Append(ctx, outbox.Event{
		Kind: outbox.AppointmentReminder, SubjectID: d.subjectID, SubjectVersion: d.version,
		LeadMinutes: d.lead, PatientID: d.patientID, At: now, Payload: d.payload,
	})
	if errors.Is(err, outbox.ErrDuplicate) {
		return nil
	}
	return err
}

func (d delivery) facts() (outbox.AppointmentFacts, error) {
	var facts outbox.AppointmentFacts
	if err := json.Unmarshal(d.payload, &facts); err != nil {
		return facts, fmt.Errorf("reading the payload of a delivery: %w", err)
	}
	return facts, nil
}

func (s *Service) send(ctx context.Context, d delivery) error {
	if d.isEcho() {
		return s.sendEcho(ctx, d)
	}
	m, err := s.compose(ctx, d)
	if err != nil {
		return err
	}
	return s.Sender.Send(ctx, m)
}

// settle notes what became of a claimed delivery. Someone who lost the claim
// meanwhile changes nothing.
func (s *Service) settle(ctx context.Context, d delivery, sendErr error, done func(context.Context) error) (again time.Duration, err error) {
	err = s.store.Tx(ctx, func(ctx context.Context) (err error) {
		if sendErr != nil {
			again, err = s.settleFailure(ctx, d, sendErr)
			return err
		}
		if err := s.settleSent(ctx, d, s.Clock()); err != nil || done == nil {
			return err
		}
		return done(ctx)
	})
	if err != nil {
		return 0, fmt.Errorf("noting what became of a delivery: %w", err)
	}
	return again, nil
}

func (s *Service) settleFailure(ctx context.Context, d delivery, sendErr error) (time.Duration, error) {
	trouble := troubleOf(sendErr)
	if d.isEcho() {
		trouble = troubleOfEcho(sendErr)
	}
	s.log.WarnContext(ctx, "a message was not sent", "channel", d.channel, "delivery", d.id, "attempt", d.attempts, "reason", trouble.reason)
	if trouble.permanent || d.attempts > len(pauses) {
		return 0, s.endDelivery(ctx, d.id, StateFailed, trouble.reason, time.Time{})
	}
	pause := pauses[d.attempts-1]
	return pause, s.restDelivery(ctx, d, s.Clock().Add(pause), trouble.reason)
}

// Sweep sets an alarm for what is due by the program's clock and that nobody
// is at: alarms that were lost, or set by a clock that has been moved since. It
// tells how many it found.
func (s *Service) Sweep(ctx context.Context) (int, error) { return s.sweep(ctx, s.Clock()) }

func (s *Service) sweep(ctx context.Context, before time.Time) (int, error) {
	ctx = actor.NewContext(ctx, actor.System("notify"))
	ids, err := s.overdue(ctx, before)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error { return s.jobs.ring(ctx, ids) })
	if err != nil {
		return 0, fmt.Errorf("setting alarms anew: %w", err)
	}
	return len(ids), nil
}
