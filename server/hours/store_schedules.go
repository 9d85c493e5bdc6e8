package hours

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/ent/db"
	"patientportal/ent/db/bookingschedule"
	"patientportal/ent/db/bookingscheduleexception"
	"patientportal/ent/db/predicate"
	"patientportal/server/fault"
	"patientportal/server/store"
)

type scheduleStore struct {
	store *store.Store
	lock  *store.Statement // nil where a transaction is alone anyway
}

func newScheduleStore(s *store.Store) scheduleStore {
	st := scheduleStore{store: s}
	if s.Dialect() == dialect.Postgres {
		st.lock = s.Prepare(`SELECT id FROM clinic_practitioners WHERE id = ? FOR NO KEY UPDATE`)
	}
	return st
}

// lockPractitioner lets one transaction at a time lay out a practitioner.
func (s scheduleStore) lockPractitioner(ctx context.Context, id string) error {
	return store.LockRow(ctx, s.lock, id)
}

func (s scheduleStore) save(ctx context.Context, v Schedule, known bool) error {
	if known {
		return s.change(ctx, v)
	}
	err := s.store.DB(ctx).BookingSchedule.Create().SetID(v.ID).
		SetPractitionerID(v.PractitionerID).SetLocationID(v.LocationID).SetDepartmentID(v.DepartmentID).
		SetWeekday(int(v.Weekday)).SetStartMinute(v.StartMinute).SetEndMinute(v.EndMinute).
		SetSlotMinutes(v.SlotMinutes).SetValidFrom(v.ValidFrom).SetValidUntil(v.ValidUntil).SetServiceID(v.ServiceID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("adding a schedule: %w", err)
	}
	return nil
}

// change keeps whose hours they are: hours of someone else are not found.
func (s scheduleStore) change(ctx context.Context, v Schedule) error {
	n, err := s.store.DB(ctx).BookingSchedule.Update().
		Where(bookingschedule.ID(v.ID), bookingschedule.PractitionerID(v.PractitionerID)).
		SetLocationID(v.LocationID).SetDepartmentID(v.DepartmentID).
		SetWeekday(int(v.Weekday)).SetStartMinute(v.StartMinute).SetEndMinute(v.EndMinute).
		SetSlotMinutes(v.SlotMinutes).SetValidFrom(v.ValidFrom).SetValidUntil(v.ValidUntil).SetServiceID(v.ServiceID).Save(ctx)
	if err != nil {
		return fmt.Errorf("changing a schedule: %w", err)
	}
	if n == 0 {
		return fault.ErrNotFound
	}
	return nil
}

func (s scheduleStore) addException(ctx context.Context, v Exception) error {
	create := s.store.DB(ctx).BookingScheduleException.Create().SetID(v.ID).SetLocationID(v.LocationID).
		SetDate(v.Date).SetStartMinute(v.StartMinute).SetEndMinute(v.EndMinute).
		SetKind(string(v.Kind)).SetReason(v.Reason).SetSlotMinutes(v.SlotMinutes).SetUntilDate(v.UntilDate)
	if v.PractitionerID != "" {
		create.SetPractitionerID(v.PractitionerID)
	}
	if v.DepartmentID != "" {
		create.SetDepartmentID(v.DepartmentID)
	}
	if err := create.Exec(ctx); err != nil {
		return fmt.Errorf("adding a schedule exception: %w", err)
	}
	return nil
}

// Filter narrows whose hours are read; "" narrows nothing.
type Filter struct {
	PractitionerID, LocationID, DepartmentID string

	now time.Time // exceptions of days that are over are left out
}

// planningOf reads all that lays out one practitioner.
func (s scheduleStore) planningOf(ctx context.Context, practitionerID string, now time.Time) (Plan, error) {
	plans, err := s.planning(ctx, Filter{PractitionerID: practitionerID, now: now})
	if err != nil || len(plans) == 0 {
		return Plan{PractitionerID: practitionerID}, err
	}
	return plans[0], nil
}

// planning reads the hours under the filter, one element a practitioner. Two
// statements.
func (s scheduleStore) planning(ctx context.Context, f Filter) ([]Plan, error) {
	client := s.store.DB(ctx)
	rows, err := client.BookingSchedule.Query().Where(f.schedules()...).
		Order(bookingschedule.ByPractitionerID(), bookingschedule.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading schedules: %w", err)
	}
	exceptions, err := client.BookingScheduleException.Query().Where(f.exceptions()...).
		Order(bookingscheduleexception.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading schedule exceptions: %w", err)
	}
	return gather(rows, exceptions), nil
}

func (f Filter) schedules() (where []predicate.BookingSchedule) {
	if f.PractitionerID != "" {
		where = append(where, bookingschedule.PractitionerID(f.PractitionerID))
	}
	if f.LocationID != "" {
		where = append(where, bookingschedule.LocationID(f.LocationID))
	}
	if f.DepartmentID != "" {
		where = append(where, bookingschedule.DepartmentID(f.DepartmentID))
	}
	return where
}

