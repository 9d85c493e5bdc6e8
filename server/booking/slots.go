package booking

import (
	"context"
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
	q, err := s.moved(ctx, q, q.moving)
	if err != nil {
		return err
	}
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
