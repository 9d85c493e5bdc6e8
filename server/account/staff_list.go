package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/page"
)

// StaffAccounts lists the accounts of staff by username, closed ones too, for
// the program itself and administrators; FORBIDDEN for everyone else.
func (s *Service) StaffAccounts(ctx context.Context, who actor.Actor, args page.Args) (StaffAccountConnection, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return StaffAccountConnection{}, err
	}
	size, err := args.Size()
	if err != nil {
		return StaffAccountConnection{}, err
	}
	from, after, err := args.Start()
	if err != nil {
		return StaffAccountConnection{}, err
	}
	list, err := s.tables.staffPage(ctx, from.ID, args.Rows(size))
	if err != nil {
		return StaffAccountConnection{}, err
	}
	conn := staffConnection(list, size, after)
	if args.WithTotal {
		conn.TotalCount, err = s.tables.countStaff(ctx)
	}
	return conn, err
}

// staffConnection is the page of what was read one account beyond it.
func staffConnection(list []StaffAccount, size int, after bool) StaffAccountConnection {
	more := len(list) > size
	list = list[:min(len(list), size)]
	conn := StaffAccountConnection{Edges: make([]StaffAccountEdge, len(list))}
	cursors := make([]string, len(list))
	for i := range list {
		cursors[i] = page.Key{ID: list[i].ID}.Cursor()
		conn.Edges[i] = StaffAccountEdge{Node: &list[i], Cursor: cursors[i]}
	}
	conn.PageInfo = page.NewInfo(cursors, more, after)
	return conn
}
