package booking

import (
	"context"
	"math"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// search is a slotQuery with what it was made from.
type search struct {
	slotQuery
	service     *clinic.HealthcareService // nil when none was asked for
	impossible  bool                      // the filters contradict each other
	arrangedFor bool                      // the service is not for patients to book
	full        fullDays                  // of those who see as many that day as they may
	moving      moving                    // the appointment that is to have one of the times
	own         []storedSlot              // with which that one could begin instead, earliest first
}

// possible tells whether the database has to be asked at all.
func (q search) possible() bool {
	return !q.impossible && !q.arrangedFor && q.from < q.to
}

// newSearch turns filters into a query: bounded by now and the horizon, and by
// what the service asks of a slot. A service that there is not is NOT_FOUND.
func (s *Service) newSearch(ctx context.Context, dir *clinic.Directory, who actor.Actor, f SlotFilter) (q search, err error) {
	now := s.Clock()
	q = search{slotQuery: slotQuery{
		departmentID: text(f.DepartmentID), locationID: text(f.LocationID), practitionerID: text(f.PractitionerID),
		now: store.Micros(now),
	}}
	notice := leastNotice(dir.Services())
	if f.ServiceID != nil {
		q.service = dir.Service(*f.ServiceID)
		if q.service == nil || !q.service.Active {
			return search{}, fault.ErrNotFound
		}
		q.impossible = q.departmentID != "" && q.departmentID != q.service.DepartmentID
		q.departmentID = q.service.DepartmentID
		q.asked = askedBy(q.service)
		q.arrangedFor = q.service.SelfBooking != clinic.SelfBookingBook && !booksAnything(who)
		notice = noticeOf(q.service)
	}
	if booksAnything(who) {
		notice = 0
	}
	if f.IncludeHeld {
		q.now = math.MaxInt64 // by then every hold has run out
	}
	q.from = store.Micros(later(f.From, earliest(now, notice)))
	q.to = store.Micros(earlier(f.To, now.Add(Horizon)))
	m, err := s.movingOf(ctx, who, "", f.AppointmentID)
	if err != nil {
		return search{}, err
	}
	if q, err = s.moved(ctx, q, m); err != nil {
		return search{}, err
	}
	q.full, err = s.fullDaysOf(ctx, who, q)
	return q, err
}

// moved is the search for an appointment that is to be moved.
func (s *Service) moved(ctx context.Context, q search, m moving) (search, error) {
	var err error
	q.moving, q.within = m, m.within
	q.own, err = s.ownStarts(ctx, q.slotQuery, m)
	return q, err
}

// earliest is the first start that may be booked at that time. A slot that
// begins this very moment is past.
func earliest(now time.Time, notice time.Duration) time.Time {
	return now.Add(max(notice, time.Microsecond))
}

func noticeOf(v *clinic.HealthcareService) time.Duration {
	return time.Duration(v.MinimumNoticeMinutes) * time.Minute
}

// leastNotice holds when no service was named: a time is shown while some
// service could still have it.
func leastNotice(services []clinic.HealthcareService) time.Duration {
	least := time.Duration(-1)
	for i := range services {
		v := &services[i]
		if n := noticeOf(v); v.SelfBooking == clinic.SelfBookingBook && (least < 0 || n < least) {
			least = n
		}
	}
	return max(least, 0)
}

// found runs the search and joins what it finds with the clinic in memory.
func (s *Service) found(ctx context.Context, q search) ([]Slot, error) {
	return s.joined(ctx, q, q.ahead(s.slots.search))
}

// searcher is one of the slotStore's directions.
type searcher func(ctx context.Context, q slotQuery, each func(*slotRow) error) error

func (s *Service) joined(ctx context.Context, q search, run searcher) ([]Slot, error) {
	var list []Slot
	var failed error
	err := s.resolved(ctx, func(dir *clinic.Directory) (known bool) {
		list = make([]Slot, 0, q.limit)
		known = true
		failed = q.walk(ctx, run, dir, func(row *slotRow) bool {
			slot, ok := slotOf(dir, row, q.service)
			known = known && ok
			list = append(list, slot)
			return len(list) < q.limit
		})
		return failed != nil || known
	})
	if failed != nil {
		return nil, failed
	}
	return list, err
}

// walk gives what the search finds but for full days, until take has enough.
// With no full day it is one statement.
func (q search) walk(ctx context.Context, run searcher, dir *clinic.Directory, take func(*slotRow) bool) error {
	for {
		rows, more := 0, true
		err := run(ctx, q.slotQuery, func(row *slotRow) error {
			rows, q.afterStart, q.afterID = rows+1, row.start, row.id
			if more && !q.full.has(row, dir) {
				more = take(row)
			}
			return nil
		})
		if err != nil || !more || rows < q.limit {
			return err
		}
	}
}

// countFree counts what the search finds.
func (s *Service) countFree(ctx context.Context, q search) (n int, err error) {
	if len(q.full.starts) == 0 {
		n, err = s.slots.countFree(ctx, q.slotQuery)
		return n + len(q.own), err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return 0, err
	}
	q.afterStart, q.afterID, q.limit = 0, "", 1000
	err = q.walk(ctx, q.ahead(s.slots.search), dir, func(*slotRow) bool { n++; return true })
	return n, err
}

// slotOf joins a free slot with its place and practitioner; false when the
// directory does not know them.
func slotOf(dir *clinic.Directory, row *slotRow, service *clinic.HealthcareService) (Slot, bool) {
	practitioner, location := dir.PractitionerOf(row.practitionerID), dir.LocationOf(row.location)
	if practitioner == nil || location == nil {
		return Slot{}, false
	}
	return Slot{
		ID: row.id, Start: store.FromMicros(row.start), End: store.FromMicros(row.end),
		TimeZone: location.TimeZone, Status: SlotStatusFree,
		Practitioner: practitioner, Location: location, Service: service,
	}, true
}
