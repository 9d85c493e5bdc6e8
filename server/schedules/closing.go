package schedules

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/store"
)

// AddScheduleException closes or opens hours on some days, of one practitioner,
// of a place or of every place, and has the slots follow; consequences and
// failures as in SaveWeek. For members of staff.
func (s *Service) AddScheduleException(ctx context.Context, who actor.Actor, in AddScheduleExceptionInput) (AddScheduleExceptionPayload, error) {
	if err := hours.MaySchedule(who); err != nil {
		return AddScheduleExceptionPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return AddScheduleExceptionPayload{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return AddScheduleExceptionPayload{}, err
	}
	added := in.exceptions(dir)
	affected, _, err := s.rearrange(ctx, s.closing(dir, who, added, in.consequences(), "booking.add_exception"))
	made := AddScheduleExceptionPayload{Affected: affected}
	if err == nil && !in.DryRun {
		made.Exceptions = s.shownExceptions(dir, added, func(hours.Exception) bool { return true })
	}
	return made, err
}

// closing adds exceptions, as one change.
func (s *Service) closing(dir *clinic.Directory, who actor.Actor, added []hours.Exception, c consequences, action string) rearranging {
	trail := audit.Event{Action: action, SubjectType: "schedule_exception"}
	if len(added) > 0 {
		trail.SubjectID = added[0].ID
	}
	return rearranging{
		consequences: c, who: who, touched: hours.TouchedBy(dir, added...), trail: trail,
		change: func(ctx context.Context, dir *clinic.Directory) error {
			for _, v := range added {
				if err := s.Hours.Except(ctx, dir, v); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// exceptions are one a location.
func (in AddScheduleExceptionInput) exceptions(dir *clinic.Directory) []hours.Exception {
	one := hours.Exception{
		PractitionerID: text(in.PractitionerID), LocationID: text(in.LocationID), DepartmentID: text(in.DepartmentID),
		Date: in.Date, UntilDate: in.until(), StartMinute: in.StartMinute, EndMinute: in.EndMinute,
		Kind: in.Kind, SlotMinutes: in.slotMinutes(), Reason: in.Reason,
	}
	if in.LocationID != nil {
		one.ID = store.NewID()
		return []hours.Exception{one}
	}
	var list []hours.Exception
	for _, id := range dir.LocationIDs() {
		one.ID, one.LocationID = store.NewID(), id
		list = append(list, one)
	}
	return list
}

// RemoveScheduleException takes an exception back and has the slots follow;
// NOT_FOUND when there is none. Visits may stand in hours that were opened:
// consequences as in SaveWeek.
func (s *Service) RemoveScheduleException(ctx context.Context, who actor.Actor, in RemoveScheduleExceptionInput) (RemoveScheduleExceptionPayload, error) {
	if err := hours.MaySchedule(who); err != nil {
		return RemoveScheduleExceptionPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return RemoveScheduleExceptionPayload{}, err
	}
	gone, err := s.Hours.Exception(ctx, in.ExceptionID)
	if err != nil {
		return RemoveScheduleExceptionPayload{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return RemoveScheduleExceptionPayload{}, err
	}
	affected, _, err := s.rearrange(ctx, rearranging{
		consequences: in.consequences(), who: who, touched: hours.TouchedBy(dir, gone),
		change: func(ctx context.Context, _ *clinic.Directory) error {
			_, err := s.Hours.Unexcept(ctx, gone.ID)
			return err
		},
		trail: audit.Event{Action: "booking.remove_exception", SubjectType: "schedule_exception", SubjectID: gone.ID},
	})
	return RemoveScheduleExceptionPayload{Removed: err == nil && !in.DryRun, Affected: affected}, err
}

// BlockSlots closes a practitioner's times between two instants, wherever they
// are then, also those that somebody is booking this moment: their hold is
// lost. Unblocking takes back what was closed of that practitioner alone and
// lies between. Consequences as in SaveWeek. For members of staff.
func (s *Service) BlockSlots(ctx context.Context, who actor.Actor, in BlockSlotsInput) (BlockSlotsPayload, error) {
	if err := hours.MaySchedule(who); err != nil {
		return BlockSlotsPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return BlockSlotsPayload{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return BlockSlotsPayload{}, err
	}
	if dir.Practitioner(in.PractitionerID) == nil {
		return BlockSlotsPayload{}, fault.ErrNotFound
	}
	in = in.inWholeMinutes()
	change := s.closing(dir, who, in.exceptions(dir), in.consequences(), "booking.block_slots")
	change.touched = []string{in.PractitionerID}
	if in.Unblock {
		change.change = func(ctx context.Context, dir *clinic.Directory) error { return s.unblock(ctx, dir, in) }
	}
	affected, laid, err := s.rearrange(ctx, change)
	if in.Unblock {
		return BlockSlotsPayload{Changed: laid.Added, Affected: affected}, err
	}
	return BlockSlotsPayload{Changed: laid.Withdrawn, Affected: affected}, err
}

// inWholeMinutes is the input about the minutes that hours are kept in, so that
// what was blocked is freed by the same instants.
func (in BlockSlotsInput) inWholeMinutes() BlockSlotsInput {
	in.From, in.To = in.From.Truncate(time.Minute), in.To.Add(time.Minute-1).Truncate(time.Minute)
	return in
}

// exceptions are one a day and place of the practitioner, on its own clock.
func (in BlockSlotsInput) exceptions(dir *clinic.Directory) (list []hours.Exception) {
	for _, locationID := range dir.LocationIDs() {
		if !worksAt(dir, in.PractitionerID, hours.Exception{LocationID: locationID}) {
			continue
		}
		zone := dir.Zone(locationID)
		from, to := in.From.In(zone), in.To.In(zone)
		for day := hours.DateOf(from); !day.After(hours.DateOf(to)); day = day.AddDate(0, 0, 1) {
			v := hours.Exception{
				ID: store.NewID(), PractitionerID: in.PractitionerID, LocationID: locationID, Kind: hours.ExceptionClosed,
				Date: day.Format(time.DateOnly), UntilDate: day.Format(time.DateOnly), EndMinute: hours.MinutesADay, Reason: "Blocked",
			}
			if day.Equal(hours.DateOf(from)) {
				v.StartMinute = from.Hour()*60 + from.Minute()
			}
			if day.Equal(hours.DateOf(to)) {
				v.EndMinute = to.Hour()*60 + to.Minute()
			}
			if v.EndMinute > v.StartMinute {
				list = append(list, v)
			}
		}
	}
	return list
}

func (s *Service) unblock(ctx context.Context, dir *clinic.Directory, in BlockSlotsInput) error {
	all, err := s.Hours.ExceptionsFrom(ctx, "", in.From)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.PractitionerID != in.PractitionerID || v.Kind != hours.ExceptionClosed || !in.holds(v, dir.Zone(v.LocationID)) {
			continue
		}
		if _, err := s.Hours.Unexcept(ctx, v.ID); err != nil {
			return err
		}
	}
	return nil
}

// holds tells whether the exception lies between the two instants.
func (in BlockSlotsInput) holds(v hours.Exception, zone *time.Location) bool {
	at := func(date string, minutes int) time.Time {
		day, _ := time.Parse(time.DateOnly, date)
		return time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, zone)
	}
	return !at(v.Date, v.StartMinute).Before(in.From) && !at(v.Until(), v.EndMinute).After(in.To)
}
