package booking

import (
	"context"
	"math"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Slots gives the free times under the filters, earliest first, to anyone
// signed in. Without From it starts now, without To it ends with the Horizon;
// patients see no times nearer than the service's notice. An empty first page
// says why. It takes one statement, one more for the total and for held times,
// and a few for the reason. Held times are for members of staff, FORBIDDEN for
// others.
func (s *Service) Slots(ctx context.Context, who actor.Actor, filter SlotFilter, args page.Args) (SlotConnection, error) {
	if who.IsZero() {
		return SlotConnection{}, fault.ErrUnauthenticated
	}
	if filter.IncludeHeld && !booksAnything(who) {
		return SlotConnection{}, fault.ErrForbidden
	}
	size, err := args.Size()
	if err != nil {
		return SlotConnection{}, err
	}
	place, continued, err := args.Start()
	if err != nil {
		return SlotConnection{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return SlotConnection{}, err
	}
	search, err := s.newSearch(ctx, dir, who, filter)
	if err != nil {
		return SlotConnection{}, err
	}
	search.afterStart, search.afterID, search.limit = place.Micros, place.ID, args.Rows(size)
	conn, err := s.searched(ctx, search, size, continued, args.AskCursors())
	if err == nil && filter.IncludeHeld {
		err = s.markHeld(ctx, search, conn)
	}
	if err != nil {
		return SlotConnection{}, err
	}
	if args.WithTotal && search.possible() {
		if conn.TotalCount, err = s.countFree(ctx, search); err != nil {
			return SlotConnection{}, err
		}
	}
	if len(conn.Edges) == 0 && !continued {
		conn.NoSlotsReason, err = s.noSlotsReason(ctx, dir, search)
	}
	return conn, err
}

// FirstAvailable is the earliest free time under the filters, nil when there
// is none.
func (s *Service) FirstAvailable(ctx context.Context, who actor.Actor, filter SlotFilter) (*Slot, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	search, err := s.newSearch(ctx, dir, who, filter)
	if err != nil || !search.possible() {
		return nil, err
	}
	search.limit = 1
	found, err := s.found(ctx, search)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// search is a slotQuery with what it was made from.
type search struct {
	slotQuery
	service     *clinic.HealthcareService // nil when none was asked for
	impossible  bool                      // the filters contradict each other
	arrangedFor bool                      // the service is not for patients to book
	full        fullDays                  // of those who see as many that day as they may
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
	q.full, err = s.fullDaysOf(ctx, who, q)
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

func (s *Service) searched(ctx context.Context, q search, size int, continued, withCursors bool) (SlotConnection, error) {
	if !q.possible() {
		return SlotConnection{PageInfo: page.NewInfo(nil, false, continued)}, nil
	}
	found, err := s.found(ctx, q)
	if err != nil {
		return SlotConnection{}, err
	}
	more := len(found) > size
	if more {
		found = found[:size]
	}
	conn := SlotConnection{Edges: make([]SlotEdge, len(found))}
	var cursors []string
	if withCursors {
		cursors = make([]string, len(found))
	}
	for i := range found {
		conn.Edges[i].Node = &found[i]
		if withCursors {
			cursors[i] = page.Key{Micros: found[i].Start.UnixMicro(), ID: found[i].ID}.Cursor()
			conn.Edges[i].Cursor = cursors[i]
		}
	}
	conn.PageInfo = page.NewInfo(cursors, more, continued)
	return conn, nil
}

// markHeld tells the times of a page that are to be had from those of which
// somebody keeps a part.
func (s *Service) markHeld(ctx context.Context, q search, conn SlotConnection) error {
	if len(conn.Edges) == 0 {
		return nil
	}
	q.now = store.Micros(s.Clock())
	free, err := s.found(ctx, q)
	if err != nil {
		return err
	}
	isFree := make(map[string]bool, len(free))
	for _, slot := range free {
		isFree[slot.ID] = true
	}
	for _, edge := range conn.Edges {
		if !isFree[edge.Node.ID] {
			edge.Node.Status = SlotStatusHeld
		}
	}
	return nil
}

// found runs the search and joins what it finds with the clinic in memory.
func (s *Service) found(ctx context.Context, q search) ([]Slot, error) {
	return s.joined(ctx, q, s.slots.search)
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
		return s.slots.countFree(ctx, q.slotQuery)
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return 0, err
	}
	q.afterStart, q.afterID, q.limit = 0, "", 1000
	err = q.walk(ctx, s.slots.search, dir, func(*slotRow) bool { n++; return true })
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

// Slot is one slot, free or not, for anyone signed in; NOT_FOUND when there is
// none.
func (s *Service) Slot(ctx context.Context, who actor.Actor, slotID string) (Slot, error) {
	if who.IsZero() {
		return Slot{}, fault.ErrUnauthenticated
	}
	row, err := s.slots.byID(ctx, slotID)
	if err != nil {
		return Slot{}, err
	}
	return s.shown(ctx, row, "")
}

// SlotsByID gives the slots with these ids, free or not, for anyone signed in;
// those that do not exist are missing. One statement, whatever their number.
func (s *Service) SlotsByID(ctx context.Context, who actor.Actor, slotIDs []string) (map[string]Slot, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	rows, err := s.slots.byIDs(ctx, slotIDs)
	if err != nil {
		return nil, err
	}
	found := make(map[string]Slot, len(rows))
	for id, row := range rows {
		if found[id], err = s.shown(ctx, row, ""); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// shown is a stored slot as the contract has it.
func (s *Service) shown(ctx context.Context, row storedSlot, serviceID string) (slot Slot, err error) {
	now := store.Micros(s.Clock())
	err = s.resolved(ctx, func(dir *clinic.Directory) bool {
		slot = Slot{
			ID: row.id, Start: store.FromMicros(row.start), End: store.FromMicros(row.end), Status: row.shown(now),
			Practitioner: dir.Practitioner(row.practitionerID), Location: dir.Location(row.locationID),
			Service: dir.Service(serviceID),
		}
		return slot.Practitioner != nil && slot.Location != nil
	})
	if err != nil {
		return Slot{}, err
	}
	slot.TimeZone = slot.Location.TimeZone
	return slot, nil
}

func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

func later(a *time.Time, b time.Time) time.Time {
	if a != nil && a.After(b) {
		return *a
	}
	return b
}

func earlier(a *time.Time, b time.Time) time.Time {
	if a != nil && a.Before(b) {
		return *a
	}
	return b
}