func (f Filter) exceptions() []predicate.BookingScheduleException {
	where := []predicate.BookingScheduleException{notOver(f.now)}
	if f.PractitionerID != "" {
		where = append(where, bookingscheduleexception.Or(
			bookingscheduleexception.PractitionerID(f.PractitionerID), bookingscheduleexception.PractitionerIDIsNil()))
	}
	if f.LocationID != "" {
		where = append(where, bookingscheduleexception.LocationID(f.LocationID))
	}
	if f.DepartmentID != "" {
		where = append(where, bookingscheduleexception.Or(
			bookingscheduleexception.DepartmentID(f.DepartmentID), bookingscheduleexception.DepartmentIDIsNil()))
	}
	return where
}

// notOver leaves out what is over everywhere: no clock on Earth is more than a
// day behind UTC.
func notOver(now time.Time) predicate.BookingScheduleException {
	yesterday := now.AddDate(0, 0, -1).Format(time.DateOnly)
	return bookingscheduleexception.Or(bookingscheduleexception.DateGTE(yesterday), bookingscheduleexception.UntilDateGTE(yesterday))
}

// exceptionsAhead gives those that are not over at a place, "" for every place.
func (s scheduleStore) exceptionsAhead(ctx context.Context, locationID string, now time.Time) ([]Exception, error) {
	query := s.store.DB(ctx).BookingScheduleException.Query().Where(notOver(now))
	if locationID != "" {
		query.Where(bookingscheduleexception.LocationID(locationID))
	}
	rows, err := query.Order(bookingscheduleexception.ByDate(), bookingscheduleexception.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading schedule exceptions: %w", err)
	}
	list := make([]Exception, len(rows))
	for i, row := range rows {
		list[i] = fromDBException(row)
	}
	return list, nil
}

// exception is one, NOT_FOUND when there is none.
func (s scheduleStore) exception(ctx context.Context, id string) (Exception, error) {
	row, err := s.store.DB(ctx).BookingScheduleException.Get(ctx, id)
	if db.IsNotFound(err) {
		return Exception{}, fault.ErrNotFound
	}
	if err != nil {
		return Exception{}, fmt.Errorf("reading a schedule exception: %w", err)
	}
	return fromDBException(row), nil
}

// removeException gives what was removed, NOT_FOUND when there was nothing.
func (s scheduleStore) removeException(ctx context.Context, id string) (Exception, error) {
	gone, err := s.exception(ctx, id)
	if err != nil {
		return gone, err
	}
	err = s.store.DB(ctx).BookingScheduleException.DeleteOneID(id).Exec(ctx)
	if db.IsNotFound(err) {
		return gone, fault.ErrNotFound
	}
	if err != nil {
		return gone, fmt.Errorf("removing a schedule exception: %w", err)
	}
	return gone, nil
}

func (s scheduleStore) remove(ctx context.Context, id string) error {
	if err := s.store.DB(ctx).BookingSchedule.DeleteOneID(id).Exec(ctx); err != nil {
		return fmt.Errorf("removing hours: %w", err)
	}
	return nil
}

func gather(rows []*db.BookingSchedule, exceptions []*db.BookingScheduleException) []Plan {
	var list []Plan
	at := map[string]int{}
	of := func(practitionerID string) *Plan {
		i, known := at[practitionerID]
		if !known {
			i = len(list)
			at[practitionerID] = i
			list = append(list, Plan{PractitionerID: practitionerID})
		}
		return &list[i]
	}
	for _, row := range rows {
		plan := of(row.PractitionerID)
		plan.Schedules = append(plan.Schedules, fromDBSchedule(row))
	}
	for _, row := range exceptions {
		if row.PractitionerID != nil {
			of(*row.PractitionerID)
		}
	}
	for _, row := range exceptions {
		v := fromDBException(row)
		for i := range list {
			if v.PractitionerID == "" || v.PractitionerID == list[i].PractitionerID {
				list[i].Exceptions = append(list[i].Exceptions, v)
			}
		}
	}
	return list
}

func fromDBSchedule(row *db.BookingSchedule) Schedule {
	return Schedule{
		ID: row.ID, PractitionerID: row.PractitionerID, LocationID: row.LocationID, DepartmentID: row.DepartmentID,
		Weekday: time.Weekday(row.Weekday), StartMinute: row.StartMinute, EndMinute: row.EndMinute,
		SlotMinutes: row.SlotMinutes, ValidFrom: row.ValidFrom, ValidUntil: row.ValidUntil, ServiceID: row.ServiceID,
	}
}

func fromDBException(row *db.BookingScheduleException) Exception {
	return Exception{
		ID: row.ID, PractitionerID: value(row.PractitionerID), LocationID: row.LocationID, DepartmentID: value(row.DepartmentID),
		Date: row.Date, StartMinute: row.StartMinute, EndMinute: row.EndMinute,
		Kind: ExceptionKind(row.Kind), SlotMinutes: row.SlotMinutes, Reason: row.Reason, UntilDate: row.UntilDate,
	}
}

func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
