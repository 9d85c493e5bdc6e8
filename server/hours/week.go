package hours

import (
	"context"
	"slices"
	"time"

	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Week is a practitioner's weekly hours for a department at a place, from a
// date on.
type Week struct {
	PractitionerID string
	LocationID     string
	DepartmentID   string
	From           string     // first date
	Until          string     // last date, "" for ever
	Hours          []Schedule // of that practitioner, place and department, between those dates
	Version        int        // of the weekly hours that it changes
}

var errHoursChanged = fault.New(fault.Conflict, "booking.hours_changed", "Somebody changed these hours since you opened them. Look at them again.")

// SetWeek writes a week, in the context's Tx: the hours from before end the day
// before it, and come back after its end if there is one. Slots do not follow
// yet. It is a CONFLICT when somebody changed the hours since that version, and
// when the week overlaps other hours.
func (s *Service) SetWeek(ctx context.Context, dir *clinic.Directory, in Week) error {
	won, err := s.plans.raise(ctx, in.PractitionerID, in.Version, store.Micros(s.Clock()))
	if err != nil {
		return err
	}
	if !won {
		return errHoursChanged
	}
	plan, err := s.PlanOf(ctx, in.PractitionerID)
	if err != nil {
		return err
	}
	var rest []Schedule
	for _, v := range plan.Schedules {
		if v.LocationID != in.LocationID || v.DepartmentID != in.DepartmentID {
			rest = append(rest, v)
			continue
		}
		kept, err := s.makeRoom(ctx, v, in.From, in.Until)
		if err != nil {
			return err
		}
		rest = append(rest, kept...)
	}
	return s.addWeek(ctx, dir, rest, in.Hours)
}

// Version counts the changes to a practitioner's weekly hours; 0 where nothing
// was ever changed.
func (s *Service) Version(ctx context.Context, practitionerID string) (int, error) {
	return s.plans.version(ctx, practitionerID)
}

// makeRoom ends hours the day before others begin, and has them come back after
// those end. It gives what is left of them.
func (s *Service) makeRoom(ctx context.Context, v Schedule, from, until string) (kept []Schedule, err error) {
	if v.ValidUntil != "" && v.ValidUntil < from || until != "" && v.ValidFrom > until {
		return []Schedule{v}, nil // they do not meet
	}
	if v.ValidFrom < from {
		head := v
		head.ValidUntil = dayAfter(from, -1)
		kept = append(kept, head)
	}
	if until != "" && (v.ValidUntil == "" || v.ValidUntil > until) {
		tail := v
		tail.ValidFrom = dayAfter(until, 1)
		kept = append(kept, tail)
	}
	if err := s.schedules.remove(ctx, v.ID); err != nil {
		return nil, err
	}
	for i := range kept {
		kept[i].ID = store.NewID()
		if err := s.schedules.save(ctx, kept[i], false); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func dayAfter(date string, days int) string {
	day, _ := time.Parse(time.DateOnly, date)
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

func (s *Service) addWeek(ctx context.Context, dir *clinic.Directory, rest, week []Schedule) error {
	if len(week) == 0 {
		return nil
	}
	from := s.Clock()
	laid := func(list []Schedule) int {
		return len(Plan{PractitionerID: week[0].PractitionerID, Schedules: list}.Lay(dir, from, conflictDays))
	}
	apart := laid(rest)
	for i := range week {
		apart += laid(week[i : i+1])
	}
	if laid(append(slices.Clone(rest), week...)) < apart {
		return fault.New(fault.Conflict, "booking.schedule_overlaps", "They have other hours at that time.")
	}
	for _, v := range week {
		v.ID = store.NewID()
		if err := s.schedules.save(ctx, v, false); err != nil {
			return err
		}
	}
	return nil
}
