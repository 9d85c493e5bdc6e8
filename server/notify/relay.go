package notify

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"patientportal/server/outbox"
)

// How often told events are marked, and how often we look for what was left
// behind. What is younger than the grace is still being dealt with.
const (
	markEvery  = time.Second
	lookEvery  = 5 * time.Second
	grace      = 5 * time.Second
	relayBatch = 500
)

// onTold passes an event on after its commit; to what concerns an account alone
// no page listens.
func (s *Service) onTold(e outbox.Event) {
	if e.PatientID != "" {
		s.publish(patientTopic(e.PatientID), signalOf(e))
	}
	select {
	case s.told <- e.ID:
	default: // the relay will tell it again
	}
}

// publish never fails a caller: who misses a signal reads the rows.
func (s *Service) publish(topic string, sig *signal) {
	data, err := json.Marshal(sig)
	if err == nil {
		err = s.Bus.Publish(topic, data)
	}
	if err != nil {
		s.log.Error("telling what happened", "error", err)
	}
}

// hearBus hands what comes from the bus to the listeners of this process.
func (s *Service) hearBus() (leave func(), err error) {
	s.Bus.OnLost(s.hub.wakeAll)
	var leavers []func()
	leave = func() {
		for _, fn := range leavers {
			fn()
		}
	}
	for _, subject := range []string{patientTopic("*"), accountTopic("*"), everyoneTopic} {
		cancel, err := s.Bus.Subscribe(subject, s.hear)
		if err != nil {
			leave()
			return nil, err
		}
		leavers = append(leavers, cancel)
	}
	return leave, nil
}

func (s *Service) hear(topic string, data []byte) {
	if topic == everyoneTopic {
		s.hub.wakeAll()
		return
	}
	var sig signal
	if err := json.Unmarshal(data, &sig); err != nil {
		s.log.Error("hearing what happened", "topic", strings.SplitN(topic, ".", 2)[0], "error", err)
		return
	}
	s.hub.publish(topic, &sig)
}

// tend marks what was told and looks for what was left behind, first at once:
// by a process that ended between commit and telling, or whose alarms are lost.
func (s *Service) tend(ctx context.Context) {
	s.look(ctx, 0)
	mark, look := time.NewTicker(markEvery), time.NewTicker(lookEvery)
	defer mark.Stop()
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			s.markTold(context.WithoutCancel(ctx))
			return
		case <-mark.C:
			s.markTold(ctx)
		case <-look.C:
			s.look(ctx, grace)
		}
	}
}

func (s *Service) look(ctx context.Context, age time.Duration) {
	before := s.Clock().Add(-age)
	if err := s.retell(ctx, before); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "telling again what was left untold", "error", err)
	}
	if _, err := s.sweep(ctx, before); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "looking for deliveries left behind", "error", err)
	}
}

// retell tells again the events from before that time that are not marked.
// Whose account was to be told is not known any more, so all who listen look
// for themselves.
func (s *Service) retell(ctx context.Context, before time.Time) error {
	s.markTold(ctx)
	for {
		events, err := s.outbox.Untold(ctx, before, relayBatch)
		if err != nil || len(events) == 0 {
			return err
		}
		s.outbox.Retell(events)
		s.publish(everyoneTopic, &signal{})
		if err := s.outbox.MarkTold(ctx, idsOf(events)); err != nil {
			return err
		}
		if len(events) < relayBatch {
			return nil
		}
	}
}

// markTold marks what waits to be marked.
func (s *Service) markTold(ctx context.Context) {
	ids := s.waitingToMark()
	if len(ids) == 0 {
		return
	}
	if err := s.outbox.MarkTold(ctx, ids); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "marking events as told", "error", err)
	}
}

func (s *Service) waitingToMark() (ids []string) {
	for len(ids) < relayBatch {
		select {
		case id := <-s.told:
			ids = append(ids, id)
		default:
			return ids
		}
	}
	return ids
}

func idsOf(events []outbox.Event) []string {
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	return ids
}
