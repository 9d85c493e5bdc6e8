package notify

import (
	"fmt"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var firstPage = page.Args{WithTotal: true}

func TestNotificationsByPages(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for i := range 5 {
			w.book(fmt.Sprintf("visit-%d", i))
		}
		two := 2
		args := page.Args{First: &two, WithTotal: true}
		var links []string
		for {
			c, err := w.Notifications(t.Context(), own, args, false)
			if err != nil {
				t.Fatal(err)
			}
			if c.TotalCount != 5 {
				t.Errorf("total %d, want 5", c.TotalCount)
			}
			for _, e := range c.Edges {
				links = append(links, e.Node.Link)
			}
			if !c.PageInfo.HasNextPage {
				break
			}
			args.After = c.PageInfo.EndCursor
		}
		want := "[/appointments/visit-4 /appointments/visit-3 /appointments/visit-2 /appointments/visit-1 /appointments/visit-0]"
		if got := fmt.Sprint(links); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestMarkRead(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		for i := range 3 {
			w.book(fmt.Sprintf("visit-%d", i))
		}
		ctx := t.Context()
		all, err := w.Notifications(ctx, own, firstPage, true)
		if err != nil {
			t.Fatal(err)
		}
		one := all.Edges[0].Node.ID
		left, err := w.MarkRead(ctx, own, MarkNotificationsReadInput{NotificationIDs: []string{one}})
		if err != nil || left.UnreadCount != 2 {
			t.Fatalf("left %+v (%v), want 2", left, err)
		}
		unread, err := w.Notifications(ctx, own, firstPage, true)
		if err != nil || unread.TotalCount != 2 || len(unread.Edges) != 2 {
			t.Errorf("unread %+v (%v)", unread, err)
		}
		_, err = w.MarkRead(ctx, carer, MarkNotificationsReadInput{NotificationIDs: []string{one}})
		if fault.CodeOf(err) != fault.NotFound {
			t.Errorf("another's notification: %v, want NOT_FOUND", err)
		}
		left, err = w.MarkRead(ctx, own, MarkNotificationsReadInput{NotificationIDs: []string{}})
		if err != nil || left.UnreadCount != 2 {
			t.Errorf("an empty list left %+v (%v), want 2", left, err)
		}
		if left, err = w.MarkRead(ctx, own, MarkNotificationsReadInput{}); err != nil || left.UnreadCount != 0 {
			t.Errorf("left %+v (%v), want none", left, err)
		}
		if n, err := w.UnreadCount(ctx, carer); err != nil || n != 3 {
			t.Errorf("the carer has %d unread (%v), want 3", n, err)
		}
		trail, err := s.DB(w.ctx).AuditEvent.Query().All(w.ctx)
		if err != nil || len(trail) != 3 || trail[0].Action != "notify.mark_read" {
			t.Errorf("trail %v (%v), want three changes", trail, err)
		}
	})
}

func TestMarkReadTakesAPageAtMost(t *testing.T) {
	t.Parallel()
	in := MarkNotificationsReadInput{NotificationIDs: make([]string, page.MaxSize+1)}
	if fault.CodeOf(in.Validate()) != fault.InvalidInput {
		t.Error("more than a page was taken")
	}
}

// What was told while someone was a carer is not theirs to read afterwards.
func TestListsFollowTheGrants(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		for name, grants := range map[string][]actor.Grant{
			"a former carer":           nil,
			"a carer for other things": {{PatientID: thePatient, Scopes: []actor.Scope{actor.ScopeAdvice}}},
		} {
			who := actor.FromSession(actor.Session{AccountID: carers, Role: actor.RolePatient, Grants: grants})
			c, err := w.Notifications(t.Context(), who, firstPage, false)
			if err != nil || len(c.Edges) != 0 || c.TotalCount != 0 {
				t.Errorf("%s reads %+v (%v)", name, c, err)
			}
			if n, err := w.UnreadCount(t.Context(), who); err != nil || n != 0 {
				t.Errorf("%s counts %d (%v)", name, n, err)
			}
		}
	})
}

func TestDeliveriesHideAddresses(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.book("visit-1")
		three := 3
		args := page.Args{First: &three, WithTotal: true}
		first, err := w.Deliveries(t.Context(), own, thePatient, args)
		if err != nil {
			t.Fatal(err)
		}
		args.After = first.PageInfo.EndCursor
		second, err := w.Deliveries(t.Context(), own, thePatient, args)
		if err != nil {
			t.Fatal(err)
		}
		all := append(first.Edges, second.Edges...)
		if len(all) != 4 || first.TotalCount != 4 || second.PageInfo.HasNextPage {
			t.Fatalf("%d deliveries of %d", len(all), first.TotalCount)
		}
		for i, e := range all {
			if e.Node.Address != "m•••@example.org" {
				t.Errorf("address %q", e.Node.Address)
			}
			if i > 0 && e.Node.DueAt.After(all[i-1].Node.DueAt) {
				t.Error("not the latest due first")
			}
		}
		mine, err := w.Deliveries(t.Context(), own, "", page.Args{First: &three, WithTotal: true})
		if err != nil || mine.TotalCount != 4 || len(mine.Edges) != 3 || mine.Edges[0].Cursor != first.Edges[0].Cursor {
			t.Errorf("without a patient %+v (%v), want one's own", mine, err)
		}
		if none, err := w.Deliveries(t.Context(), desk, "", args); err != nil || len(none.Edges) != 0 {
			t.Errorf("who is no patient: %+v (%v)", none, err)
		}
		if _, err := w.Deliveries(t.Context(), stranger, thePatient, args); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a stranger: %v", err)
		}
		if _, err := w.Deliveries(t.Context(), desk, thePatient, args); err != nil {
			t.Errorf("the desk: %v", err)
		}
	})
}

func TestRemindersOfManyInOneStatement(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		var ids []string
		for i := range 10 {
			ids = append(ids, fmt.Sprintf("visit-%d", i))
			w.book(ids[i])
		}
		ctx, count := store.Counting(t.Context())
		found, err := w.RemindersOf(ctx, own, thePatient, ids)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(count.Texts()); got != 1 {
			t.Errorf("%d statements, want one", got)
		}
		for _, id := range ids {
			if r := found[id]; len(r) != 3 || r[0].LeadMinutes != 7*24*60 || r[2].LeadMinutes != 120 {
				t.Errorf("%s has %v", id, r)
			}
		}
		if r, err := w.Reminders(t.Context(), own, thePatient, "visit-none"); err != nil || len(r) != 0 {
			t.Errorf("no appointment has %v (%v)", r, err)
		}
		if _, err := w.Reminders(t.Context(), stranger, thePatient, "visit-0"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a stranger: %v", err)
		}
	})
}
