package booking

import (
	"context"
	"errors"
	"slices"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// rearranging is a change to the hours of some practitioners, and what becomes
// of the appointments that it leaves outside.
type rearranging struct {
	consequences
	who     actor.Actor
	touched []string // practitioners, sorted
	change  func(ctx context.Context, dir *clinic.Directory) error
	trail   audit.Event
}

// errDryRun undoes a change that was only tried.
var errDryRun = errors.New("booking: only tried")

// errOthersAffected answers whoever decided about other appointments than those
// that are affected now.
var errOthersAffected = fault.New(fault.Conflict, "booking.affected_changed",
	"Other appointments would be outside the hours than those you decided about. Look again.")

// rearrange changes hours in one transaction: what is to be, what becomes of
// the appointments outside, the slots. Only tried, it is all done and undone,
// and so tells exactly what would happen.
func (s *Service) rearrange(ctx context.Context, r rearranging) (affected []AffectedAppointment, laid LaidOut, err error) {
	ctx = actor.NewContext(ctx, r.who)
	for range 3 {
		err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
			affected, laid, err = s.tryRearranging(ctx, r)
			if err == nil && r.dryRun {
				err = errDryRun
			}
			return err
		})
		if !errors.Is(err, errTaken) {
			break
		}
		// Somebody booked a time this moment that was to be proposed.
	}
	switch {
	case errors.Is(err, errDryRun):
		return affected, laid, nil
	case errors.Is(err, errTaken):
		return nil, laid, errOthersAffected
	}
	return affected, laid, err
}

func (s *Service) tryRearranging(ctx context.Context, r rearranging) ([]AffectedAppointment, LaidOut, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, LaidOut{}, err
	}
	for _, id := range r.touched {
		if err := s.schedules.lockPractitioner(ctx, id); err != nil {
			return nil, LaidOut{}, err
		}
	}
	before, err := s.outside(ctx, dir, r.touched)
	if err != nil {
		return nil, LaidOut{}, err
	}
	if err := r.change(ctx, dir); err != nil {
		return nil, LaidOut{}, err
	}
	rows, err := s.outside(ctx, dir, r.touched)
	if err != nil {
		return nil, LaidOut{}, err
	}
	rows = slices.DeleteFunc(rows, func(v storedAppointment) bool {
		return slices.ContainsFunc(before, func(known storedAppointment) bool { return known.id == v.id })
	})
	actions, err := r.decided(rows)
	if err != nil {
		return nil, LaidOut{}, err
	}
	return s.carryOut(ctx, dir, r, rows, actions)
}

// decided gives the action for each appointment; in a dry run none. All of them
// must be decided, and no other.
func (r rearranging) decided(rows []storedAppointment) (map[string]AffectedAction, error) {
	actions := map[string]AffectedAction{}
	if r.dryRun {
		return actions, nil
	}
	for _, d := range r.affected {
		actions[d.AppointmentID] = d.Action
	}
	for _, row := range rows {
		if actions[row.id] == "" {
			return nil, errOthersAffected
		}
	}
	if len(actions) != len(rows) {
		return nil, errOthersAffected
	}
	return actions, nil
}

// carryOut cancels first, so that those times are laid out with the rest, and
// proposes last, from what there is then.
func (s *Service) carryOut(ctx context.Context, dir *clinic.Directory, r rearranging, rows []storedAppointment, actions map[string]AffectedAction) (affected []AffectedAppointment, laid LaidOut, err error) {
	for _, row := range rows {
		if actions[row.id] == AffectedActionCancel {
			if err := s.cancelByClinic(ctx, r, row); err != nil {
				return nil, laid, err
			}
		}
	}
	if laid, err = s.layOut(ctx, dir, r.touched...); err != nil {
		return nil, laid, err
	}
	if laid.Withdrawn, err = s.seize(ctx, dir, r.touched, laid.Withdrawn); err != nil {
		return nil, laid, err
	}
	for _, row := range rows {
		one, err := s.outcomeOf(ctx, row, actions[row.id])
		if err != nil {
			return nil, laid, err
		}
		affected = append(affected, one)
	}
	return affected, laid, s.Trail.Record(ctx, r.who, r.trail)
}

