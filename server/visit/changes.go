package visit

import (
	"context"
	"sync"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/store"
)

// SheetChange is that a visit of the day changed; how, the day sheet says.
type SheetChange struct{ AppointmentID string }

// sheetQueue is how many changes a watcher may fall behind.
const sheetQueue = 256

// sheets are the day sheets that are watched in this process.
type sheets struct {
	mu   sync.Mutex
	open map[*sheetWatch]struct{}
}

type sheetWatch struct {
	out chan *SheetChange
}

// DaySheetChanges tells members of staff of each visit of the day that is
// booked, moved there or away, cancelled, or takes a step. It ends with ctx;
// before that the channel is closed when the caller does not keep up and when
// news may have been lost: whoever is still there reads the day anew and asks
// again. It fails as DaySheet does.
func (s *Service) DaySheetChanges(ctx context.Context, who actor.Actor, in DaySheetFilter) (<-chan *SheetChange, error) {
	day, err := s.dayOf(ctx, who, in)
	if err != nil {
		return nil, err
	}
	w := &sheetWatch{out: make(chan *SheetChange, sheetQueue)}
	s.sheets.join(w)
	leave, err := s.Booking.WatchVisits(func(news booking.VisitNews) {
		if day.covers(in, news) {
			s.sheets.give(w, &SheetChange{news.AppointmentID})
		}
	})
	if err != nil {
		s.sheets.end(w)
		return nil, err
	}
	context.AfterFunc(ctx, func() {
		leave()
		s.sheets.end(w)
	})
	return w.out, nil
}

// ForgetNews ends everyone's DaySheetChanges, for when the bus may have lost
// messages.
func (s *Service) ForgetNews() { s.sheets.endAll() }

func (d span) covers(in DaySheetFilter, news booking.VisitNews) bool {
	at := store.Micros(news.Start)
	return news.LocationID == in.LocationID && at >= d.start && at < d.end &&
		(in.PractitionerID == nil || *in.PractitionerID == news.PractitionerID)
}

func (s *sheets) join(w *sheetWatch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[*sheetWatch]struct{}{}
	}
	s.open[w] = struct{}{}
}

// give never waits: who does not keep up is dropped.
func (s *sheets) give(w *sheetWatch, change *SheetChange) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.open[w]; !there {
		return
	}
	select {
	case w.out <- change:
	default:
		s.remove(w)
	}
}

func (s *sheets) end(w *sheetWatch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(w)
}

func (s *sheets) endAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for w := range s.open {
		s.remove(w)
	}
}

func (s *sheets) remove(w *sheetWatch) {
	if _, there := s.open[w]; there {
		delete(s.open, w)
		close(w.out)
	}
}
