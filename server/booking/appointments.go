package booking

import (
	"context"
	"math"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Audit names of what is read.
const readAppointments = "booking.appointments"

// Appointment is one appointment, NOT_FOUND when there is none or it is not
// the actor's to see.
func (s *Service) Appointment(ctx context.Context, who actor.Actor, appointmentID string) (Appointment, error) {
	if who.IsZero() {
		return Appointment{}, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	row, err := s.appointments.byID(ctx, appointmentID)
	if err != nil {
		return Appointment{}, err
	}
	if err := mayManage(who, row.patientID); err != nil {
		return Appointment{}, err
	}
	if err := s.noteRead(ctx, who, row.patientID, readAppointments); err != nil {
		return Appointment{}, err
	}
	return s.shownAppointment(ctx, row)
}

// Appointments lists a patient's: upcoming ones earliest first, past and
// cancelled ones latest first. One statement, one more for the total, one audit
// row when the patient is someone else.
func (s *Service) Appointments(ctx context.Context, who actor.Actor, patientID string, when AppointmentWhen, args page.Args) (AppointmentConnection, error) {
	if err := mayManage(who, patientID); err != nil {
		return AppointmentConnection{}, err
	}
	size, err := args.Size()
	if err != nil {
		return AppointmentConnection{}, err
	}
	place, continued, err := args.Start()
	if err != nil {
		return AppointmentConnection{}, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.noteRead(ctx, who, patientID, readAppointments); err != nil {
		return AppointmentConnection{}, err
	}
	now := store.Micros(s.Clock())
	rows, err := s.appointmentRows(ctx, patientID, when, now, place, continued, args.Rows(size), extentFor(args.Fields.Inside("edges", "node")))
	if err != nil {
		return AppointmentConnection{}, err
	}
	conn, err := s.connection(ctx, rows, size, continued, args.AskCursors())
	if err == nil && args.WithTotal {
		conn.TotalCount, err = s.appointments.countOf(ctx, patientID, when, now)
	}
	return conn, err
}

func (s *Service) appointmentRows(ctx context.Context, patientID string, when AppointmentWhen, now int64, place page.Key, continued bool, limit int, x extent) ([]storedAppointment, error) {
	if when != AppointmentWhenPast {
		return s.appointments.listUpcoming(ctx, x, patientID, now, place, limit)
	}
	if !continued {
		place.Micros = math.MaxInt64
	}
	return s.appointments.listPast(ctx, x, patientID, now, place, limit)
}

func (s *Service) connection(ctx context.Context, rows []storedAppointment, size int, continued, withCursors bool) (AppointmentConnection, error) {
	more := len(rows) > size
	if more {
		rows = rows[:size]
	}
	list := make([]Appointment, len(rows))
	err := s.resolved(ctx, func(dir *clinic.Directory) bool {
		for i := range rows {
			var known bool
			if list[i], known = rows[i].shown(dir); !known {
				return false
			}
		}
		return true
	})
	if err != nil {
		return AppointmentConnection{}, err
	}
	conn := AppointmentConnection{Edges: make([]AppointmentEdge, len(list))}
	var cursors []string
	if withCursors {
		cursors = make([]string, len(list))
	}
	for i := range list {
		conn.Edges[i].Node = &list[i]
		if withCursors {
			cursors[i] = page.Key{Micros: rows[i].start, ID: rows[i].id}.Cursor()
			conn.Edges[i].Cursor = cursors[i]
		}
	}
	conn.PageInfo = page.NewInfo(cursors, more, continued)
	return conn, nil
}

func (s *Service) shownAppointment(ctx context.Context, row storedAppointment) (made Appointment, err error) {
	err = s.resolved(ctx, func(dir *clinic.Directory) (known bool) {
		made, known = row.shown(dir)
		return known
	})
	return made, err
}

// Histories gives what happened to each of these appointments, oldest first;
// nothing for those that are not the actor's to see. One statement, whatever
// their number.
func (s *Service) Histories(ctx context.Context, who actor.Actor, appointmentIDs []string) (map[string][]AppointmentHistory, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	lines, err := s.appointments.history(ctx, appointmentIDs)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]AppointmentHistory, len(appointmentIDs))
	noted := map[string]bool{}
	for _, line := range lines {
		if mayManage(who, line.patientID) != nil {
			continue
		}
		if !noted[line.patientID] {
			noted[line.patientID] = true
			if err := s.noteRead(ctx, who, line.patientID, readAppointments); err != nil {
				return nil, err
			}
		}
		found[line.appointmentID] = append(found[line.appointmentID], line.AppointmentHistory)
	}
	return found, nil
}

// History is what happened to one appointment, oldest first; NOT_FOUND when it
// is not there or not the actor's to see.
func (s *Service) History(ctx context.Context, who actor.Actor, appointmentID string) ([]AppointmentHistory, error) {
	found, err := s.Histories(ctx, who, []string{appointmentID})
	if err != nil {
		return nil, err
	}
	lines, known := found[appointmentID]
	if !known {
		return nil, fault.ErrNotFound
	}
	return lines, nil
}

// Facts is what notices, mails and calendar entries about an appointment are
// made from; NOT_FOUND when it is not the actor's to see.
func (s *Service) Facts(ctx context.Context, who actor.Actor, appointmentID string) (outbox.AppointmentFacts, error) {
	made, err := s.Appointment(ctx, who, appointmentID)
	if err != nil {
		return outbox.AppointmentFacts{}, err
	}
	return facts(&made), nil
}