func (s *Service) outcomeOf(ctx context.Context, row storedAppointment, action AffectedAction) (one AffectedAppointment, err error) {
	if action == AffectedActionPropose {
		if one.Proposed, err = s.proposeOthers(ctx, row); err != nil {
			return one, err
		}
	}
	if action != "" {
		one.Action = &action
		if row, err = s.appointments.byID(ctx, row.id); err != nil {
			return one, err
		}
	}
	one.Appointment, err = s.shownAppointment(ctx, row)
	return one, err
}

// outside gives the visits to come that the hours of these practitioners do
// not cover, earliest first.
func (s *Service) outside(ctx context.Context, dir *clinic.Directory, practitionerIDs []string) (list []storedAppointment, err error) {
	now := s.Clock()
	for _, id := range practitionerIDs {
		rows, err := s.appointments.ahead(ctx, id, store.Micros(now))
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue
		}
		plan, err := s.schedules.planningOf(ctx, id, now)
		if err != nil {
			return nil, err
		}
		hours := plan.lay(dir, now.Add(-maxSlotMinutes*time.Minute), layDays)
		for _, row := range rows {
			if !covers(hours, row) {
				list = append(list, row)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b storedAppointment) int { return int(a.start - b.start) })
	return list, nil
}

// covers tells whether hours, sorted, lie under the whole of a visit.
func covers(hours []planned, v storedAppointment) bool {
	at := v.start
	for _, h := range hours {
		same := h.locationID == v.locationID && h.departmentID == v.departmentID && (h.serviceID == "" || h.serviceID == v.serviceID)
		if same && h.start <= at && h.end > at {
			at = h.end
		}
	}
	return at >= v.end
}

// seize takes times back that the hours give no longer from whoever is booking
// one of them this moment, and counts them with those that were free.
func (s *Service) seize(ctx context.Context, dir *clinic.Directory, practitionerIDs []string, n int) (int, error) {
	now := s.Clock()
	for _, id := range practitionerIDs {
		existing, err := s.slots.of(ctx, id, store.Micros(now))
		if err != nil {
			return n, err
		}
		held := slices.DeleteFunc(existing, func(v storedSlot) bool {
			return v.status != SlotStatusHeld || v.start <= store.Micros(now)
		})
		if len(held) == 0 {
			continue
		}
		plan, err := s.schedules.planningOf(ctx, id, now)
		if err != nil {
			return n, err
		}
		hours := plan.lay(dir, now, layDays)
		for _, v := range held {
			if slices.Contains(hours, v.asPlanned()) {
				continue
			}
			seized, err := s.slots.seize(ctx, v.id)
			if err != nil {
				return n, err
			}
			if seized {
				n++
			}
		}
	}
	return n, nil
}

// cancelByClinic calls a visit off whatever the notice, with the message as its
// note. The slots are laid out later.
func (s *Service) cancelByClinic(ctx context.Context, r rearranging, row storedAppointment) error {
	was, err := s.shownAppointment(ctx, row)
	if err != nil {
		return err
	}
	c := change{who: r.who, row: row, was: was, now: s.Clock()}
	if won, err := s.appointments.cancel(ctx, row, c.at()); err != nil || !won {
		return orChanged(err)
	}
	if err := s.slots.makeFree(ctx, row.slotID); err != nil {
		return err
	}
	line := did(r.who, row.patientID, whatCancelled, c.now)
	line.reasonCode, line.note = CancellationReasonClinic, r.message
	_, err = s.settle(ctx, c, line, outbox.AppointmentCancelled, audit.Event{
		Action: "booking.cancel_appointment", Fields: changedFields("", "status"),
	})
	return err
}

// proposeOthers keeps the three free times nearest to the visit for its
// patient, as near as patients book, and tells them. It counts them.
func (s *Service) proposeOthers(ctx context.Context, row storedAppointment) (n int, err error) {
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: row.slotID, ServiceID: row.serviceID})
	if err != nil {
		return 0, err
	}
	if err := s.endProposals(ctx, nil, []string{row.id}, ""); err != nil {
		return 0, err
	}
	others, err := s.taken(ctx, actor.Actor{}, slot, service)
	if err != nil {
		return 0, err
	}
	for _, other := range others.Alternatives {
		kept, err := s.propose(ctx, storedProposal{patientID: row.patientID, slotID: other.ID, serviceID: row.serviceID, appointmentID: row.id})
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
	return n, s.tellOfTimes(ctx, outbox.TimesProposed, row.patientID, "/appointments/"+row.id)
}
