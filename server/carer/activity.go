package carer

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Activity lists what a carer looked at and changed of the patient, newest
// first, out of the audit trail; for the patient, a child's guardian and the
// carer. FORBIDDEN for staff, NOT_FOUND for everyone else.
func (s *Service) Activity(ctx context.Context, who actor.Actor, carerID string, args page.Args) (CarerActivityConnection, error) {
	size, err := args.Size()
	if err != nil {
		return CarerActivityConnection{}, err
	}
	after, continued, err := args.Start()
	if err != nil {
		return CarerActivityConnection{}, err
	}
	c, err := s.visible(ctx, who, carerID)
	if err != nil {
		return CarerActivityConnection{}, err
	}
	if who.IsStaff() {
		return CarerActivityConnection{}, fault.ErrForbidden
	}
	if err := s.noteLook(ctx, who, c, "carer.activity"); err != nil {
		return CarerActivityConnection{}, err
	}
	var total int
	if args.WithTotal {
		if total, err = s.Trail.CountDeeds(ctx, c.AccountID, c.PatientID); err != nil {
			return CarerActivityConnection{}, err
		}
	}
	lines, err := s.Trail.Deeds(ctx, c.AccountID, c.PatientID, after, size+1)
	if err != nil {
		return CarerActivityConnection{}, err
	}
	made := connect(c, lines, size, continued)
	made.TotalCount = total
	return made, nil
}

// connect makes a page of what was read one line beyond it.
func connect(c account.Care, lines []audit.Line, size int, continued bool) CarerActivityConnection {
	more := len(lines) > size
	lines = lines[:min(size, len(lines))]
	made := CarerActivityConnection{Edges: make([]CarerActivityEdge, len(lines))}
	cursors := make([]string, len(lines))
	for i, l := range lines {
		cursors[i] = l.Key.Cursor()
		made.Edges[i] = CarerActivityEdge{Cursor: cursors[i], Node: &CarerActivity{
			At: store.FromMicros(l.Key.Micros), What: inWords(l), Who: c.Name,
		}}
	}
	made.PageInfo = page.NewInfo(cursors, more, continued)
	return made
}
